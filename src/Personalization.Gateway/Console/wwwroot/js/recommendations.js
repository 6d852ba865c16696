import { el, setText } from './dom.js';
import { ms } from './format.js';
import { card } from './card.js';

const HIGHLIGHT_MS = 8000;

/** The list in rank order. A card stays the same element as long as its item is on the list, so that it can be seen moving. */
export function recommendations(user) {
  const grid = el('ol', { class: 'cards' });
  const note = el('span', { class: 'muted small' });
  const said = el('p', { class: 'only-read', role: 'status' });
  const empty = el('p', { class: 'card empty', text: 'Nothing can be recommended: the catalogue is empty or nothing in it may be offered.', hidden: true });
  const root = el('section', { 'aria-label': 'Recommendations' },
    el('div', { class: 'section-head' }, el('h2', { text: 'Recommended now' }), note), grid, empty, said);
  const cards = new Map();
  let order = null;
  let fading = null;

  function update({ recommendations: result }) {
    const ids = result.items.map(one => one.item_id);
    const changed = order !== null && ids.join('\n') !== order.join('\n');
    const before = changed ? places() : null;
    const focused = grid.contains(document.activeElement) ? document.activeElement : null;
    const place = [...grid.children].findIndex(node => node.contains(focused));
    if (changed) clearMarks();
    result.items.forEach((one, i) => {
      let shown = cards.get(one.item_id);
      if (!shown) cards.set(one.item_id, shown = card(user, one.item_id));
      shown.update(one, i + 1, result.decision_id);
      if (changed) mark(shown, order.indexOf(one.item_id), i);
      if (grid.children[i] !== shown.root) grid.insertBefore(shown.root, grid.children[i] ?? null);
    });
    for (const [id, shown] of cards) {
      if (!ids.includes(id)) {
        shown.root.remove();
        cards.delete(id);
      }
    }
    // To move an element takes the focus from it. From a card that is gone it goes to the one in its place.
    if (focused) (grid.contains(focused) ? focused : grid.children[place]?.querySelector('button'))?.focus({ preventScroll: true });
    setText(note, `${result.model_version} · ${ms(result.latency_ms)} ms${result.fallback ? ' · fallback list: the deadline passed' : ''}`);
    empty.hidden = ids.length > 0;
    if (changed) {
      slide(before);
      const fresh = ids.filter(id => !order.includes(id)).length;
      cards.get(ids[0])?.name.then(name => setText(said, `The list changed: ${fresh} new, first is now ${name}.`));
      clearTimeout(fading);
      fading = setTimeout(clearMarks, HIGHLIGHT_MS);
    }
    order = ids;
  }

  function mark(shown, from, to) {
    if (from < 0) shown.mark('new', 'new');
    else if (from > to) shown.mark('up', `↑ ${from - to}`);
    else if (from < to) shown.mark('down', `↓ ${to - from}`);
  }

  function clearMarks() {
    for (const shown of cards.values()) shown.mark(null);
  }

  const places = () => new Map([...cards].map(([id, shown]) => [id, shown.root.getBoundingClientRect()]));

  function slide(before) {
    if (matchMedia('(prefers-reduced-motion: reduce)').matches) return;
    for (const [id, { root: node }] of cards) {
      const [from, to] = [before.get(id), node.getBoundingClientRect()];
      if (!from) node.animate([{ opacity: 0, transform: 'scale(.96)' }, { opacity: 1, transform: 'none' }], { duration: 320, easing: 'ease-out' });
      else if (from.x !== to.x || from.y !== to.y) {
        node.animate([{ transform: `translate(${from.x - to.x}px, ${from.y - to.y}px)` }, { transform: 'none' }], { duration: 420, easing: 'cubic-bezier(.2, .7, .2, 1)' });
      }
    }
  }

  return { root, update };
}
