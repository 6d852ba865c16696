import { field, numberInput, textInput } from './field.js';
import { rowList } from './row-list.js';
import { variantSettings } from './variant-settings.js';

/** The variants of an experiment: key, weight and parameters of each; the first is the control. */
export function variantFields(first) {
  const list = rowList({
    name: 'variants', legend: 'Variants, the first is the control', noun: 'variant', kind: 'variant-row', make, fresh: () => ({ key: '', weight: 1 }),
  }, first);
  return {
    root: list.root,
    fields: list.fields,
    /** The variants; parameters that are no JSON are told by `fault`. */
    read: fault => list.rows().map(row => row.read(fault)),
  };
}

function make(variant) {
  const { recommender, policy, exploration, weights, relevance, ...others } = variant.parameters ?? {};
  const key = field('Key', textInput({ maxlength: 64, required: true }));
  const weight = field('Weight', numberInput({ min: 0, required: true }));
  const parameters = field('Parameters for the app, JSON', textInput({ class: 'code', placeholder: '{"steps":1}' }));
  const settings = variantSettings(given({ recommender, policy, exploration, weights, relevance }));
  key.value = variant.key;
  weight.value = variant.weight ?? 1;
  parameters.value = Object.keys(others).length === 0 ? '' : JSON.stringify(others);
  return {
    parts: [key.root, weight.root, parameters.root, settings.root],
    fields: () => [key, weight, ...settings.fields(), parameters],
    set name(value) {
      key.name = `${value}.key`;
      weight.name = `${value}.weight`;
      parameters.name = settings.name = `${value}.parameters`;
    },
    read(fault) {
      const all = settings.read();
      if (parameters.value) {
        try {
          const read = JSON.parse(parameters.value);
          if (read?.constructor !== Object) throw new Error('an object is expected');
          Object.assign(all, read);
        } catch (problem) {
          fault(parameters.name, `is no JSON: ${problem.message}`);
        }
      }
      return { key: key.value, weight: Number(weight.value), ...(Object.keys(all).length > 0 ? { parameters: all } : {}) };
    },
  };
}

const given = members => Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined));
