// What stands still on the map: coasts, borders, lanes and names, drawn once for each size and theme.

import { column } from "./columns.js";

/** Lines of the outline as `[[x, y], ...]`. */
export function outlineOf(texts) {
  return texts.map((text) => {
    const values = column(text);
    const n = values.length / 2;
    return Array.from({ length: n }, (_, at) => [values[at], values[n + at]]);
  });
}

/** Lanes in pixels: start, direction as a unit vector, and length. */
export function laneLines(lanes, hubs) {
  return lanes.map(({ from, to }) => {
    const [a, b] = [hubs[from], hubs[to]];
    const length = Math.hypot(b.x - a.x, b.y - a.y) || 1;
    return { x: a.x, y: a.y, dx: (b.x - a.x) / length, dy: (b.y - a.y) / length, length };
  });
}

/** Draws the ground: outline and lanes. `traffic` is the share of the busiest lane's trucks, by lane. */
export function drawGround(context, { view, coasts, borders, lines, traffic, palette }) {
  context.lineJoin = "round";
  for (const [shapes, color, width] of [
    [borders, palette.border, 1],
    [coasts, palette.coast, 1],
  ]) {
    context.strokeStyle = color;
    context.lineWidth = width;
    context.beginPath();
    for (const shape of shapes) {
      shape.forEach(([x, y], at) =>
        at === 0 ? context.moveTo(view.px(x), view.py(y)) : context.lineTo(view.px(x), view.py(y)),
      );
    }
    context.stroke();
  }
  context.strokeStyle = palette.lane;
  lines.forEach((line, at) => {
    context.lineWidth = 1 + 2 * traffic[at];
    context.beginPath();
    context.moveTo(line.x, line.y);
    context.lineTo(line.x + line.dx * line.length, line.y + line.dy * line.length);
    context.stroke();
  });
}

/** Draws names, each on a halo, so that they read over whatever drives below. */
export function drawLabels(context, labels, palette) {
  context.font = "12px system-ui, sans-serif";
  context.textBaseline = "middle";
  context.textAlign = "left";
  context.lineJoin = "round";
  context.lineWidth = 4;
  context.strokeStyle = palette.halo;
  context.fillStyle = palette.ink;
  for (const { text, x, y } of labels) {
    context.strokeText(text, x, y);
    context.fillText(text, x, y);
  }
}
