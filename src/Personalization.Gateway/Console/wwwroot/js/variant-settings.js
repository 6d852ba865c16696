import { get } from './api.js';
import { el } from './dom.js';
import { field, numberInput, select } from './field.js';

const asSet = { '': 'as set' };
let asked = null;

/** What a variant changes about the engine's own decisions; an empty field leaves it as the engine is set. */
export function variantSettings(given = {}) {
  const box = el('div', { class: 'fields' });
  const root = el('details', { class: 'variant-settings' }, el('summary', { class: 'small', text: 'Ranking and choices' }), box);
  const known = { ...given };
  let fields = {};
  let prefix = '';

  asked ??= get('/api/v1/recommenders');
  asked.then(show, () => { asked = null; });
  root.open = ['recommender', 'policy', 'exploration', 'weights', 'relevance'].some(name => name in known);

  function show({ recommenders, relevance, exploration, policies }) {
    const names = Object.fromEntries(recommenders.map(r => [r.code, r.code]));
    fields = {
      recommender: field('Recommends alone', select({ ...asSet, blend: 'blend of all', ...names })),
      policy: field('Chooses', select({ ...asSet, ...Object.fromEntries(policies.map(p => [p, p])) })),
      exploration: field('Explores, 0 to 1', numberInput({ min: 0, max: 1, placeholder: exploration })),
      relevance: field('Relevance, 0 to 1', numberInput({ min: 0, max: 1, placeholder: relevance })),
      ...Object.fromEntries(recommenders.map(r => [`weights.${r.code}`, field(`Weight of ${r.code}`, numberInput({ min: 0, placeholder: r.weight }))])),
    };
    for (const [name, one] of Object.entries(fields)) one.value = name.startsWith('weights.') ? known.weights?.[name.slice('weights.'.length)] : known[name];
    box.replaceChildren(...Object.values(fields).map(one => one.root),
      el('p', { class: 'muted small', text: 'With any weight given, recommenders without one do not count.' }));
    number();
  }

  function number() {
    for (const [name, one] of Object.entries(fields)) one.name = `${prefix}.${name}`;
  }

  return {
    root,
    fields: () => Object.values(fields),
    set name(value) {
      prefix = value;
      number();
    },
    /** The settings as members of the parameters; what was given as long as nothing could be shown. */
    read() {
      const settings = Object.keys(fields).length === 0 ? { ...known } : {};
      for (const [name, one] of Object.entries(fields)) {
        if (one.value === '') continue;
        const value = one.input.type === 'number' ? Number(one.value) : one.value;
        if (name.startsWith('weights.')) (settings.weights ??= {})[name.slice('weights.'.length)] = value;
        else settings[name] = value;
      }
      return settings;
    },
  };
}
