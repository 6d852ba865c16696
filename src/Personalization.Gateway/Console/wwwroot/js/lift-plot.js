import { el, svg } from './dom.js';
import { compact, signed } from './format.js';
import { TONES, legend, path, plane } from './plane.js';

/** The course of each treatment's lift with its always-valid interval, over the people who took part. */
export function liftPlot() {
  let looks = [];
  let minimum = 0;
  let tones = new Map();
  const drawing = plane({ height: 280, paint });
  const names = el('div');
  const empty = el('p', { class: 'empty', text: 'The first looks come once people took part.' });
  const root = el('section', { class: 'card chart lift', 'aria-label': 'Lift over people' },
    el('div', { class: 'card-head' }, el('h2', { text: 'Lift as people came' }), names), empty, drawing.root,
    el('p', { class: 'muted small', text: 'The band is the always-valid interval: it holds at every look. Dashed: the smallest effect worth having.' }));

  function paint(axes) {
    const byVariant = Map.groupBy(looks, l => l.variant);
    const people = looks.map(l => l.people);
    const to = Math.max(1, ...people);
    const reach = reachOf(looks, minimum);
    const at = axes({ from: 0, to, text: compact, name: 'people' }, { from: -reach, to: reach, text: signed, name: 'lift' });
    const parts = [at.grid, line(at, 0, 'zero'), ...[minimum, -minimum].filter(e => e).map(e => line(at, e, 'effect'))];
    for (const [variant, all] of byVariant) {
      const tone = tones.get(variant) ?? 'grey';
      const known = all.filter(l => l.lift !== null);
      const banded = known.filter(l => l.interval[0] !== null || l.interval[1] !== null);
      const end = (l, side) => at.y(l.interval[side] ?? (side === 0 ? -reach : reach));
      parts.push(svg('path', {
        class: `band ${tone}`,
        d: path([...banded.map(l => [at.x(l.people), end(l, 1)]), ...banded.toReversed().map(l => [at.x(l.people), end(l, 0)])], true),
      }), svg('path', { class: `line ${tone}`, d: path(known.map(l => [at.x(l.people), at.y(l.lift)])) }));
      const last = known.at(-1);
      if (last) {
        if (banded.at(-1) === last) parts.push(svg('line', { class: `whisker ${tone}`, x1: at.x(last.people), x2: at.x(last.people), y1: end(last, 0), y2: end(last, 1) }));
        parts.push(svg('circle', { class: `point ${tone}`, r: 4, cx: at.x(last.people), cy: at.y(last.lift) }));
      }
    }
    return { parts, label: `Lift over people: ${[...byVariant].map(([v, all]) => `${v} now ${signed(all.at(-1).lift)}`).join(', ')}` };
  }

  return {
    root,
    update(results) {
      const { variants, minimum_effect: effect } = results.definition;
      tones = new Map(variants.slice(1).map((v, i) => [v.key, TONES[i % TONES.length]]));
      minimum = effect ?? 0;
      looks = thinned(results.looks);
      empty.hidden = looks.length > 0;
      drawing.root.hidden = looks.length === 0;
      names.replaceChildren(legend([...tones].map(([key, tone]) => ({ tone, label: key, value: signed(looks.findLast(l => l.variant === key)?.lift) }))));
      drawing.draw();
    },
    close: drawing.close,
  };
}

// While nobody new comes, only the latest look counts.
function thinned(looks) {
  const last = new Map(looks.map(l => [`${l.variant}\n${l.people}`, l]));
  return [...last.values()].filter(l => l.people > 0);
}

// The first looks know nearly nothing; the scale is made for the others.
function reachOf(looks, minimum) {
  const settled = looks.slice(Math.floor(looks.length / 3));
  const ends = settled.flatMap(l => [...l.interval, l.lift]).filter(v => v !== null).map(Math.abs).sort((a, b) => a - b);
  const usual = ends[Math.floor(ends.length * 0.9)] ?? 0;
  const now = looks.slice(-1).flatMap(l => [...l.interval, l.lift]).filter(v => v !== null).map(Math.abs);
  return Math.max(minimum * 2, Math.min(usual, 10), Math.min(Math.max(0, ...now), 10), 0.05) * 1.1;
}

const line = (at, value, kind) => svg('line', { class: `reference ${kind}`, x1: at.left, x2: at.right, y1: at.y(value), y2: at.y(value) });
