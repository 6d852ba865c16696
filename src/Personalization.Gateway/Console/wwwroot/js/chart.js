import { el, setText, svg } from './dom.js';
import { series } from './series.js';

const HEIGHT = 210;
const EDGE = { left: 48, right: 12, top: 10, bottom: 24 };

/**
 * A line chart of the last two minutes with labelled axes and a readout under the pointer or, with the arrow keys, under the focus.
 * `lines` are `{ key, label, tone }`; `unit` follows the values; `format` writes them.
 */
export function lineChart({ title, unit, lines, format }) {
  const grid = svg('g', { class: 'grid' });
  const paths = lines.map(l => svg('path', { class: `line ${l.tone}` }));
  const cursor = svg('line', { class: 'cursor', y1: EDGE.top, y2: HEIGHT - EDGE.bottom });
  const dots = lines.map(l => svg('circle', { class: `point ${l.tone}`, r: 3.5 }));
  const over = svg('g', { class: 'over' }, cursor, ...dots);
  const plot = svg('svg', { class: 'plot', height: HEIGHT, tabindex: 0, role: 'img' }, grid, ...paths, over);
  const readout = el('div', { class: 'readout', hidden: true });
  const values = lines.map(() => el('b'));
  const legend = el('div', { class: 'legend' }, ...lines.map((l, i) =>
    el('span', {}, el('span', { class: `swatch ${l.tone}`, 'aria-hidden': 'true' }), el('span', { text: l.label }), values[i])));
  const root = el('section', { class: 'card chart', 'aria-label': title },
    el('div', { class: 'card-head' }, el('h2', { text: title }), legend),
    el('div', { class: 'plot-box' }, plot, readout));
  let width = 600;
  let picked = null;

  const x = s => EDGE.left + (width - EDGE.left - EDGE.right) * (1 - (series.samples.at(-1).at - s.at) / (series.seconds * 1000));

  function draw() {
    const { samples } = series;
    plot.setAttribute('viewBox', `0 0 ${width} ${HEIGHT}`);
    const most = Math.max(0, ...samples.flatMap(s => lines.map(l => s[l.key] ?? 0)));
    const step = niceStep(most / 4);
    const top = Math.max(step * 4, step * Math.ceil(most / step));
    const y = value => HEIGHT - EDGE.bottom - (HEIGHT - EDGE.top - EDGE.bottom) * value / top;
    drawGrid(top, step, y);
    if (samples.length === 0) return;
    lines.forEach((l, i) => paths[i].setAttribute('d', `M${samples.map(s => `${x(s).toFixed(1)},${y(s[l.key]).toFixed(1)}`).join('L')}`));
    lines.forEach((l, i) => setText(values[i], `${format(samples.at(-1)[l.key])}`));
    plot.setAttribute('aria-label', `${title}, now ${lines.map(l => `${l.label} ${format(samples.at(-1)[l.key])} ${unit}`).join(', ')}`);
    drawReadout(y);
  }

  function drawGrid(top, step, y) {
    const parts = [];
    for (let value = 0; value <= top + step / 2; value += step) {
      parts.push(svg('line', { x1: EDGE.left, x2: width - EDGE.right, y1: y(value), y2: y(value) }),
        svg('text', { x: EDGE.left - 8, y: y(value) + 4, 'text-anchor': 'end', text: axisText(value, step) }));
    }
    parts.push(svg('text', { x: EDGE.left + 6, y: EDGE.top + 12, class: 'unit', text: unit }));
    for (let back = series.seconds; back >= 0; back -= 30) {
      const at = EDGE.left + (width - EDGE.left - EDGE.right) * (1 - back / series.seconds);
      parts.push(svg('text', { x: at, y: HEIGHT - 6, 'text-anchor': back === 0 ? 'end' : 'middle', text: back === 0 ? 'now' : `−${back} s` }));
    }
    grid.replaceChildren(...parts);
  }

  function drawReadout(y) {
    const sample = picked === null ? null : nearest(picked);
    over.setAttribute('visibility', sample ? 'visible' : 'hidden');
    readout.hidden = !sample;
    if (!sample) return;
    const at = x(sample);
    cursor.setAttribute('x1', at);
    cursor.setAttribute('x2', at);
    lines.forEach((l, i) => {
      dots[i].setAttribute('cx', at);
      dots[i].setAttribute('cy', y(sample[l.key]));
    });
    const back = Math.round((series.samples.at(-1).at - sample.at) / 1000);
    readout.replaceChildren(el('div', { class: 'muted', text: back === 0 ? 'now' : `${back} s ago` }), ...lines.map(l =>
      el('div', {}, el('span', { class: `swatch ${l.tone}` }), el('span', { text: l.label }), el('b', { text: `${format(sample[l.key])} ${unit}` }))));
    const room = readout.offsetWidth + 14;
    readout.style.left = `${at + room > width ? at - room : at + 14}px`;
  }

  // The place is kept as seconds back, so the readout stays where it is while the lines move on.
  function nearest(back) {
    const { samples } = series;
    const at = samples.at(-1)?.at - back * 1000;
    return samples.reduce((best, s) => (best === null || Math.abs(s.at - at) < Math.abs(best.at - at) ? s : best), null);
  }

  plot.addEventListener('pointermove', e => {
    const inside = e.clientX - plot.getBoundingClientRect().left;
    picked = Math.max(0, Math.min(series.seconds, series.seconds * (1 - (inside - EDGE.left) / (width - EDGE.left - EDGE.right))));
    draw();
  });
  plot.addEventListener('pointerleave', () => { picked = null; draw(); });
  plot.addEventListener('blur', () => { picked = null; draw(); });
  plot.addEventListener('keydown', e => {
    if (e.key !== 'ArrowLeft' && e.key !== 'ArrowRight') return;
    e.preventDefault();
    picked = Math.max(0, Math.min(series.seconds, (picked ?? 0) + (e.key === 'ArrowLeft' ? 1 : -1)));
    draw();
  });
  const size = new ResizeObserver(([entry]) => {
    width = Math.max(240, entry.contentRect.width);
    draw();
  });
  size.observe(root.querySelector('.plot-box'));
  return { root, update: draw, close: () => size.disconnect() };
}

/** The smallest of 1, 2, 2.5 and 5 times a power of ten that is not below `least`. */
export function niceStep(least) {
  if (!(least > 0)) return 1;
  const power = 10 ** Math.floor(Math.log10(least));
  return [1, 2, 2.5, 5, 10].find(m => m * power >= least * 0.999) * power;
}

function axisText(value, step) {
  if (step >= 1000) return `${+(value / 1000).toFixed(1)}k`;
  return String(+value.toFixed(step < 0.1 ? 3 : step < 1 ? 2 : 1));
}
