import { el } from './dom.js';
import { metricText, table } from './experiment-words.js';
import { ago, count, date, exact, percent, range, signed, title } from './format.js';

/** The variants: people, mean, how likely each is the best. */
export function variants() {
  return part('Variants', ({ definition, variants: all, primary }) => {
    const people = all.reduce((sum, v) => sum + v.people, 0);
    return table([['Variant'], ['Parameters'], ['People', true], ['Share', true], ['Mean', true], ['Probability to be best', true], ['Expected loss', true]], all.map((v, i) => [
      i === 0 ? el('span', {}, v.key, el('span', { class: 'muted small', text: ' control' })) : v.key,
      el('code', { class: 'small', text: definition.variants[i].parameters ? JSON.stringify(definition.variants[i].parameters) : '–' }),
      count(v.people), people === 0 ? '–' : percent(v.people / people), mean(primary.estimates[i]),
      v.probability_best === null ? '–' : percent(v.probability_best), exact(v.expected_loss)]));
  });
}

/** The treatments against the control. */
export function treatments() {
  return part('Treatments against the control', ({ definition, primary }) => [
    el('p', { class: 'muted small', text: metricText(definition.primary_metric) }), lifts(primary.treatments)]);
}

/** What must not be harmed. */
export function guardrails() {
  return part('Guardrails', ({ definition, guardrails: all }) => (definition.guardrails?.length ?? 0) === 0 ? null
    : table([['Metric'], ['Variant'], ['Harm, always-valid interval', true], ['State']], all.map(g => [
      g.metric_id, g.variant, range(g.harm_interval),
      el('span', { class: `verdict-mark ${g.harmed ? 'rose' : 'green'}`, text: g.harmed ? 'harmed' : 'no harm shown' })])));
}

/** What is looked at besides. */
export function secondary() {
  return part('Secondary metrics', ({ secondary: all }) => all.length === 0 ? null
    : all.flatMap(m => [el('h3', { text: m.metric_id }), lifts(m.treatments)]));
}

/** Where the effect differs. */
export function segments() {
  return part('Segments', ({ segments: all }) => all.length === 0 ? null
    : table([['Dimension'], ['Segment'], ['Variant'], ['People', true], ['Lift', true], ['Effect differs, p', true]], all.flatMap(s => s.effects.map((e, i) => [
      i === 0 ? title(s.dimension) : '', e.segment, s.variant, count(e.people), signed(e.lift), i === 0 ? exact(s.p_value) : '']))));
}

/** Every revision, newest first. */
export function history() {
  return part('History', ({ revisions }) => el('ol', { class: 'revisions' }, ...revisions.toReversed().map(r => el('li', {},
    el('time', { class: 'muted small', datetime: r.at, title: ago(r.at), text: date(r.at) }),
    el('span', { text: r.change }), el('span', { class: 'muted small', text: `by ${r.by}` })))));
}

function lifts(all) {
  return table([['Variant'], ['Difference', true], ['Lift', true], ['Always-valid interval', true], ['p', true]], all.map(t => [
    t.variant, exact(t.difference), el('b', { text: signed(t.lift) }), range(t.lift_interval), exact(t.p_value)]));
}

function mean(estimate) {
  return !estimate || estimate.mean === null ? '–' : estimate.standard_error === null ? exact(estimate.mean) : `${exact(estimate.mean)} ± ${exact(estimate.standard_error)}`;
}

// Nothing to say leaves the whole part away.
function part(heading, content) {
  const body = el('div', { class: 'part-body' });
  const root = el('section', { class: 'card part', 'aria-label': heading, hidden: true }, el('div', { class: 'card-head' }, el('h2', { text: heading })), body);
  return {
    root,
    update(data) {
      const shown = content(data);
      root.hidden = shown === null;
      body.replaceChildren(...[shown ?? []].flat());
    },
  };
}
