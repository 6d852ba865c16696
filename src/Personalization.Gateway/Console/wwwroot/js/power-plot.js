import { el, svg } from './dom.js';
import { count, percent, rate, signed } from './format.js';
import { path, plane } from './plane.js';

/** The plan of an experiment: its size, its length and how likely which effect is found. */
export function powerPlot(plan, definition) {
  const target = definition.power ?? 0.8;
  const drawing = plane({
    height: 220,
    paint(axes) {
      const curve = plan.power_curve;
      const at = axes({ from: 0, to: curve.at(-1).effect, text: signed, name: 'true effect' }, { from: 0, to: 1, text: percent, name: 'power' });
      const points = curve.map(p => [at.x(p.effect), at.y(p.power)]);
      const [x, y] = [at.x(definition.minimum_effect), at.y(target)];
      return {
        parts: [at.grid,
          svg('line', { class: 'reference effect', x1: at.left, x2: at.right, y1: y, y2: y }),
          svg('line', { class: 'reference effect', x1: x, x2: x, y1: at.top, y2: at.bottom }),
          svg('path', { class: 'line blue', d: path(points) }),
          ...points.map(([cx, cy]) => svg('circle', { class: 'point blue', r: 3, cx, cy }))],
        label: `Power by effect: ${curve.map(p => `${signed(p.effect)} ${percent(p.power)}`).join(', ')}`,
      };
    },
  });
  const root = el('section', { class: 'card chart plan', 'aria-label': 'Plan' },
    el('div', { class: 'card-head' }, el('h2', { text: 'Plan' })),
    el('div', { class: 'totals' },
      total('People in all', count(plan.people)),
      total('Of them control', count(plan.control_people)),
      total('Days', plan.days === undefined ? '–' : rate(plan.days)),
      total('Power, always looking', percent(plan.sequential.power))),
    drawing.root,
    el('p', { class: 'muted small', text: `One look at the end finds the minimum effect with ${percent(plan.power_of_one_look)}. Looking all along, half of the experiments with that effect end after ${percent(plan.sequential.median_share_of_people)} of the people.` }));
  return { root, close: drawing.close };
}

const total = (label, value) => el('div', {}, el('b', { text: value }), el('span', { class: 'muted small', text: label }));
