import { bar, el } from './dom.js';
import { ago, count, counted, date, money, percent } from './format.js';

/** Totals of a person and the current visit. */
export function profileFacts(id) {
  const body = el('div');
  const root = el('section', { class: 'card profile', 'aria-label': 'Profile' },
    el('div', { class: 'card-head' }, el('h2', { text: id })), body);
  return {
    root,
    update({ profile }) {
      body.replaceChildren(...(profile ? known(profile) : [
        el('p', { class: 'unknown', text: 'Nothing is known of this person yet.' }),
        el('p', { class: 'muted small', text: 'The list is what a newcomer gets. Send an event with one of the buttons and it becomes personal at once.' }),
      ]));
    },
  };
}

function known(p) {
  return [
    el('div', { class: 'totals' },
      total('Events', count(p.event_count)), total('Visits', count(p.session_count)),
      total('Purchases', count(p.purchase_count)), total('Spent', money(p.total_spent))),
    el('dl', { class: 'facts' },
      el('dt', { text: 'First seen' }), el('dd', { text: date(p.first_seen) }),
      el('dt', { text: 'Last seen' }), el('dd', {}, time(p.last_seen))),
    p.current_session ? visit(p.current_session) : null,
  ].filter(Boolean);
}

function visit(s) {
  const parts = [counted(s.event_count, 'event'), counted(s.view_count ?? 0, 'view')];
  if (s.search_count) parts.push(s.search_count === 1 ? '1 search' : `${count(s.search_count)} searches`);
  if (s.purchase_count) parts.push(`${counted(s.purchase_count, 'purchase')} for ${money(s.spent)}`);
  return el('div', { class: 'visit' },
    el('h3', { text: 'Latest visit' }),
    el('p', { class: 'small muted' }, parts.join(' · '), ' · ', time(s.end)),
    s.cart_quantity ? el('p', { class: 'small', text: `In the cart: ${count(s.cart_quantity)} for ${money(s.cart_value)}` }) : null,
    el('div', { class: 'intent' }, el('span', { text: 'Purchase intent' }), bar(s.intent ?? 0, 'accent'), el('b', { class: 'num', text: percent(s.intent) })));
}

const total = (label, value) => el('div', {}, el('b', { text: value }), el('span', { class: 'muted small', text: label }));
const time = at => el('time', { datetime: at, title: date(at), text: ago(at) });
