import { affinities } from './affinities.js';
import { el, setText } from './dom.js';
import { ago } from './format.js';
import { profileFacts } from './profile.js';
import { recommendations } from './recommendations.js';
import { stages } from './stages.js';
import { Stream } from './stream.js';
import { timeline } from './timeline.js';

const EXAMPLES = ['shopper_0003', 'shopper_0007', 'shopper_0042', 'shopper_0128', 'newcomer'];

/** One person: what is known and what is recommended, kept current. */
export function person(first) {
  const input = el('input', {
    id: 'person-id', name: 'id', type: 'text', placeholder: 'for example shopper_0003', maxlength: 128, autocomplete: 'off', spellcheck: 'false', required: true,
  });
  const form = el('form', { class: 'person-form', on: { submit } },
    el('label', { for: 'person-id', text: 'Person' }), input,
    el('button', { type: 'submit', class: 'button primary', text: 'Follow' }));
  const examples = el('div', { class: 'chips', role: 'group', 'aria-label': 'Example shoppers' }, el('span', { class: 'muted small', text: 'Demo shoppers' }),
    ...EXAMPLES.map(id => el('button', { type: 'button', class: 'chip', text: id, on: { click: () => open(id) } })));
  const body = el('div', { class: 'person-body-slot' });
  const root = el('div', { class: 'person' },
    el('h1', { class: 'only-read', text: 'Person' }),
    el('section', { class: 'card person-bar', 'aria-label': 'Choose a person' }, form, examples), body);
  let stream = null;
  let ticker = null;

  function submit(e) {
    e.preventDefault();
    open(input.value.trim());
  }

  function open(id) {
    if (id) location.hash = `#person/${encodeURIComponent(id)}`;
  }

  function go(id) {
    close();
    input.value = id ?? '';
    for (const chip of examples.querySelectorAll('button')) chip.setAttribute('aria-pressed', String(chip.textContent === id));
    if (!id) {
      body.replaceChildren(el('p', { class: 'card empty', text: 'Enter an id, or choose one of the demo shoppers, to see what is known and what is recommended.' }));
      input.focus();
      return;
    }
    const parts = [profileFacts(id), timeline(), affinities(), recommendations(id), stages()];
    const [facts, events, tastes, list, made] = parts.map(p => p.root);
    body.replaceChildren(el('div', { class: 'person-body', 'data-person': id },
      el('div', { class: 'person-known' }, facts, events, tastes),
      el('div', { class: 'person-list' }, list, made)));
    stream = new Stream(`/api/v1/users/${encodeURIComponent(id)}/live`, {
      quietMs: 25_000,
      onData: data => {
        parts.forEach(p => p.update(data));
        tick();
      },
    });
    ticker = setInterval(tick, 1000);
  }

  function tick() {
    for (const time of body.querySelectorAll('time[datetime]')) setText(time, ago(time.getAttribute('datetime')));
  }

  function close() {
    stream?.close();
    clearInterval(ticker);
    stream = null;
  }

  go(first);
  return { root, go, close };
}
