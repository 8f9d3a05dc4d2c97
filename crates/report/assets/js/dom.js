// Elements without markup: whatever a text holds, it stays text.

const SVG = "http://www.w3.org/2000/svg";

/** An element with attributes and children; texts become text nodes. */
export function el(tag, attributes = {}, ...children) {
  return filled(document.createElement(tag), attributes, children);
}

/** The same for drawings. */
export function svg(tag, attributes = {}, ...children) {
  return filled(document.createElementNS(SVG, tag), attributes, children);
}

/** An element of the page's markup. */
export function byId(id) {
  return document.getElementById(id);
}

/** A square of a colour, given as the name of a custom property. */
export function chip(color) {
  const node = el("i", { class: "chip", "aria-hidden": "true" });
  node.style.background = `var(${color})`;
  return node;
}

/** Calls back when the width of an element changes, in the next frame: at once, what it changes would be seen by the same observer. */
export function onResize(node, callback) {
  let width = null;
  new ResizeObserver(() =>
    requestAnimationFrame(() => {
      if (node.clientWidth === width) return;
      width = node.clientWidth;
      callback();
    }),
  ).observe(node);
}

function filled(node, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== undefined && value !== false) node.setAttribute(name, value === true ? "" : value);
  }
  node.append(...children);
  return node;
}
