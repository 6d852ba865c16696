import { get } from './api.js';
import { bar, el } from './dom.js';
import { count, date, money, title } from './format.js';
import { item, placeOf } from './items.js';

const panel = document.getElementById('panel');
panel.addEventListener('click', e => {
  // A click on the dialog itself is one beside its content.
  if (e.target === panel) panel.close();
});

/** Shows an item's details at the side. */
export async function showItem(id) {
  const body = el('div', { class: 'panel-body' }, el('p', { class: 'muted', text: 'Loading …' }));
  const heading = el('h2', { id: 'panel-title', text: id });
  panel.replaceChildren(el('div', { class: 'panel-inner' },
    el('div', { class: 'panel-head' }, heading,
      el('button', { type: 'button', class: 'icon-button', 'aria-label': 'Close', text: '×', on: { click: () => panel.close() } })),
    body));
  if (!panel.open) panel.showModal();
  try {
    const found = await item(id);
    if (!heading.isConnected) return;
    heading.textContent = found.name ?? id;
    body.replaceChildren(...details(found));
    const similar = await get(`/api/v1/items/${encodeURIComponent(id)}/similar?count=6`);
    body.append(similarList(similar.items));
  } catch (fault) {
    body.append(el('p', { class: 'empty', text: fault.message }));
  }
}

function details(found) {
  const facts = [
    ['Id', found.item_id],
    ['Category', placeOf(found)],
    ['Brand', found.brand],
    ['Price', found.price === undefined ? null : money(found.price)],
    ['Stock', found.stock === undefined ? 'not limited' : found.stock === 0 ? 'sold out' : `${count(found.stock)} pieces`],
    ['Rating', found.rating ? `${found.rating.toFixed(1)} of 5` : null],
    ['Available since', found.available_from ? date(found.available_from) : null],
    ...Object.entries(found.attributes ?? {}).filter(([, value]) => typeof value !== 'object').map(([key, value]) => [title(key), String(value)]),
  ];
  return [
    found.text ? el('p', { class: 'panel-text', text: found.text }) : null,
    el('dl', { class: 'facts' }, ...facts.filter(([, value]) => value).flatMap(([key, value]) => [el('dt', { text: key }), el('dd', { text: value })])),
    found.tags?.length ? el('div', { class: 'chips', 'aria-label': 'Tags' }, ...found.tags.map(tag => el('span', { class: 'chip', text: tag }))) : null,
  ].filter(Boolean);
}

function similarList(items) {
  const most = Math.max(...items.map(one => one.similarity), 1e-9);
  return el('section', { class: 'similar' },
    el('h3', { text: 'Met in the same visits' }),
    items.length === 0 ? el('p', { class: 'muted', text: 'No item was met together with this one yet.' }) : null,
    el('ul', {}, ...items.map(one => el('li', {},
      el('button', { type: 'button', class: 'link', text: one.name ?? one.item_id, on: { click: () => showItem(one.item_id) } }),
      bar(one.similarity / most), el('span', { class: 'num muted', text: one.similarity.toFixed(2) })))));
}
