// What a truck or a hub holds, beside the pointer.

import { el } from "./dom.js";
import { counted, moment, number, percent } from "./format.js";
import { place, underWay } from "./trucks.js";

/** How far from a truck the pointer may be, pixels. */
const NEAR = 9;

/** The hub or truck under a point of the map, or null. */
export function under(x, y, { hubs, radii, trucks, lines, clock }) {
  for (let hub = 0; hub < hubs.length; hub += 1) {
    if (Math.hypot(hubs[hub].x - x, hubs[hub].y - y) <= Math.max(radii[hub], 7) + 2) return { hub };
  }
  const spot = {};
  let best = null;
  let nearest = NEAR;
  underWay(trucks, clock.now, (truck) => {
    place(truck, trucks, lines, clock.now, spot);
    const distance = Math.hypot(spot.x - x, spot.y - y);
    if (distance < nearest) [nearest, best] = [distance, { truck }];
  });
  return best;
}

/** Lines about a truck. */
export function aboutTruck(truck, { data, trucks }) {
  const lane = data.lanes[trucks.lanes[truck]];
  const leaves = data.case.start + trucks.hours[truck] * 3600;
  const arrives = leaves + trucks.durations[truck] * 3600;
  const late = trucks.late[truck];
  return [
    el("b", {}, `${data.hubs[lane.from].name} → ${data.hubs[lane.to].name}`),
    `${data.types[trucks.types[truck]].id}, departure ${number(trucks.ids[truck])}`,
    `${counted(trucks.packages[truck], "package")}${late > 0 ? `, ${number(late)} late` : ""}`,
    `${percent(trucks.fill[truck])} full: ${number(trucks.ml[truck] / 1e6, 1)} m³, ${number(trucks.grams[truck] / 1e3)} kg`,
    `${moment(leaves)} to ${moment(arrives)}`,
    `${number(lane.km)} km, ${number(trucks.prices[trucks.costs[truck]])} ${data.case.currency}`,
  ];
}

/** Lines about a hub: what waits, and for which lanes most. */
export function aboutHub(hub, { data, queues, clock }) {
  const hour = clock.hour;
  const at = (column, lane) => column[lane * data.case.hours + hour];
  const waiting = queues.waitingAt(hub, hour);
  const late = queues.lateAt(hub, hour);
  const lanes = queues.lanesOf[hub].filter((lane) => at(queues.waiting, lane) > 0);
  lanes.sort((a, b) => at(queues.waiting, b) - at(queues.waiting, a) || a - b);
  const towards = lanes.slice(0, 4).map((lane) => {
    const lateHere = at(queues.late, lane);
    return `→ ${data.hubs[data.lanes[lane].to].name}: ${number(at(queues.waiting, lane))}${lateHere > 0 ? `, ${number(lateHere)} late` : ""}`;
  });
  const rest = lanes.length - towards.length;
  return [
    el("b", {}, data.hubs[hub].name),
    waiting === 0
      ? "Nothing waits"
      : `${counted(waiting, "package")} waiting${late > 0 ? `, ${number(late)} late` : ""}, ${number(queues.m3At(hub, hour), 1)} m³`,
    ...towards,
    ...(rest > 0 ? [`and ${counted(rest, "more lane")}`] : []),
    `at most ${counted(data.hubs[hub].cap, "truck")} leave in an hour`,
  ];
}

/** Shows lines beside a point, inside of the frame. */
export function showTip(tip, frame, x, y, lines) {
  tip.replaceChildren(...lines.map((line) => (typeof line === "string" ? el("div", {}, line) : line)));
  tip.hidden = false;
  const left = x + 14 + tip.offsetWidth > frame.clientWidth ? x - 14 - tip.offsetWidth : x + 14;
  const top = Math.min(Math.max(4, y - tip.offsetHeight / 2), frame.clientHeight - tip.offsetHeight - 4);
  tip.style.transform = `translate(${Math.max(4, left)}px, ${top}px)`;
}
