import { get } from './api.js';
import { words } from './format.js';

const known = new Map();

/** An item of the catalogue; asked for once at most while the page is open. */
export function item(id) {
  let asked = known.get(id);
  if (!asked) {
    asked = get(`/api/v1/items/${encodeURIComponent(id)}`);
    asked.catch(() => known.delete(id));
    known.set(id, asked);
  }
  return asked;
}

/** Where in the assortment an item belongs, in one line. */
export function placeOf({ category, subcategory }) {
  return [category, subcategory].filter(Boolean).map(words).join(' › ');
}
