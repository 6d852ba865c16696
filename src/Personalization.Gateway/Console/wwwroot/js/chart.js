import { el, setText, svg } from './dom.js';
import { ceiling, series } from './series.js';

const HEIGHT = 210;
const EDGE = { left: 44, top: 18, bottom: 24 };
const STEPS = 4;

/**
 * A line chart of the last two minutes with labelled axes and a readout under the pointer or, with the arrow keys, under the focus.
 * `lines` are `{ key, label, tone }`, and `right` for those on a scale of their own; `unit` follows the values; `format` writes them.
 */
export function lineChart({ title, unit, lines, format }) {
  const edge = { ...EDGE, right: lines.some(l => l.right) ? 40 : 12 };
  const grid = svg('g', { class: 'grid' });
  const paths = lines.map(l => svg('path', { class: `line ${l.tone}` }));
  const cursor = svg('line', { class: 'cursor', y1: edge.top, y2: HEIGHT - edge.bottom });
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

  const x = s => edge.left + (width - edge.left - edge.right) * (1 - (series.samples.at(-1).at - s.at) / (series.seconds * 1000));

  function draw() {
    const { samples } = series;
    plot.setAttribute('viewBox', `0 0 ${width} ${HEIGHT}`);
    const left = scaleOf(lines.filter(l => !l.right));
    const right = scaleOf(lines.filter(l => l.right));
    const y = (l, s) => (l.right ? right : left).y(s[l.key]);
    drawGrid(left, right);
    if (samples.length === 0) return;
    lines.forEach((l, i) => {
      paths[i].setAttribute('d', `M${samples.map(s => `${x(s).toFixed(1)},${y(l, s).toFixed(1)}`).join('L')}`);
      drawPeak(l, (l.right ? right : left).top);
      setText(values[i], format(samples.at(-1)[l.key]));
    });
    plot.setAttribute('aria-label', `${title}, now ${lines.map(l => `${l.label} ${format(samples.at(-1)[l.key])} ${unit}`).join(', ')}`);
    drawReadout(y);
  }

  function scaleOf(some) {
    const step = niceStep(Math.max(0, ...some.map(l => ceiling(series.samples.map(s => s[l.key])))) / STEPS);
    const top = step * STEPS;
    return { some, step, top, y: value => HEIGHT - edge.bottom - (HEIGHT - edge.top - edge.bottom) * Math.min(1, value / top) };
  }

  function drawGrid(left, right) {
    const parts = [];
    for (let i = 0; i <= STEPS; i++) {
      const at = left.y(i * left.step);
      parts.push(svg('line', { x1: edge.left, x2: width - edge.right, y1: at, y2: at }),
        svg('text', { x: edge.left - 8, y: at + 4, 'text-anchor': 'end', text: axisText(i * left.step, left.step), class: right.some.length ? `tone ${left.some[0].tone}` : null }));
      for (const l of right.some.slice(0, 1)) {
        parts.push(svg('text', { x: width - edge.right + 8, y: at + 4, text: axisText(i * right.step, right.step), class: `tone ${l.tone}` }));
      }
    }
    parts.push(svg('text', { x: edge.left - 8, y: 8, 'text-anchor': 'end', text: unit }));
    for (let back = series.seconds; back >= 0; back -= 30) {
      const at = edge.left + (width - edge.left - edge.right) * (1 - back / series.seconds);
      parts.push(svg('text', { x: at, y: HEIGHT - 6, 'text-anchor': back === 0 ? 'end' : 'middle', text: back === 0 ? 'now' : `−${back} s` }));
    }
    grid.replaceChildren(...parts);
  }

  // What the scale leaves out is said where it was.
  function drawPeak(l, top) {
    const peak = series.samples.reduce((best, s) => (s[l.key] > best[l.key] ? s : best));
    if (peak[l.key] <= top) return;
    const at = x(peak);
    grid.append(svg('text', {
      x: at, y: edge.top - 5, class: `peak ${l.tone}`, 'text-anchor': at > width - 120 ? 'end' : at < 100 ? 'start' : 'middle', text: `↑ ${format(peak[l.key])}`,
    }));
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
      dots[i].setAttribute('cy', y(l, sample));
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
    picked = Math.max(0, Math.min(series.seconds, series.seconds * (1 - (inside - edge.left) / (width - edge.left - edge.right))));
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
  if (value === 0) return '0';
  if (step >= 1000) return `${+(value / 1000).toFixed(1)}k`;
  return String(+value.toFixed(step < 0.1 ? 3 : step < 1 ? 2 : 1));
}
