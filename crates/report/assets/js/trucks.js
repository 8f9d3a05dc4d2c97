// Trucks on the road: where they are at a time, and their marks.
//
// A truck moves evenly along the straight line of its lane. It keeps to the right, as traffic does, so that both directions are apart, and
// trucks of one lane and hour drive abreast.

import { column } from "./columns.js";

/** Pixels between the middle of a lane and its first row of trucks. */
const OFFSET = 4.5;
/** Pixels between the middle of a hub and where trucks start and end. */
const INSET = 8;
/** Bins of fill: up to 20 %, 40 %, 60 %, 80 %, and above. */
export const FILL_COLORS = ["--fill-0", "--fill-1", "--fill-2", "--fill-3", "--fill-4"];

/** The bin of a fill, 0 to 1. */
export function fillBin(fill) {
  return Math.min(Math.floor(fill * FILL_COLORS.length), FILL_COLORS.length - 1);
}

/** All trucks, decoded. */
export function trucksOf(data) {
  const coded = data.trucks;
  const trucks = { n: coded.n, prices: coded.prices };
  for (const name of ["ids", "hours", "durations", "lanes", "types", "grams", "ml", "costs", "packages", "late"]) {
    trucks[name] = column(coded[name]);
  }
  const share = (truck) => {
    const type = data.types[trucks.types[truck]];
    return Math.max(trucks.grams[truck] / 1e3 / type.kg, trucks.ml[truck] / 1e6 / type.m3);
  };
  trucks.fill = Float64Array.from({ length: trucks.n }, (_, truck) => share(truck));
  trucks.longest = trucks.durations.reduce((most, hours) => Math.max(most, hours), 0);
  trucks.slots = slots(trucks);
  return trucks;
}

/** Position of each truck among those of its lane and hour. */
function slots(trucks) {
  const seen = new Map();
  return Float64Array.from({ length: trucks.n }, (_, truck) => {
    const key = trucks.hours[truck] * 65536 + trucks.lanes[truck];
    const slot = seen.get(key) ?? 0;
    seen.set(key, slot + 1);
    return slot;
  });
}

/** Calls back with each truck that is under way at a time. */
export function underWay(trucks, now, visit) {
  for (
    let truck = firstAfter(trucks.hours, now - trucks.longest);
    truck < trucks.n && trucks.hours[truck] <= now;
    truck += 1
  ) {
    if (trucks.hours[truck] + trucks.durations[truck] > now) visit(truck);
  }
}

/** Position of the first value above a bound, in ascending values. */
export function firstAfter(values, bound) {
  let low = 0;
  let high = values.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (values[middle] > bound) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** Lengths and widths of the marks of each type, pixels: by the side of a cube of its volume. A small map has smaller ones. */
export function markSizes(types, scale = 1) {
  const largest = Math.max(...types.map((type) => type.m3));
  return types.map((type) => {
    const size = Math.cbrt(type.m3 / largest);
    return { length: scale * (4.5 + 6.5 * size * size), width: scale * (2.6 + 2.4 * size) };
  });
}

/** The middle of a truck's mark in pixels, into `spot`: x, y and its direction. */
export function place(truck, trucks, lanes, now, spot) {
  const lane = lanes[trucks.lanes[truck]];
  const done = Math.min(1, (now - trucks.hours[truck]) / trucks.durations[truck]);
  const aside = OFFSET + trucks.slots[truck] * 6;
  // From edge to edge of the hubs, not from middle to middle, where a disc would hide it.
  const inset = Math.min(INSET, lane.length / 4);
  const along = inset + done * (lane.length - 2 * inset);
  spot.dx = lane.dx;
  spot.dy = lane.dy;
  spot.x = lane.x + along * lane.dx - aside * lane.dy;
  spot.y = lane.y + along * lane.dy + aside * lane.dx;
}

/** Adds a mark to a path: a box with a blunt nose. */
export function mark(path, spot, { length, width }) {
  const [ax, ay] = [spot.dx * length * 0.5, spot.dy * length * 0.5];
  const [bx, by] = [-spot.dy * width * 0.5, spot.dx * width * 0.5];
  path.moveTo(spot.x - ax + bx, spot.y - ay + by);
  path.lineTo(spot.x + ax * 0.4 + bx, spot.y + ay * 0.4 + by);
  path.lineTo(spot.x + ax + bx * 0.3, spot.y + ay + by * 0.3);
  path.lineTo(spot.x + ax - bx * 0.3, spot.y + ay - by * 0.3);
  path.lineTo(spot.x + ax * 0.4 - bx, spot.y + ay * 0.4 - by);
  path.lineTo(spot.x - ax - bx, spot.y - ay - by);
  path.closePath();
}
