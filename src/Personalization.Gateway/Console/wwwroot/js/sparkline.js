import { svg } from './dom.js';
import { ceiling, series } from './series.js';

const WIDTH = 120;
const HEIGHT = 28;

/** A small line of one value over the last two minutes, without axes. */
export function sparkline(key, tone) {
  const line = svg('path', { class: 'spark-line' });
  const area = svg('path', { class: 'spark-area' });
  const root = svg('svg', { class: `spark ${tone}`, viewBox: `0 0 ${WIDTH} ${HEIGHT}`, preserveAspectRatio: 'none', 'aria-hidden': 'true' }, area, line);
  return {
    root,
    update() {
      const { samples } = series;
      if (samples.length < 2) return;
      const all = samples.map(s => s[key]);
      const top = ceiling(all);
      const values = all.map(value => Math.min(top, value));
      const bottom = Math.min(...values);
      const room = top - bottom || 1;
      const end = samples.at(-1).at;
      const points = samples.map((s, i) => {
        const x = WIDTH * (1 - (end - s.at) / (series.seconds * 1000));
        const y = top === bottom ? HEIGHT / 2 : HEIGHT - 2 - (HEIGHT - 4) * (values[i] - bottom) / room;
        return `${x.toFixed(1)},${y.toFixed(1)}`;
      });
      const first = points[0].split(',')[0];
      line.setAttribute('d', `M${points.join('L')}`);
      area.setAttribute('d', `M${first},${HEIGHT}L${points.join('L')}L${WIDTH},${HEIGHT}Z`);
    },
  };
}
