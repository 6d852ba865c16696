import { bar, el } from './dom.js';
import { percent, title, words } from './format.js';

const DIMENSIONS = { category: 'Category', subcategory: 'Kind', brand: 'Brand', tag: 'Tag', price_level: 'Price level', channel: 'Channel' };
const PER_DIMENSION = 5;

/** A person's tastes as bars, by dimension. */
export function affinities() {
  const body = el('div', { class: 'affinities' });
  const root = el('section', { class: 'card', 'aria-label': 'Affinities', hidden: true },
    el('div', { class: 'card-head' }, el('h2', { text: 'Affinities' }), el('span', { class: 'muted small', text: 'share of each dimension' })), body);
  return {
    root,
    update({ profile }) {
      // Members that are zero are left out of the messages.
      const all = (profile?.affinities ?? []).map(a => ({ ...a, score: a.score ?? 0, share: a.share ?? 0 }));
      root.hidden = all.length === 0;
      const groups = Map.groupBy(all, a => a.dimension);
      const order = [...Object.keys(DIMENSIONS), ...[...groups.keys()].filter(d => !(d in DIMENSIONS))];
      body.replaceChildren(...order.filter(d => groups.has(d)).map(d => group(DIMENSIONS[d] ?? title(d), groups.get(d))));
    },
  };
}

function group(name, tastes) {
  // Dislikes stand at the end of their dimension; at least one is shown where there are any.
  const likes = tastes.filter(t => t.score > 0).slice(0, PER_DIMENSION);
  const dislikes = tastes.filter(t => t.score < 0).slice(-2).reverse();
  return el('div', { class: 'dimension' }, el('h3', { text: name }), el('ul', {}, ...likes.map(like), ...dislikes.map(dislike)));
}

const like = t => el('li', { title: `Score ${t.score.toFixed(1)}` },
  el('span', { class: 'taste', text: words(t.value) }), bar(t.share), el('span', { class: 'num muted', text: percent(t.share) }));

const dislike = t => el('li', { title: `Score ${t.score.toFixed(1)}` },
  el('span', { class: 'taste', text: words(t.value) }), bar(Math.min(1, -t.score / 10), 'against'), el('span', { class: 'num muted', text: t.score.toFixed(1) }));
