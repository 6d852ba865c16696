import { send } from './api.js';
import { el, setText } from './dom.js';
import { stateOf } from './experiment-words.js';
import { toast } from './toast.js';

const ACTIONS = [
  { verb: 'start', label: d => (stateOf(d) === 'paused' ? 'Resume' : 'Start'), done: 'Started', from: ['draft', 'paused'], primary: true },
  { verb: 'pause', label: () => 'Pause', done: 'Paused', from: ['running'] },
  { verb: 'ramp', label: () => 'Ramp', done: 'Ramped', from: ['draft', 'running', 'paused'] },
  { verb: 'decide', label: () => 'Decide', done: 'Decided', from: ['running', 'paused'] },
  { verb: 'archive', label: () => 'Archive', done: 'Archived', from: ['draft', 'paused', 'decided'] },
];

/** What can be done with an experiment in its state; each asks for a reason first. */
export function experimentActions(id, onDone) {
  const buttons = el('div', { class: 'actions', role: 'group', 'aria-label': 'Change the experiment' });
  const reason = el('input', { id: 'action-reason', type: 'text', maxlength: 500, autocomplete: 'off', placeholder: 'for the history' });
  const share = el('input', { id: 'action-ramp', type: 'number', min: 0, max: 100, step: 'any', required: true });
  const ramp = el('span', { class: 'inline-field', hidden: true }, el('label', { for: 'action-ramp', text: 'People, %' }), share);
  const confirm = el('button', { type: 'submit', class: 'button primary' });
  const problem = el('p', { class: 'field-fault', role: 'alert' });
  const form = el('form', { class: 'action-form', hidden: true, on: { submit } },
    ramp, el('label', { for: 'action-reason', text: 'Reason' }), reason, confirm,
    el('button', { type: 'button', class: 'button', text: 'Cancel', on: { click: close } }), problem);
  let chosen = null;
  let shown = '';

  function open(action, definition) {
    chosen = action;
    form.hidden = false;
    ramp.hidden = share.disabled = action.verb !== 'ramp';
    share.value = String(Math.round((definition.ramp ?? 1) * 1000) / 10);
    reason.value = '';
    setText(problem, '');
    setText(confirm, action.label(definition));
    (action.verb === 'ramp' ? share : reason).focus();
  }

  function close() {
    form.hidden = true;
    chosen = null;
  }

  async function submit(e) {
    e.preventDefault();
    confirm.setAttribute('aria-disabled', 'true');
    try {
      await send('POST', `/api/v1/experiments/${encodeURIComponent(id)}/${chosen.verb}`, {
        by: 'console', ...(reason.value.trim() ? { reason: reason.value.trim() } : {}), ...(chosen.verb === 'ramp' ? { ramp: Number(share.value) / 100 } : {}),
      });
      toast(`${chosen.done}: ${id}`);
      close();
      onDone();
    } catch (fault) {
      setText(problem, fault.message);
    } finally {
      confirm.removeAttribute('aria-disabled');
    }
  }

  return {
    buttons,
    form,
    update(definition) {
      const state = stateOf(definition);
      if (`${state} ${definition.revision}` === shown) return;
      shown = `${state} ${definition.revision}`;
      buttons.replaceChildren(
        ...(state === 'draft' ? [el('a', { class: 'button small', href: `#experiments/~edit/${encodeURIComponent(id)}`, text: 'Edit' })] : []),
        ...ACTIONS.filter(a => a.from.includes(state)).map(a => el('button', {
          type: 'button', class: `button small ${a.primary ? 'primary' : ''}`, text: a.label(definition), 'data-verb': a.verb, on: { click: () => open(a, definition) },
        })));
      if (chosen && !chosen.from.includes(state)) close();
    },
  };
}
