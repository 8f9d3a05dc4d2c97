// Bars of time: a van over the day, or its calls with their windows.

import { svg } from "./dom.js";
import { clockText } from "./vans.js";

/** Units of a drawing from the first to the last hour; it is stretched to the width that there is. */
const WIDTH = 1000;

/** Hours that hold all shifts, calls and windows worth showing. */
export function hoursOf(vans) {
  const times = vans.flatMap((van) => [van.calls[0].leave, van.calls.at(-1).leave]);
  const [low, high] = [Math.min(...times), Math.max(...times)];
  return { from: Math.floor(low / 3600) * 3600, until: Math.ceil((high + 1) / 3600) * 3600 };
}

/** Where a second is. */
function at(hours, second) {
  const within = Math.min(Math.max(second, hours.from), hours.until);
  return ((within - hours.from) / (hours.until - hours.from)) * WIDTH;
}

/** A bar of spans { from, until, kind }, with a line for each full hour. */
export function spans(hours, list, label) {
  const node = svg("svg", {
    class: "spans",
    viewBox: `0 0 ${WIDTH} 20`,
    preserveAspectRatio: "none",
    role: "img",
    "aria-label": label,
  });
  for (let hour = hours.from; hour <= hours.until; hour += 3600) {
    const x = at(hours, hour);
    node.append(svg("line", { class: "hour", x1: x, x2: x, y1: 0, y2: 20 }));
  }
  for (const { from, until, kind } of list) {
    const [x, end] = [at(hours, from), at(hours, until)];
    const [y, height] = HEIGHTS[kind];
    if (end > x) node.append(svg("rect", { class: kind, x, y, width: Math.max(end - x, 1), height }));
  }
  return node;
}

/** Top and height of each kind. */
const HEIGHTS = { drive: [9, 2], wait: [7, 6], pause: [3, 14], service: [3, 14], window: [0, 20], late: [3, 14] };

/** The hours above the bars. */
export function hourScale(hours) {
  const node = document.createElement("div");
  node.className = "hours";
  const count = (hours.until - hours.from) / 3600;
  const step = count > 14 ? 2 : 1;
  for (let hour = 0; hour < count; hour += step) {
    const text = document.createElement("span");
    text.textContent = clockText(hours.from + hour * 3600);
    text.style.left = `${(hour / count) * 100}%`;
    node.append(text);
  }
  return node;
}

/** What a van does: driving, waiting, pauses, service. A pause on the road is drawn at its end. */
export function dayOf(van) {
  const list = [];
  van.calls.forEach((call, position) => {
    const before = van.calls[position - 1];
    if (before) {
      list.push({ from: before.leave, until: call.arrival - call.road_pause, kind: "drive" });
      list.push({ from: call.arrival - call.road_pause, until: call.arrival, kind: "pause" });
    }
    list.push(...stayOf(call));
  });
  return list;
}

/** What a van does at a call. */
export function stayOf(call) {
  return [
    { from: call.arrival, until: call.arrival + call.pause, kind: "pause" },
    { from: call.arrival + call.pause, until: call.begin, kind: "wait" },
    { from: call.begin, until: call.leave, kind: "service" },
  ];
}
