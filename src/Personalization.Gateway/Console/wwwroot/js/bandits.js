import { get } from './api.js';
import { armTable } from './arms.js';
import { el, setText } from './dom.js';
import { counted, count, exact, signed } from './format.js';
import { poll } from './poll.js';
import { sharePlot } from './share-plot.js';

/** The placements' bandits, and one of them: its items, what they earn and how its choices move to the best. */
export function bandits(first) {
  const list = el('ul', { class: 'placements' });
  const none = el('p', { class: 'empty', text: 'No bandit has learnt yet. One begins with POST /api/v1/personalize; choices count when their reward window has passed.', hidden: true });
  const detail = el('div', { class: 'bandit-detail' });
  const root = el('div', { class: 'bandits' }, el('h1', { class: 'only-read', text: 'Bandits' }),
    el('section', { class: 'card', 'aria-label': 'Placements' }, el('div', { class: 'card-head' }, el('h2', { text: 'Placements' })), list, none), detail);
  let wanted = first;
  let shown = null;
  const links = new Map();

  function show(placement) {
    if (shown?.placement !== placement) {
      shown?.close();
      shown = banditDetail(placement);
      detail.replaceChildren(shown.root);
    }
    for (const [key, link] of links) {
      if (key === placement) link.root.setAttribute('aria-current', 'true'); else link.root.removeAttribute('aria-current');
    }
  }

  function linkOf({ placement }) {
    const note = el('span', { class: 'muted small' });
    const link = { root: el('a', { href: `#bandits/${encodeURIComponent(placement)}` }, el('b', { text: placement }), note), note };
    links.set(placement, link);
    list.append(el('li', {}, link.root));
    return link;
  }

  const asking = poll(() => get('/api/v1/bandits'), {
    onData({ placements }) {
      none.hidden = placements.length > 0;
      setText(none, 'No bandit has learnt yet. One begins with POST /api/v1/personalize; choices count when their reward window has passed.');
      for (const one of placements) {
        setText((links.get(one.placement) ?? linkOf(one)).note, `${counted(one.choices, 'choice')} · ${counted(one.items, 'item')}${one.rewarded ? '' : ' · no reward yet'}`);
      }
      const placement = wanted ?? placements.toSorted((a, b) => b.choices - a.choices)[0]?.placement;
      if (placement) show(shown && !wanted ? shown.placement : placement);
    },
    onFault(fault) {
      none.hidden = false;
      setText(none, fault.message);
    },
  });
  return {
    root,
    go(id) {
      wanted = id;
      if (id) show(id);
    },
    close() {
      asking.close();
      shown?.close();
    },
  };
}

function banditDetail(placement) {
  const totals = el('div', { class: 'totals' });
  const fault = el('p', { class: 'empty', hidden: true });
  const arms = armTable();
  const shares = sharePlot();
  const root = el('div', { class: 'trials', 'data-placement': placement },
    el('section', { class: 'card', 'aria-label': 'Bandit' }, el('div', { class: 'card-head' }, el('h2', { text: placement })), fault, totals),
    shares.root, arms.root);
  const asking = poll(() => get(`/api/v1/bandits/${encodeURIComponent(placement)}`), {
    onData(bandit) {
      fault.hidden = true;
      const best = bandit.items.reduce((a, b) => (a && a.mean_reward >= b.mean_reward ? a : b), null);
      const all = bandit.items.reduce((sum, i) => sum + i.choices * i.mean_reward, 0) / Math.max(1, bandit.items.reduce((sum, i) => sum + i.choices, 0));
      totals.replaceChildren(
        total('Choices', count(bandit.choices)),
        total('Mean reward', exact(all)),
        total('Best item’s mean', exact(best?.mean_reward)),
        total('Against an even split', signed(evenly(bandit.items, all))),
        total('Regret estimate', exact(bandit.regret_estimate), 'what the best item alone would have earned more, without context'));
      shares.update(bandit);
      arms.update(bandit, shares);
    },
    onFault(problem) {
      fault.hidden = false;
      setText(fault, problem.message);
    },
  });
  return {
    root,
    placement,
    close() {
      asking.close();
      shares.close();
    },
  };
}

// How much more the choices earned than if each item had been shown as often as the others.
function evenly(items, mean) {
  const even = items.reduce((sum, i) => sum + i.mean_reward, 0) / Math.max(1, items.length);
  return even > 0 ? mean / even - 1 : null;
}

const total = (label, value, note) => el('div', { title: note ?? null }, el('b', { text: value }), el('span', { class: 'muted small', text: label }));
