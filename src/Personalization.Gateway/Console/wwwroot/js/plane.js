import { niceStep } from './chart.js';
import { el, svg } from './dom.js';

const EDGE = { left: 52, right: 14, top: 18, bottom: 34 };

/** The colours of things that are told apart, in their order. */
export const TONES = ['blue', 'green', 'amber', 'violet', 'rose', 'teal', 'grey'];

/** A drawing with labelled axes. `paint(axes)` gives the parts inside and, as `label`, what to tell those who cannot see it. */
export function plane({ height = 250, paint }) {
  const plot = svg('svg', { class: 'plot', height, role: 'img' });
  const root = el('div', { class: 'plot-box' }, plot);
  let width = 600;

  function draw() {
    plot.setAttribute('viewBox', `0 0 ${width} ${height}`);
    const { parts, label } = paint(axesIn(width, height));
    plot.replaceChildren(...parts);
    plot.setAttribute('aria-label', label);
  }

  const size = new ResizeObserver(([entry]) => {
    width = Math.max(240, entry.contentRect.width);
    draw();
  });
  size.observe(root);
  return { root, draw, close: () => size.disconnect() };
}

function axesIn(width, height) {
  /** Scales of the two axes and the grid of both; `x` and `y` are `{ from, to, text, name }`. */
  return (xAxis, yAxis) => {
    const x = value => EDGE.left + (width - EDGE.left - EDGE.right) * (value - xAxis.from) / (xAxis.to - xAxis.from || 1);
    const clamp = value => Math.max(yAxis.from, Math.min(yAxis.to, value));
    const y = value => height - EDGE.bottom - (height - EDGE.top - EDGE.bottom) * (clamp(value) - yAxis.from) / (yAxis.to - yAxis.from || 1);
    const grid = svg('g', { class: 'grid' },
      ...ticks(yAxis.from, yAxis.to, 5).flatMap(value => [
        svg('line', { x1: EDGE.left, x2: width - EDGE.right, y1: y(value), y2: y(value) }),
        svg('text', { x: EDGE.left - 8, y: y(value) + 4, 'text-anchor': 'end', text: yAxis.text(value) })]),
      ...ticks(xAxis.from, xAxis.to, width < 420 ? 3 : 6).map(value => svg('text', { x: x(value), y: height - EDGE.bottom + 16, 'text-anchor': 'middle', text: xAxis.text(value) })),
      svg('text', { x: EDGE.left - 8, y: 9, 'text-anchor': 'start', class: 'axis-name', text: yAxis.name }),
      svg('text', { x: width - EDGE.right, y: height - 3, 'text-anchor': 'end', class: 'axis-name', text: xAxis.name }));
    return { x, y, grid, left: EDGE.left, right: width - EDGE.right, top: EDGE.top, bottom: height - EDGE.bottom };
  };
}

/** Round values within a span, about `count` of them. */
export function ticks(from, to, count) {
  const step = niceStep((to - from) / count);
  const values = [];
  for (let i = Math.ceil(from / step - 1e-9); i * step <= to + step * 1e-9; i++) values.push(i === 0 ? 0 : i * step);
  return values;
}

/** The path through points, or around them when closed. */
export const path = (points, closed = false) => (points.length === 0 ? '' : `M${points.map(([x, y]) => `${x.toFixed(1)},${y.toFixed(1)}`).join('L')}${closed ? 'Z' : ''}`);

/** What the colours stand for. */
export function legend(entries) {
  return el('div', { class: 'legend' }, ...entries.map(({ tone, label, value }) =>
    el('span', {}, el('span', { class: `swatch ${tone}`, 'aria-hidden': 'true' }), el('span', { text: label }), value ? el('b', { text: value }) : null)));
}
