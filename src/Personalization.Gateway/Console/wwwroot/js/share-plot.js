import { el, setText, svg } from './dom.js';
import { percent, span } from './format.js';
import { item } from './items.js';
import { TONES, legend, path, plane } from './plane.js';

const OTHERS = 'others';

/** How the traffic was split among the items in the course of time, stacked, by the time of the choices. */
export function sharePlot() {
  const names = new Map([[OTHERS, OTHERS]]);
  let keys = [];
  let traffic = { bucket_seconds: 15, choices: [], items: [] };
  const drawing = plane({ height: 230, paint });
  const key = el('div');
  const note = el('p', { class: 'muted small' });
  const root = el('section', { class: 'card chart shares', 'aria-label': 'Traffic' },
    el('div', { class: 'card-head' }, el('h2', { text: 'Traffic' }), key), drawing.root, note);
  const toneOf = id => (keys.includes(id) && id !== OTHERS ? TONES[keys.indexOf(id)] : 'grey');

  // A period without choices has the shares of the one before.
  function stacks() {
    let last = keys.map(() => 0);
    return traffic.choices.map((all, n) => {
      if (all > 0) {
        let sum = 0;
        last = keys.map(k => (sum += k === OTHERS ? 1 - sum : countOf(k, n) / all));
      }
      return last;
    });
  }

  const countOf = (id, n) => traffic.items.find(i => i.item_id === id)?.choices[n] ?? 0;

  function paint(axes) {
    const [width, shares] = [traffic.bucket_seconds, stacks()];
    const length = Math.max(1, shares.length) * width;
    const at = axes({ from: -length, to: 0, text: s => (s === 0 ? 'last' : `−${span(-s)}`), name: 'before the last choice that counts' }, { from: 0, to: 1, text: percent, name: 'share' });
    const edges = (n, share) => [[at.x(n * width - length), at.y(share)], [at.x((n + 1) * width - length), at.y(share)]];
    const parts = keys.map((k, i) => svg('path', {
      class: `layer ${toneOf(k)}`,
      d: path([...shares.flatMap((s, n) => edges(n, s[i])), ...shares.flatMap((s, n) => edges(n, i === 0 ? 0 : s[i - 1])).reverse()], true),
    }));
    return { parts: [at.grid, ...parts], label: `Traffic: ${keys.map((k, i) => `${names.get(k) ?? k} ${percent(share(shares.at(-1), i))}`).join(', ')}` };
  }

  return {
    root,
    toneOf,
    update(bandit) {
      traffic = bandit.traffic;
      // The most chosen items get a colour of their own, in an order that stays.
      const own = keys.filter(k => k !== OTHERS);
      for (const { item_id: id } of traffic.items) {
        if (own.includes(id) || own.length >= TONES.length - 1) continue;
        own.push(id);
        item(id).then(found => names.set(id, found.name ?? id), () => {});
      }
      keys = bandit.items.length > own.length ? [...own, OTHERS] : own;
      const last = stacks().at(-1);
      key.replaceChildren(legend(keys.map((k, i) => ({ tone: toneOf(k), label: names.get(k) ?? k, value: percent(share(last, i)) }))));
      setText(note, `By the time of the choices, in periods of ${span(traffic.bucket_seconds)}; a choice counts when its reward window has passed.`);
      drawing.draw();
    },
    close: drawing.close,
  };
}

const share = (stack, i) => (stack ? stack[i] - (i === 0 ? 0 : stack[i - 1]) : 0);
