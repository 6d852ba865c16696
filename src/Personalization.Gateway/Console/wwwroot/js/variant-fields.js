import { el } from './dom.js';
import { field, numberInput, textInput } from './field.js';

/** The variants of an experiment: key, weight and parameters of each; the first is the control. */
export function variantFields(first) {
  const list = el('div', { class: 'variant-rows' });
  const root = el('fieldset', { 'data-field': 'variants' }, el('legend', { text: 'Variants, the first is the control' }), list,
    el('button', { type: 'button', class: 'button small', text: 'Add a variant', on: { click: () => add({ key: '', weight: 1 }).key.input.focus() } }));
  let rows = [];

  function add(variant) {
    const row = {
      key: field('Key', textInput({ maxlength: 64, required: true })),
      weight: field('Weight', numberInput({ min: 0, required: true })),
      parameters: field('Parameters, JSON', textInput({ class: 'code', placeholder: '{"recommender":"popular"}' })),
    };
    row.key.value = variant.key;
    row.weight.value = variant.weight ?? 1;
    row.parameters.value = variant.parameters === undefined ? '' : JSON.stringify(variant.parameters);
    row.root = el('div', { class: 'variant-row' }, row.key.root, row.weight.root, row.parameters.root,
      el('button', { type: 'button', class: 'icon-button', 'aria-label': 'Remove the variant', text: '×', on: { click: () => remove(row) } }));
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
    });
  }

  first.forEach(add);
  return {
    root,
    fields: () => rows.flatMap(r => [r.key, r.weight, r.parameters]),
    /** The variants; parameters that are no JSON are told by `fault`. */
    read(fault) {
      return rows.map(({ key, weight, parameters }) => {
        const variant = { key: key.value, weight: Number(weight.value) };
        if (parameters.value) {
          try {
            variant.parameters = JSON.parse(parameters.value);
          } catch (problem) {
            fault(parameters.name, `is no JSON: ${problem.message}`);
          }
        }
        return variant;
      });
    },
  };
}
