import { bandits } from './bandits.js';
import { experiments } from './experiments.js';
import { overview } from './overview.js';
import { person } from './person.js';
import { Stream } from './stream.js';
import { series } from './series.js';
import { setText } from './dom.js';
import { span } from './format.js';

const main = document.getElementById('main');
const state = document.getElementById('state');
const views = { overview, person, experiments, bandits };
const tabs = Object.fromEntries(Object.keys(views).map(name => [name, document.getElementById(`tab-${name}`)]));
let view = null;
let shown = null;

function show() {
  const [name, id] = readHash();
  if (view && name === shown && view.go) {
    view.go(id);
  } else {
    view?.close();
    view = views[name](id);
    shown = name;
    main.replaceChildren(view.root);
  }
  for (const [key, tab] of Object.entries(tabs)) {
    if (key === name) tab.setAttribute('aria-current', 'page'); else tab.removeAttribute('aria-current');
  }
  // The tab leads back to the person looked at last.
  if (name === 'person' && id) tabs.person.setAttribute('href', location.hash);
  document.title = id && !id.startsWith('~') ? `${id} – Personalization console` : 'Personalization console';
}

function readHash() {
  const [, name, id] = /^#(person|experiments|bandits)(?:\/(.+))?$/.exec(location.hash) ?? [null, 'overview', null];
  try {
    return [name, id ? decodeURIComponent(id) : null];
  } catch {
    return [name, id];
  }
}

addEventListener('hashchange', () => {
  if (location.hash === '#main') return;
  show();
});
document.querySelector('.skip').addEventListener('click', e => {
  e.preventDefault();
  main.focus();
});
show();

new Stream('/api/v1/live', {
  quietMs: 6000,
  onState: now => {
    if (state.dataset.state === now) return;
    state.dataset.state = now;
    setText(document.getElementById('state-text'), now);
  },
  onData: sample => {
    series.add(sample);
    setText(document.getElementById('uptime'), `up ${span(sample.uptime_s)}`);
    view.sample?.(sample);
  },
});
