// Names beside hubs, placed once for a size of the map.
//
// Hubs come by their traffic. Each tries places around it and takes the one that covers the fewest lanes, where trucks drive; a place that
// covers another name or the edge, or is as near to another hub, is none. A name without a place, or whose best place is crowded, is left to the pointer.

const LONGEST = 20;
const HEIGHT = 13;
/** Pixels between a hub and its name: near, else a little farther. */
const GAPS = [6, 11];
/** Lanes that a name may cover at most. */
const MOST_LANES = 3;
/** Directions to try, the most readable first. */
const SIDES = [
  [1, 0],
  [-1, 0],
  [0, -1],
  [0, 1],
  [1, -1],
  [1, 1],
  [-1, -1],
  [-1, 1],
];

/** A name, cut where it is too long to stand on a map. */
export function shortName(name) {
  return name.length > LONGEST ? `${name.slice(0, LONGEST - 1).trimEnd()}…` : name;
}

/**
 * Places for names: { hub, text, x, y } with x, y the left end of the middle line.
 *
 * `hubs` are { name, x, y, radius, traffic }, `lanes` are [x1, y1, x2, y2], `taken` is a box to leave free, `measure(text)` gives a width.
 */
export function placeLabels(hubs, lanes, { width, height, taken }, measure) {
  const placed = [];
  const order = hubs.map((_, hub) => hub).sort((a, b) => hubs[b].traffic - hubs[a].traffic || a - b);
  for (const hub of order) {
    const { x, y, radius, name } = hubs[hub];
    const text = shortName(name);
    const w = measure(text);
    let best = null;
    for (const [right, down, gap] of GAPS.flatMap((gap) => SIDES.map((side) => [...side, gap]))) {
      const reach = (radius + gap) * (right && down ? 0.75 : 1);
      const left = right > 0 ? x + reach : right < 0 ? x - reach - w : x - w / 2;
      const top = y + down * (reach + (down ? HEIGHT / 2 : 0)) - HEIGHT / 2;
      const box = { left, top, right: left + w, bottom: top + HEIGHT };
      if (left < 2 || top < 2 || box.right > width - 2 || box.bottom > height - 2) continue;
      if (overlap(box, taken, 2)) continue;
      if (placed.some((other) => overlap(box, other.box, 2))) continue;
      if (hubs.some((other, at) => at !== hub && overlap(box, around(other), gap - 2))) continue;
      const covered = lanes.filter((lane) => crosses(lane, box)).length;
      if (!best || covered < best.covered) best = { covered, box };
    }
    if (best && best.covered <= MOST_LANES)
      placed.push({ hub, text, box: best.box, x: best.box.left, y: best.box.top + HEIGHT / 2 });
  }
  return placed;
}

function around({ x, y, radius }) {
  return { left: x - radius, right: x + radius, top: y - radius, bottom: y + radius };
}

function overlap(a, b, margin) {
  return (
    a.left < b.right + margin && b.left < a.right + margin && a.top < b.bottom + margin && b.top < a.bottom + margin
  );
}

/** Whether a segment meets a box: clipped to it, something is left (Liang and Barsky 1984). */
function crosses([x1, y1, x2, y2], box) {
  let [from, to] = [0, 1];
  const edges = [
    [x1 - x2, x1 - box.left],
    [x2 - x1, box.right - x1],
    [y1 - y2, y1 - box.top],
    [y2 - y1, box.bottom - y1],
  ];
  for (const [slope, room] of edges) {
    if (slope === 0 && room < 0) return false;
    if (slope < 0) from = Math.max(from, room / slope);
    if (slope > 0) to = Math.min(to, room / slope);
  }
  return from <= to;
}
