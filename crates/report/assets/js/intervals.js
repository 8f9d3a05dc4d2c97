// Figures with their intervals, one row a policy, on one scale.

import { el } from "./dom.js";
import { number } from "./format.js";

/** Values beyond so many times the least are off the scale: one bad policy would press all others into a point. */
export const FARTHEST = 1.3;

/** A chart of { label, color, value, interval } rows; `mark` is a value to draw a line at, `text` writes a value. */
export function intervals({ title, note, rows, mark, farthest = FARTHEST, text = (value) => number(value, 3) }) {
  const limit = Math.min(...rows.map((row) => row.value)) * farthest;
  const near = rows.filter((row) => row.value <= limit);
  const ends = near.flatMap(({ value, interval }) => (interval ? [interval.low, interval.high] : [value]));
  if (mark !== undefined) ends.push(mark);
  const [low, high] = [Math.min(...ends), Math.max(...ends)];
  const margin = (high - low || 0.1) * 0.06;
  const at = (value) => `${(100 * (value - low + margin)) / (high - low + 2 * margin)}%`;
  const lines = rows.map(({ label, color, value, interval }) => {
    const far = value > limit;
    const dot = el("i", { class: far ? "far" : "dot" }, far ? "→" : "");
    if (!far) dot.style.left = at(value);
    dot.style[far ? "color" : "background"] = `var(${color})`;
    const track = el("div", { class: "track", "aria-hidden": "true" });
    if (mark !== undefined) {
      const line = el("i", { class: "mark" });
      line.style.left = at(mark);
      track.append(line);
    }
    if (interval && !far) {
      const whisker = el("i", { class: "whisker" });
      whisker.style.left = at(interval.low);
      whisker.style.right = `calc(100% - ${at(interval.high)})`;
      whisker.style.background = `var(${color})`;
      track.append(whisker);
    }
    track.append(dot);
    const range = interval ? ` [${text(interval.low)}, ${text(interval.high)}]` : "";
    return el(
      "div",
      { class: "interval", role: "listitem" },
      el("span", { class: "name" }, label),
      track,
      el("span", { class: "n" }, el("b", {}, text(value)), el("span", { class: "muted" }, range)),
    );
  });
  return el(
    "figure",
    { class: "chart" },
    el("figcaption", {}, title),
    el("p", { class: "muted" }, note),
    el("div", { class: "intervals", role: "list" }, ...lines),
  );
}
