import { publish } from './api.js';
import { bar, el, setText } from './dom.js';
import { money, percent } from './format.js';
import { item, placeOf } from './items.js';
import { showItem } from './panel.js';
import { toast } from './toast.js';

const ACTIONS = [
  { type: 'page_view', label: 'View', done: 'Viewed' },
  { type: 'add_to_cart', label: 'Add to cart', done: 'Added to cart:' },
  { type: 'purchase', label: 'Buy', done: 'Bought' },
  { type: 'not_interested', label: 'Not interested', done: 'Not interested in' },
];

/** A recommended item: what it is, why it is here, and what the person may do with it. */
export function card(user, id) {
  const rank = el('span', { class: 'rank' });
  const change = el('span', { class: 'change', hidden: true });
  const name = el('button', { type: 'button', class: 'link card-name', text: id, on: { click: () => showItem(id) } });
  const place = el('div', { class: 'muted small card-place', text: '\u00a0' });
  const price = el('span', { class: 'price num' });
  const score = el('span', { class: 'num muted small' });
  const reasons = el('ul', { class: 'reasons', 'aria-label': 'Why it is here' });
  const buttons = ACTIONS.map(action => el('button', {
    type: 'button', class: `button small ${action.type}`, text: action.label, 'data-action': action.type, on: { click: () => act(action) },
  }));
  const root = el('li', { class: 'card rec', 'data-item': id },
    el('div', { class: 'rec-head' }, rank, change, score),
    name, el('div', { class: 'card-under' }, place, price), reasons,
    el('div', { class: 'actions', role: 'group', 'aria-label': 'Send an event for this person' }, ...buttons));
  let found = null;
  let decision = null;

  item(id).then(value => {
    found = value;
    setText(name, value.name ?? id);
    setText(place, [placeOf(value), value.brand].filter(Boolean).join(' · '));
    setText(price, value.price === undefined ? '' : money(value.price));
  }, () => setText(place, 'not in the catalogue any more'));

  async function act(action) {
    buttons.forEach(b => b.setAttribute('aria-disabled', 'true'));
    try {
      await publish({
        event_type: action.type, user_id: user, item_id: id, properties: { decision_id: decision, source: 'console' },
        ...(action.type === 'purchase' && found?.price !== undefined ? { value: found.price, quantity: 1 } : {}),
      });
      toast(`${action.done} ${found?.name ?? id}`);
    } catch (fault) {
      toast(fault.message, 'fault');
    } finally {
      buttons.forEach(b => b.removeAttribute('aria-disabled'));
    }
  }

  // Members that are zero are left out of the messages.
  return {
    root,
    name: item(id).then(value => value.name ?? id, () => id),
    update(one, position, decisionId) {
      decision = decisionId;
      setText(rank, String(position));
      setText(score, `score ${(one.score ?? 0).toFixed(3)}`);
      reasons.replaceChildren(...one.reasons.map(reason => el('li', { 'data-code': reason.code },
        el('span', { text: reason.text }), el('span', { class: 'num muted', text: percent(reason.weight) }), bar(reason.weight ?? 0))));
    },
    mark(kind, text = '') {
      if (kind) root.dataset.change = kind; else delete root.dataset.change;
      change.hidden = !kind;
      setText(change, text);
    },
  };
}
