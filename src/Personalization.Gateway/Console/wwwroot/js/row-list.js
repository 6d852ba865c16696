import { el } from './dom.js';

/**
 * A fieldset of rows that can be added and removed. `make(value)` builds a row: its `parts` (elements), its `fields()`, and a `name` to set, which is the member of the request that
 * it writes; `fresh()` is the value of a row that is added.
 */
export function rowList({ name, legend, noun, kind, make, fresh }, first) {
  const list = el('div', { class: 'rows' });
  const root = el('fieldset', { 'data-field': name }, el('legend', { text: legend }), list,
    el('button', { type: 'button', class: 'button small', 'data-add': name, text: `Add a ${noun}`, on: { click: () => add(fresh()).fields()[0].input.focus() } }));
  let rows = [];

  function add(value) {
    const row = make(value);
    row.root = el('div', { class: `row ${kind}` }, ...row.parts,
      el('button', { type: 'button', class: 'icon-button', 'aria-label': `Remove the ${noun}`, text: '×', on: { click: () => remove(row) } }));
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
    rows.forEach((row, i) => { row.name = `${name}[${i}]`; });
  }

  first.forEach(add);
  return {
    root,
    rows: () => rows,
    fields: () => rows.flatMap(r => r.fields()),
  };
}
