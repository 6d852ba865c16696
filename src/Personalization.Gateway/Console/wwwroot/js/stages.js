import { bar, el, setText } from './dom.js';
import { count, ms, words } from './format.js';

/** How the list was made: the stages with what was left after each and the time it took. */
export function stages() {
  const body = el('tbody');
  const sum = el('span', { class: 'muted small' });
  const root = el('details', { class: 'card stages' },
    el('summary', {}, el('span', { text: 'How this list was made' }), sum),
    el('table', {},
      el('thead', {}, el('tr', {}, ...['Stage', 'Part', 'Items left', 'Time', 'ms'].map((text, i) => el('th', { scope: 'col', class: i === 2 || i === 4 ? 'num' : null, text })))),
      body));
  return {
    root,
    update({ recommendations: result }) {
      // Members that are zero are left out of the messages.
      const all = (result.stages ?? []).map(s => ({ ...s, items: s.items ?? 0, latency_ms: s.latency_ms ?? 0 }));
      root.hidden = all.length === 0;
      setText(sum, `${count(all[0] ? Math.max(...all.map(s => s.items)) : 0)} candidates · ${all.length} steps · ${ms(result.latency_ms)} ms`);
      const most = Math.max(...all.map(s => s.latency_ms), 1e-9);
      body.replaceChildren(...all.map((s, i) => el('tr', { class: i > 0 && all[i - 1].stage !== s.stage ? 'first' : null },
        el('td', { text: i > 0 && all[i - 1].stage === s.stage ? '' : words(s.stage) }),
        el('td', { text: words(s.name) }),
        el('td', { class: 'num', text: count(s.items) }),
        el('td', {}, bar(s.latency_ms / most)),
        el('td', { class: 'num', text: ms(s.latency_ms) }))));
    },
  };
}
