import { el } from './dom.js';

/** Members that have their default value are left out of the messages; here they are put back. */
export const stateOf = definition => definition.state ?? 'draft';
export const kindOf = metric => metric.kind ?? 'conversion';
export const directionOf = metric => metric.direction ?? 'increase';

export const VERDICTS = {
  keep_running: { tone: 'blue', text: 'Keep running' },
  invalid: { tone: 'rose', text: 'Invalid: the split is wrong' },
  harmed: { tone: 'rose', text: 'A guardrail is harmed' },
  winner: { tone: 'green', text: 'There is a winner' },
  control_wins: { tone: 'amber', text: 'The control wins' },
  no_difference: { tone: 'grey', text: 'No difference worth having' },
  plan_reached: { tone: 'amber', text: 'Planned size reached, nothing shown' },
};

const STATES = { draft: 'grey', running: 'green', paused: 'amber', decided: 'violet', archived: 'grey' };

/** Where an experiment stands, as a badge. */
export const stateBadge = state => el('span', { class: `badge ${STATES[state] ?? 'grey'}`, text: state });

/** What is measured, in words. */
export function metricText(metric) {
  const kind = kindOf(metric);
  const what = {
    conversion: `people with ${metric.event_type}`,
    revenue: `value of ${metric.event_type} per person`,
    count: `${metric.event_type} per person`,
    ratio: `${metric.event_type} per ${metric.denominator_event_type}`,
    retention: `people back with ${metric.event_type}`,
  }[kind] ?? `${kind} of ${metric.event_type}`;
  return `${what}, ${directionOf(metric) === 'increase' ? 'more' : 'less'} is better`;
}

/** A table; `columns` are `[heading, isNumber]`, the cells texts or elements. */
export function table(columns, rows) {
  return el('div', { class: 'table-box' }, el('table', { class: 'figures' },
    el('thead', {}, el('tr', {}, ...columns.map(([text, number]) => el('th', { scope: 'col', class: number ? 'num' : null, text })))),
    el('tbody', {}, ...rows.map(cells => el('tr', {}, ...cells.map((cell, i) =>
      cell instanceof Node ? el('td', { class: columns[i][1] ? 'num' : null }, cell) : el('td', { class: columns[i][1] ? 'num' : null, text: cell })))))));
}
