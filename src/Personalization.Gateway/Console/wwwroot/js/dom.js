// Elements are built here and nowhere from markup, so text from data can never become markup.

/** Makes an element. Keys of `props`: `class`, `text`, `on` (listeners), else attributes; null and false are left out. */
export function el(name, props = {}, ...children) {
  return fill(document.createElement(name), props, children);
}

/** Makes an SVG element. */
export function svg(name, props = {}, ...children) {
  return fill(document.createElementNS('http://www.w3.org/2000/svg', name), props, children);
}

function fill(node, props, children) {
  for (const [key, value] of Object.entries(props)) {
    if (value === null || value === undefined || value === false) continue;
    if (key === 'text') node.textContent = value;
    else if (key === 'on') for (const [type, listener] of Object.entries(value)) node.addEventListener(type, listener);
    else node.setAttribute(key, value === true ? '' : value);
  }
  node.append(...children.filter(child => child !== null && child !== undefined));
  return node;
}

/** A horizontal bar that fills `share` of its track, 0 to 1. */
export function bar(share, kind = '') {
  const inner = el('span', { class: 'bar-fill' });
  inner.style.width = `${Math.max(0, Math.min(1, share)) * 100}%`;
  return el('span', { class: `bar ${kind}`, 'aria-hidden': 'true' }, inner);
}

/** Sets text only when it changed. */
export function setText(node, text) {
  if (node.textContent !== text) node.textContent = text;
}
