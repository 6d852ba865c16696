import { el, setText, svg } from './dom.js';
import { percent } from './format.js';
import { item } from './items.js';
import { TONES, legend, path, plane } from './plane.js';

const MOST = 600;
const BACK_MS = 30_000;
const OTHERS = 'others';

/** How the traffic is split among the items, while the page is open: of the choices of the last half minute, stacked. */
export function sharePlot() {
  const samples = [];
  const names = new Map([[OTHERS, OTHERS]]);
  let keys = [];
  const drawing = plane({ height: 230, paint });
  const key = el('div');
  const note = el('p', { class: 'muted small' });
  const root = el('section', { class: 'card chart shares', 'aria-label': 'Traffic' },
    el('div', { class: 'card-head' }, el('h2', { text: 'Traffic since the page was opened' }), key), drawing.root, note);
  const toneOf = id => (keys.includes(id) && id !== OTHERS ? TONES[keys.indexOf(id)] : 'grey');

  function paint(axes) {
    const first = samples[0]?.at ?? 0;
    const to = Math.max(30, ((samples.at(-1)?.at ?? 0) - first) / 1000);
    const at = axes({ from: 0, to, text: s => `${Math.round(s)} s`, name: 'since the page was opened' }, { from: 0, to: 1, text: percent, name: 'share' });
    const stacks = samples.map(s => {
      let sum = 0;
      return [0, ...keys.map(k => (sum += s.shares.get(k) ?? 0))];
    });
    const x = s => at.x((s.at - first) / 1000);
    const parts = keys.map((k, i) => svg('path', {
      class: `layer ${toneOf(k)}`,
      d: path([...samples.map((s, n) => [x(s), at.y(stacks[n][i + 1])]), ...samples.map((s, n) => [x(s), at.y(stacks[n][i])]).reverse()], true),
    }));
    return { parts: [at.grid, ...parts], label: `Traffic: ${keys.map(k => `${names.get(k) ?? k} ${percent(samples.at(-1)?.shares.get(k))}`).join(', ')}` };
  }

  function sharesOf(counts, at) {
    const then = samples.findLast(s => at - s.at >= BACK_MS) ?? samples[0];
    let recent = new Map([...counts].map(([id, n]) => [id, Math.max(0, n - (then?.counts.get(id) ?? 0))]));
    let sum = total(recent);
    if (!then || sum === 0) {
      if (samples.length > 0) return samples.at(-1).raw;
      [recent, sum] = [counts, total(counts)];
    }
    return new Map([...recent].map(([id, n]) => [id, sum === 0 ? 0 : n / sum]));
  }

  return {
    root,
    toneOf,
    add({ items }) {
      const at = Date.now();
      const counts = new Map(items.map(i => [i.item_id, i.choices]));
      const raw = sharesOf(counts, at);
      // The most chosen items get a colour of their own, in an order that stays.
      for (const { item_id: id } of items) {
        if (keys.includes(id) || keys.length >= TONES.length - 1) continue;
        keys.push(id);
        item(id).then(found => names.set(id, found.name ?? id), () => {});
      }
      samples.push({ at, counts, raw });
      if (samples.length > MOST) samples.splice(1, 1);
      const own = keys.filter(k => k !== OTHERS);
      keys = items.length > own.length ? [...own, OTHERS] : own;
      for (const s of samples) {
        s.shares = new Map(own.map(k => [k, s.raw.get(k) ?? 0]));
        s.shares.set(OTHERS, Math.max(0, 1 - total(s.shares)));
      }
      key.replaceChildren(legend(keys.map(k => ({ tone: toneOf(k), label: names.get(k) ?? k, value: percent(samples.at(-1).shares.get(k)) }))));
      setText(note, samples.length < 2 ? 'So far the shares since the beginning; choices that come in now follow.' : 'Of the choices that came to their end in the last half minute.');
      drawing.draw();
    },
    close: drawing.close,
  };
}

const total = map => [...map.values()].reduce((sum, n) => sum + n, 0);
