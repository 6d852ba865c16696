import { bar, el, setText } from './dom.js';
import { count, exact, percent } from './format.js';
import { item } from './items.js';
import { showItem } from './panel.js';

const MOST = 20;

/** A placement's items: mean reward with its interval as bars on one scale, choices and share. */
export function armTable() {
  const body = el('tbody');
  const more = el('p', { class: 'muted small' });
  const root = el('section', { class: 'card arms', 'aria-label': 'Items' },
    el('div', { class: 'card-head' }, el('h2', { text: 'Items' }), el('span', { class: 'muted small', text: 'mean reward with its 95% interval' })),
    el('div', { class: 'table-box' }, el('table', { class: 'figures' },
      el('thead', {}, el('tr', {}, ...[['Item'], ['Mean reward', true], [''], ['Choices', true], ['Share', true], ['']].map(([text, number]) => el('th', { scope: 'col', class: number ? 'num' : null, text })))),
      body)), more);
  const rows = new Map();

  function rowOf(id) {
    let row = rows.get(id);
    if (!row) {
      const name = el('button', { type: 'button', class: 'link', text: id, on: { click: () => showItem(id) } });
      item(id).then(found => setText(name, found.name ?? id), () => {});
      row = { swatch: el('span', { 'aria-hidden': 'true' }), mean: el('td', { class: 'num' }), span: el('td', { class: 'span-cell' }), choices: el('td', { class: 'num' }), share: el('td', { class: 'num' }), track: el('td', { class: 'track-cell' }) };
      row.root = el('tr', { 'data-item': id }, el('td', {}, row.swatch, name), row.mean, row.span, row.choices, row.share, row.track);
      rows.set(id, row);
    }
    return row;
  }

  return {
    root,
    update({ items }, shares) {
      const list = items.slice(0, MOST);
      const scale = scaleOf(list);
      list.forEach((one, i) => {
        const row = rowOf(one.item_id);
        row.swatch.className = `swatch ${shares.toneOf(one.item_id)}`;
        setText(row.mean, exact(one.mean_reward));
        row.span.replaceChildren(interval(one, scale));
        setText(row.choices, count(one.choices));
        setText(row.share, percent(one.share));
        row.track.replaceChildren(bar(one.share));
        if (body.children[i] !== row.root) body.insertBefore(row.root, body.children[i] ?? null);
      });
      while (body.children.length > list.length) body.lastChild.remove();
      setText(more, items.length > MOST ? `and ${items.length - MOST} more, chosen less often` : '');
    },
  };
}

function scaleOf(list) {
  const from = Math.min(0, ...list.map(i => i.interval[0]));
  const to = Math.max(...list.map(i => i.interval[1]), from + 1e-9);
  // An item that was chosen a few times only knows next to nothing; its interval may leave the scale.
  const means = Math.max(...list.map(i => i.mean_reward));
  return { from: Math.max(from, -means), to: Math.max(means > 0 ? Math.min(to, 2.5 * means) : to, 1e-9) };
}

function interval({ mean_reward: mean, interval: [low, high] }, { from, to }) {
  const place = value => Math.max(0, Math.min(1, (value - from) / (to - from))) * 100;
  const [fill, line] = [el('span', { class: 'span-fill' }), el('span', { class: 'span-line' })];
  fill.style.left = `${place(0)}%`;
  fill.style.width = `${Math.max(0, place(mean) - place(0))}%`;
  line.style.left = `${place(low)}%`;
  line.style.width = `${place(high) - place(low)}%`;
  return el('span', { class: 'span-track', title: `${exact(low)} to ${exact(high)}` }, fill, line);
}
