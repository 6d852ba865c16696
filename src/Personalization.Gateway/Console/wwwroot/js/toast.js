import { el } from './dom.js';

/** Shows a message for a while; faults stay longer and can be closed. */
export function toast(text, kind = 'done') {
  const box = el('div', { class: `toast ${kind}`, role: kind === 'fault' ? 'alert' : null },
    el('span', { text }),
    el('button', { type: 'button', class: 'icon-button', 'aria-label': 'Close the message', text: '×', on: { click: () => box.remove() } }));
  const all = document.getElementById('toasts');
  all.append(box);
  while (all.children.length > 4) all.firstChild.remove();
  setTimeout(() => box.remove(), kind === 'fault' ? 10_000 : 3000);
}
