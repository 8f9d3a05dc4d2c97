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

function filled(node, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== undefined && value !== false) node.setAttribute(name, value === true ? "" : value);
  }
  node.append(...children);
  return node;
}
