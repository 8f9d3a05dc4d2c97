// Figures with their intervals, one row a policy, on one scale.

import { el } from "./dom.js";
import { number } from "./format.js";

/** A chart of { label, color, value, interval } rows; `mark` is a value to draw a line at. */
export function intervals({ title, note, rows, mark, decimals = 3 }) {
  const ends = rows.flatMap(({ value, interval }) => (interval ? [interval.low, interval.high] : [value]));
  if (mark !== undefined) ends.push(mark);
  const [low, high] = [Math.min(...ends), Math.max(...ends)];
  const margin = (high - low || 0.1) * 0.06;
  const at = (value) => `${(100 * (value - low + margin)) / (high - low + 2 * margin)}%`;
  const lines = rows.map(({ label, color, value, interval }) => {
    const dot = el("i", { class: "dot" });
    dot.style.left = at(value);
    dot.style.background = `var(${color})`;
    const track = el("div", { class: "track", "aria-hidden": "true" });
    if (mark !== undefined) {
      const line = el("i", { class: "mark" });
      line.style.left = at(mark);
      track.append(line);
    }
    if (interval) {
      const whisker = el("i", { class: "whisker" });
      whisker.style.left = at(interval.low);
      whisker.style.right = `calc(100% - ${at(interval.high)})`;
      whisker.style.background = `var(${color})`;
      track.append(whisker);
    }
    track.append(dot);
    const range = interval ? ` [${number(interval.low, decimals)}, ${number(interval.high, decimals)}]` : "";
    return el("div", { class: "interval", role: "listitem" }, el("span", { class: "name" }, label), track,
      el("span", { class: "n" }, el("b", {}, number(value, decimals)), el("span", { class: "muted" }, range)));
  });
  return el("figure", { class: "chart" }, el("figcaption", {}, title), el("p", { class: "muted" }, note),
    el("div", { class: "intervals", role: "list" }, ...lines));
}
