import { bar, el, setText } from './dom.js';
import { showItem } from './panel.js';

const BASIS = {
  trending: 'Chosen significantly more often than usual; the score says by how much.',
  popular: 'Nothing stands out now, so the most popular items are shown.',
};

/** The list of what is trending. Rows are kept while their item stays, so that the focus does too. */
export function trending() {
  const basis = el('p', { class: 'muted small', text: '\u00a0' });
  const body = el('tbody');
  const empty = el('p', { class: 'empty', text: 'No item was chosen yet.', hidden: true });
  const heading = el('h2', { text: 'Trending now' });
  const root = el('section', { class: 'card trending', 'aria-label': 'Trending now' },
    el('div', { class: 'card-head' }, heading, el('span', { class: 'muted small', text: 'score' })),
    basis,
    el('table', {},
      el('thead', { class: 'only-read' }, el('tr', {}, ...['Rank', 'Item', 'Score'].map(text => el('th', { scope: 'col', text })))),
      body),
    empty);
  const rows = new Map();

  function rowOf(one) {
    let row = rows.get(one.item_id);
    if (!row) {
      const [rank, score, track] = [el('td', { class: 'rank' }), el('span', { class: 'num' }), el('div')];
      row = {
        root: el('tr', {}, rank,
          el('td', {},
            el('button', { type: 'button', class: 'link', text: one.name ?? one.item_id, on: { click: () => showItem(one.item_id) } }),
            el('span', { class: 'muted small id', text: one.item_id }), track),
          el('td', { class: 'score' }, score)),
        rank, score, track,
      };
      rows.set(one.item_id, row);
    }
    return row;
  }

  return {
    root,
    update(sample) {
      const list = sample.trending;
      setText(heading, sample.trending_basis === 'popular' ? 'Popular now' : 'Trending now');
      setText(basis, BASIS[sample.trending_basis] ?? sample.trending_basis);
      empty.hidden = list.length > 0;
      const most = Math.max(...list.map(one => one.score), 1e-9);
      list.forEach((one, i) => {
        const row = rowOf(one);
        setText(row.rank, String(i + 1));
        setText(row.score, one.score.toFixed(2));
        row.track.replaceChildren(bar(one.score / most));
        if (body.children[i] !== row.root) body.insertBefore(row.root, body.children[i] ?? null);
      });
      while (body.children.length > list.length) body.lastChild.remove();
      for (const [id, row] of rows) {
        if (!row.root.isConnected && row.root.parentNode !== body) rows.delete(id);
      }
    },
  };
}
