import { el, setText } from './dom.js';
import { sparkline } from './sparkline.js';

/** A number with its name, its course over the last two minutes and a line below. */
export function tile({ label, unit, key, tone, value, note }) {
  const number = el('span', { class: 'tile-value', text: '–' });
  const below = el('div', { class: 'tile-note muted', text: '\u00a0' });
  const spark = sparkline(key, tone);
  const root = el('section', { class: 'card tile', 'aria-label': label, 'data-tile': key },
    el('div', { class: 'tile-label', text: label }),
    el('div', {}, number, unit ? el('span', { class: 'tile-unit muted', text: unit }) : null),
    below, spark.root);
  return {
    root,
    update(sample) {
      setText(number, value(sample));
      setText(below, note(sample));
      spark.update();
    },
  };
}
