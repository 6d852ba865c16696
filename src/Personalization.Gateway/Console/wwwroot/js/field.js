import { el, setText } from './dom.js';

let number = 0;

/** A labelled input with room for what is wrong with it. `name` is the member of the request that it writes. */
export function field(label, input, { name, note } = {}) {
  const id = `field-${++number}`;
  const fault = el('span', { class: 'field-fault', id: `${id}-fault` });
  input.id = id;
  input.setAttribute('aria-describedby', `${id}-fault`);
  const root = el('div', { class: 'field', 'data-field': name }, el('label', { for: id, text: label }), input, note ? el('span', { class: 'muted small', text: note }) : null, fault);
  return {
    root,
    input,
    get name() { return root.dataset.field; },
    set name(value) { root.dataset.field = value; },
    get value() { return input.value.trim(); },
    set value(value) { input.value = value ?? ''; },
    set fault(text) {
      setText(fault, text ?? '');
      if (text) input.setAttribute('aria-invalid', 'true'); else input.removeAttribute('aria-invalid');
    },
  };
}

export const textInput = (props = {}) => el('input', { type: 'text', autocomplete: 'off', spellcheck: 'false', ...props });
export const numberInput = (props = {}) => el('input', { type: 'number', step: 'any', ...props });
export const select = options => el('select', {}, ...Object.entries(options).map(([value, text]) => el('option', { value, text })));
