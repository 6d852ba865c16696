import { get } from './api.js';
import { el } from './dom.js';
import { VERDICTS, stateBadge, table } from './experiment-words.js';
import { ago, count, date } from './format.js';
import { poll } from './poll.js';

/** All experiments, running ones first. */
export function experimentList() {
  const body = el('div', {}, el('p', { class: 'empty', text: 'Loading …' }));
  const root = el('section', { class: 'card', 'aria-label': 'Experiments' },
    el('div', { class: 'card-head' }, el('h1', { class: 'heading', text: 'Experiments' }),
      el('a', { class: 'button primary', href: '#experiments/~new', text: 'Design an experiment' })), body);
  let shown = null;
  const asking = poll(() => get('/api/v1/experiments'), {
    onData({ experiments }) {
      // Links keep the focus as long as nothing changed.
      const text = JSON.stringify(experiments);
      if (text === shown) return;
      shown = text;
      body.replaceChildren(experiments.length === 0 ? empty() : rows(experiments));
    },
    onFault: fault => { shown = null; body.replaceChildren(el('p', { class: 'empty', text: fault.message })); },
  });
  return { root, close: asking.close };
}

const ORDER = ['running', 'paused', 'draft', 'decided', 'archived'];

function rows(experiments) {
  const sorted = experiments.toSorted((a, b) => ORDER.indexOf(a.state) - ORDER.indexOf(b.state) || b.changed_at.localeCompare(a.changed_at));
  return table([['Experiment'], ['State'], ['Layer'], ['Variants', true], ['People', true], ['Verdict'], ['Changed', true]], sorted.map(e => [
    el('div', {}, el('a', { class: 'name', href: `#experiments/${encodeURIComponent(e.experiment_id)}`, text: e.name }),
      e.name === e.experiment_id ? null : el('div', { class: 'muted small', text: e.experiment_id })),
    stateBadge(e.state), e.layer, count(e.variants), count(e.people), verdict(e),
    el('time', { datetime: e.changed_at, title: date(e.changed_at), text: ago(e.changed_at) })]));
}

function verdict(e) {
  const known = VERDICTS[e.verdict];
  return e.state === 'draft' || !known ? '–' : el('span', { class: `verdict-mark ${known.tone}`, text: known.text });
}

const empty = () => el('p', { class: 'empty', text: 'There is no experiment yet. Design one: what is compared, what decides, and how small an effect is worth having.' });
