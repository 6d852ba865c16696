import { el } from './dom.js';
import { ago, date, words } from './format.js';
import { showItem } from './panel.js';

const TYPES = {
  page_view: ['Viewed', 'look'], click: ['Clicked', 'look'], search: ['Searched', 'look'], browse: ['Browsed', 'look'], media_play: ['Played', 'look'],
  wishlist: ['Wished for', 'want'], add_to_cart: ['Added to cart', 'want'], like: ['Liked', 'want'], share: ['Shared', 'want'], follow: ['Followed', 'want'],
  purchase: ['Bought', 'buy'], rating: ['Rated', 'want'],
  remove_from_cart: ['Removed from cart', 'against'], dislike: ['Disliked', 'against'], dismiss: ['Dismissed', 'against'], not_interested: ['Not interested', 'against'],
  session_end: ['Visit ended', 'end'], email_open: ['Opened an e-mail', 'look'], impression: ['Was shown', 'end'],
};
const MOST = 20;

/** The latest events, newest first. */
export function timeline() {
  const list = el('ol', { class: 'timeline' });
  const root = el('section', { class: 'card', 'aria-label': 'Recent events', hidden: true },
    el('div', { class: 'card-head' }, el('h2', { text: 'Recent events' })), list);
  let shown = null;
  return {
    root,
    update({ profile }) {
      const events = (profile?.recent_events ?? []).slice(0, MOST);
      root.hidden = events.length === 0;
      const now = JSON.stringify(events);
      if (now === shown) return;
      const known = shown === null ? null : new Set(JSON.parse(shown).map(keyOf));
      list.replaceChildren(...events.map(e => row(e, known !== null && !known.has(keyOf(e)))));
      shown = now;
    },
  };
}

const keyOf = e => `${e.at} ${e.event_type} ${e.item_id}`;

function row(e, isNew) {
  const [label, tone] = TYPES[e.event_type] ?? [words(e.event_type), 'look'];
  return el('li', { class: isNew ? `${tone} fresh` : tone },
    el('span', { class: 'event-type', text: label }),
    el('time', { class: 'muted small', datetime: e.at, title: date(e.at), text: ago(e.at) }),
    e.item_id ? el('button', { type: 'button', class: 'link', text: e.item_name ?? e.item_id, on: { click: () => showItem(e.item_id) } }) : null);
}
