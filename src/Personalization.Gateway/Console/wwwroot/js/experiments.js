import { el } from './dom.js';
import { experimentDetail } from './experiment-detail.js';
import { experimentForm } from './experiment-form.js';
import { experimentList } from './experiment-list.js';

const EDIT = '~edit/';

/** Experiments: all of them, one with its results, and the form that designs one. */
export function experiments(first) {
  const root = el('div', { class: 'trials' });
  let part = null;

  function go(id) {
    part?.close();
    part = !id ? experimentList()
      : id === '~new' ? experimentForm(null)
      : id.startsWith(EDIT) ? experimentForm(id.slice(EDIT.length))
      : experimentDetail(id);
    root.replaceChildren(part.root);
  }

  go(first);
  return { root, go, close: () => part.close() };
}
