import { get } from './api.js';
import { bar, el, setText } from './dom.js';
import { experimentActions } from './experiment-actions.js';
import { guardrails, history, secondary, segments, treatments, variants } from './experiment-tables.js';
import { VERDICTS, metricText, stateBadge, stateOf } from './experiment-words.js';
import { count, exact, percent, signed } from './format.js';
import { liftPlot } from './lift-plot.js';
import { poll } from './poll.js';

/** One experiment with its results, kept current. */
export function experimentDetail(id) {
  const name = el('h1', { class: 'heading', text: id });
  const state = el('span');
  const facts = el('p', { class: 'muted small' });
  const hypothesis = el('p');
  const actions = experimentActions(id, () => asking.now());
  const fault = el('p', { class: 'card empty', hidden: true });
  const verdict = el('section', { class: 'card verdict', 'aria-label': 'Verdict', role: 'status' });
  const plot = liftPlot();
  const tables = [variants(), treatments(), guardrails(), secondary(), segments()];
  const past = history();
  const body = el('div', { class: 'trial-body', hidden: true }, verdict, plot.root, ...tables.map(t => t.root), past.root);
  const root = el('div', { class: 'trials', 'data-experiment': id },
    el('section', { class: 'card', 'aria-label': 'Experiment' },
      el('p', { class: 'small' }, el('a', { class: 'quiet', href: '#experiments', text: '‹ Experiments' })),
      el('div', { class: 'card-head' }, el('div', { class: 'title-line' }, name, state), actions.buttons),
      facts, hypothesis, actions.form),
    fault, body);
  let revision = null;

  const asking = poll(() => get(`/api/v1/experiments/${encodeURIComponent(id)}`), {
    onData(results) {
      const { definition } = results;
      fault.hidden = true;
      body.hidden = false;
      setText(name, definition.name ?? id);
      setText(hypothesis, definition.hypothesis ?? '');
      setText(facts, [id, `layer ${definition.layer ?? 'default'}`, metricText(definition.primary_metric),
        `minimum effect ${signed(definition.minimum_effect)}`, `${percent(definition.ramp ?? 1)} of the people`, definition.targeting ? `only ${definition.targeting}` : null].filter(Boolean).join(' · '));
      state.replaceChildren(stateBadge(stateOf(definition)));
      verdict.replaceChildren(...verdictOf(results));
      plot.update(results);
      tables.forEach(t => t.update(results));
      actions.update(definition);
      if (revision !== definition.revision) {
        revision = definition.revision;
        get(`/api/v1/experiments/${encodeURIComponent(id)}/history`).then(past.update, () => { revision = null; });
      }
    },
    onFault(problem) {
      fault.hidden = false;
      setText(fault, problem.message);
    },
  });
  return {
    root,
    close() {
      asking.close();
      plot.close();
    },
  };
}

function verdictOf({ definition, verdict, progress, sample_ratio: ratio, variants: all }) {
  const people = all.reduce((sum, v) => sum + v.people, 0);
  const known = VERDICTS[verdict.kind] ?? { tone: 'grey', text: verdict.kind };
  const draft = stateOf(definition) === 'draft';
  const waiting = draft || people === 0;
  return [
    el('h2', { class: `verdict-title ${waiting ? 'grey' : known.tone}`, text: draft ? 'Not started' : people === 0 ? 'Nobody took part yet' : known.text }),
    el('p', { text: draft ? 'Start it to let people take part.' : people === 0 ? 'People take part when they meet the experiment.' : verdict.reason }),
    el('div', { class: 'progress' }, el('span', { class: 'muted small', text: 'Planned size' }), bar(progress ?? 0), el('b', { class: 'num', text: progress === null ? '–' : percent(progress) })),
    el('p', { class: 'small ratio', 'data-mismatch': String(ratio.mismatch) },
      el('span', { class: `verdict-mark ${ratio.mismatch ? 'rose' : 'green'}`, text: ratio.mismatch ? 'Sample ratio: mismatch' : 'Sample ratio: as set' }),
      el('span', { class: 'muted', text: ` p ${exact(ratio.p_value)} · ${count(people)} people` })),
  ];
}
