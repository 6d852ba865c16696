import { directionOf, kindOf } from './experiment-words.js';
import { field, numberInput, select, textInput } from './field.js';
import { rowList } from './row-list.js';

const KINDS = { conversion: 'Conversion: did it at least once', count: 'Count: how often', revenue: 'Revenue: sum of values', ratio: 'Ratio: one event per another', retention: 'Retention: came back' };
const DIRECTIONS = { increase: 'more is better', decrease: 'less is better' };

/** What one metric measures. Members that are not shown here stay as they are. */
export function metricFields(known) {
  const kind = field('Kind', select(KINDS));
  const event = field('Event type', textInput({ maxlength: 128 }));
  const denominator = field('Per event type', textInput({ maxlength: 128 }));
  const direction = field('Direction', select(DIRECTIONS));
  kind.value = kindOf(known);
  event.value = known.event_type;
  denominator.value = known.denominator_event_type;
  direction.value = directionOf(known);
  kind.input.addEventListener('change', fit);
  fit();

  function fit() {
    denominator.root.hidden = kind.value !== 'ratio';
  }

  return {
    kind,
    parts: [kind.root, event.root, denominator.root, direction.root],
    fields: () => [event, kind, denominator, direction],
    set name(value) {
      kind.name = `${value}.kind`;
      event.name = `${value}.event_type`;
      denominator.name = `${value}.denominator_event_type`;
      direction.name = `${value}.direction`;
    },
    /** The metric; its id is told apart from those in `taken`, to which it is added. */
    read(taken, fault) {
      const metric = {
        ...known, kind: kind.value, event_type: event.value, direction: direction.value, denominator_event_type: kind.value === 'ratio' ? denominator.value : null,
      };
      if (!metric.event_type) fault(event.name, 'is missing');
      metric.metric_id ??= freeId(`${metric.event_type}-${metric.kind}`, taken);
      taken.add(metric.metric_id);
      return metric;
    },
  };
}

/** The metrics that are looked at besides. */
export function secondaryFields(first) {
  return list({ name: 'secondary_metrics', legend: 'Secondary metrics', noun: 'metric', make: metricFields, fresh: () => ({}) }, first);
}

/** The metrics that must not be harmed, with the harm that is tolerated. */
export function guardrailFields(first) {
  return list({ name: 'guardrails', legend: 'Guardrails', noun: 'guardrail', make: guardrail, fresh: () => ({ metric: { kind: 'count', direction: 'decrease' } }) }, first);
}

function list(what, first) {
  const rows = rowList({ ...what, kind: 'metric-row' }, first);
  return { root: rows.root, fields: rows.fields, read: (taken, fault) => rows.rows().map(row => row.read(taken, fault)) };
}

function guardrail(known) {
  const metric = metricFields(known.metric);
  const tolerance = field('Tolerated harm, %', numberInput({ min: 0, max: 100 }));
  tolerance.value = Math.round((known.tolerance ?? 0.02) * 1e6) / 1e4;
  return {
    parts: [...metric.parts, tolerance.root],
    fields: () => [...metric.fields(), tolerance],
    set name(value) {
      metric.name = `${value}.metric`;
      tolerance.name = `${value}.tolerance`;
    },
    read: (taken, fault) => ({ metric: metric.read(taken, fault), tolerance: Number(tolerance.value) / 100 }),
  };
}

function freeId(text, taken) {
  const id = text.replace(/[^A-Za-z0-9_.-]/g, '-').slice(0, 50);
  for (let i = 2, free = id; ; free = `${id}-${i++}`) {
    if (!taken.has(free)) return free;
  }
}
