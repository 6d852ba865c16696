import { el } from './dom.js';
import { field, numberInput, textInput } from './field.js';
import { variantSettings } from './variant-settings.js';

/** The variants of an experiment: key, weight and parameters of each; the first is the control. */
export function variantFields(first) {
  const list = el('div', { class: 'variant-rows' });
  const root = el('fieldset', { 'data-field': 'variants' }, el('legend', { text: 'Variants, the first is the control' }), list,
    el('button', { type: 'button', class: 'button small', text: 'Add a variant', on: { click: () => add({ key: '', weight: 1 }).key.input.focus() } }));
  let rows = [];

  function add(variant) {
    const { recommender, policy, exploration, weights, relevance, ...others } = variant.parameters ?? {};
    const row = {
      key: field('Key', textInput({ maxlength: 64, required: true })),
      weight: field('Weight', numberInput({ min: 0, required: true })),
      parameters: field('Parameters for the app, JSON', textInput({ class: 'code', placeholder: '{"steps":1}' })),
      settings: variantSettings(given({ recommender, policy, exploration, weights, relevance })),
    };
    row.key.value = variant.key;
    row.weight.value = variant.weight ?? 1;
    row.parameters.value = Object.keys(others).length === 0 ? '' : JSON.stringify(others);
    row.root = el('div', { class: 'variant-row' }, row.key.root, row.weight.root, row.parameters.root,
      el('button', { type: 'button', class: 'icon-button', 'aria-label': 'Remove the variant', text: '×', on: { click: () => remove(row) } }), row.settings.root);
    rows.push(row);
    list.append(row.root);
    number();
    return row;
  }

  function remove(row) {
    row.root.remove();
    rows = rows.filter(r => r !== row);
    number();
  }

  function number() {
    rows.forEach((row, i) => {
      for (const part of ['key', 'weight', 'parameters']) row[part].name = `variants[${i}].${part}`;
      row.settings.name = `variants[${i}].parameters`;
    });
  }

  first.forEach(add);
  return {
    root,
    fields: () => rows.flatMap(r => [r.key, r.weight, ...r.settings.fields(), r.parameters]),
    /** The variants; parameters that are no JSON are told by `fault`. */
    read(fault) {
      return rows.map(({ key, weight, parameters, settings }) => {
        const all = settings.read();
        if (parameters.value) {
          try {
            const others = JSON.parse(parameters.value);
            if (others?.constructor !== Object) throw new Error('an object is expected');
            Object.assign(all, others);
          } catch (problem) {
            fault(parameters.name, `is no JSON: ${problem.message}`);
          }
        }
        return { key: key.value, weight: Number(weight.value), ...(Object.keys(all).length > 0 ? { parameters: all } : {}) };
      });
    },
  };
}

const given = members => Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined));
