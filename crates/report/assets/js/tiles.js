// Figures on top of a page: a large number with its unit, and what it is made of.

import { chip, el } from "./dom.js";

/** A figure: `value` is the number that `text` and `unit` show, `rest` what stands below. */
export function tile(title, name, value, text, unit, rest) {
  const shown = el(
    "p",
    { class: "value", "data-figure": name, "data-value": String(value) },
    text,
    " ",
    el("small", {}, unit),
  );
  return el("div", { class: "figure" }, el("h3", {}, title), shown, ...rest);
}

/** Small lines of text. */
export function lines(...texts) {
  return el("p", { class: "parts" }, ...texts.flatMap((text) => [el("span", {}, text), el("br")]).slice(0, -1));
}

/** Parts of a whole, as { value, color }, side by side. */
export function bar(list) {
  const node = el("div", { class: "bar", "aria-hidden": "true" });
  for (const { value, color } of list.filter((part) => part.value > 0)) {
    const piece = el("i");
    piece.style.flexGrow = String(value);
    piece.style.background = `var(${color})`;
    node.append(piece);
  }
  return node;
}

/** What the parts of a bar are, as { label, text, color }. */
export function parts(list) {
  return el(
    "p",
    { class: "parts" },
    ...list.flatMap(({ label, text, color }) => [el("span", {}, chip(color), `${label} ${text}`), " "]),
  );
}
