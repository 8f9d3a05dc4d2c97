// The map: what stands still is drawn once and copied, what moves is drawn each frame.

import { byId, onResize } from "./dom.js";
import { View } from "./view.js";
import { FILL_COLORS, fillBin, mark, markSizes, place, underWay } from "./trucks.js";
import { placeLabels } from "./labels.js";
import { drawGround, drawLabels, laneLines, outlineOf } from "./ground.js";
import { aboutHub, aboutTruck, showTip, under } from "./hover.js";
import { colors, onTheme } from "./theme.js";
import { startZoom } from "./zoom.js";

const SMALLEST_HUB = 3.5;
const LARGEST_HUB = 15;

/** Draws the network at the clock's time; `onHub(hub)` hears of hubs that are clicked. */
export function startMap({ data, trucks, queues, clock, onHub }) {
  const frame = byId("map-frame");
  const canvas = byId("map");
  const tip = byId("tip");
  const context = canvas.getContext("2d");
  const [ground, names] = [document.createElement("canvas"), document.createElement("canvas")];
  const view = new View(data.geography.points);
  const [coasts, borders] = [outlineOf(data.geography.coasts), outlineOf(data.geography.borders)];
  const busiest = Math.max(1, ...data.lane_totals.map((lane) => lane.departures));
  const traffic = data.lane_totals.map((lane) => lane.departures / busiest);
  const state = {
    hubs: [],
    lines: [],
    sizes: [],
    radii: [],
    palette: {},
    fills: [],
    pointer: null,
    waiting: false,
    chosen: null,
  };
  const radius = (waiting) => {
    const largest = view.width < 560 ? 0.7 * LARGEST_HUB : LARGEST_HUB;
    return SMALLEST_HUB + (largest - SMALLEST_HUB) * Math.sqrt(waiting / Math.max(queues.peak, 1));
  };

  const layout = () => {
    const width = frame.clientWidth;
    if (width === 0) return;
    const shape = Math.min(Math.max(view.aspect, 0.56), width < 560 ? 1.15 : 0.72);
    const height = Math.round(Math.min(Math.max(width * shape, 280), 680));
    view.resize(width, height);
    for (const one of [canvas, ground, names]) {
      one.width = Math.round(width * devicePixelRatio);
      one.height = Math.round(height * devicePixelRatio);
    }
    canvas.style.height = `${height}px`;
    state.sizes = markSizes(data.types, width < 560 ? 0.75 : 1);
    project();
  };
  const project = () => {
    state.hubs = data.geography.points.map(([x, y]) => ({ x: view.px(x), y: view.py(y) }));
    state.lines = laneLines(data.lanes, state.hubs);
    still();
  };
  const still = () => {
    const scaled = (one) => {
      const its = one.getContext("2d");
      its.setTransform(devicePixelRatio, 0, 0, devicePixelRatio, 0, 0);
      its.clearRect(0, 0, view.width, view.height);
      return its;
    };
    drawGround(scaled(ground), { view, coasts, borders, lines: state.lines, traffic, palette: state.palette });
    const its = scaled(names);
    its.font = "12px system-ui, sans-serif";
    const hubs = state.hubs.map((hub, at) => ({
      ...hub,
      name: data.hubs[at].name,
      radius: radius(queues.mean(at)),
      traffic: queues.traffic(at),
    }));
    const segments = state.lines.map(({ x, y, dx, dy, length }) => [x, y, x + dx * length, y + dy * length]);
    // Both directions of a road cover the same ground.
    const roads = segments.filter((_, at) => data.lanes[at].from < data.lanes[at].to || !paired(data.lanes, at));
    drawLabels(
      its,
      placeLabels(hubs, roads, { ...view, taken: zoom.box() }, (text) => its.measureText(text).width),
      state.palette,
    );
    // At once: a canvas is empty after its size changes.
    draw();
  };
  const request = () => {
    if (state.waiting) return;
    state.waiting = true;
    requestAnimationFrame(() => {
      state.waiting = false;
      draw();
    });
  };
  const draw = () => {
    if (state.hubs.length === 0 || canvas.width === 0) return;
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.clearRect(0, 0, canvas.width, canvas.height);
    context.drawImage(ground, 0, 0);
    context.setTransform(devicePixelRatio, 0, 0, devicePixelRatio, 0, 0);
    drawTrucks(context, {
      trucks,
      lines: state.lines,
      now: clock.now,
      sizes: state.sizes,
      fills: state.fills,
      halo: state.palette.halo,
    });
    state.radii = state.hubs.map((_, hub) => radius(queues.waitingAt(hub, clock.hour)));
    drawHubs(context, { ...state, queues, hour: clock.hour });
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.drawImage(names, 0, 0);
    if (state.pointer) point();
  };
  const point = () => {
    const { x, y } = state.pointer;
    const found = under(x, y, { hubs: state.hubs, radii: state.radii, trucks, lines: state.lines, clock });
    canvas.style.cursor = found ? "pointer" : view.near ? "grab" : "";
    if (!found) tip.hidden = true;
    else if (found.hub !== undefined) showTip(tip, frame, x, y, aboutHub(found.hub, { data, queues, clock }));
    else showTip(tip, frame, x, y, aboutTruck(found.truck, { data, trucks }));
    return found;
  };
  const at = (event) => {
    const box = canvas.getBoundingClientRect();
    state.pointer = { x: event.clientX - box.left, y: event.clientY - box.top };
  };
  canvas.addEventListener("pointermove", (event) => {
    at(event);
    if (!clock.playing) point();
  });
  canvas.addEventListener("pointerleave", () => {
    state.pointer = null;
    tip.hidden = true;
  });
  canvas.addEventListener("click", (event) => {
    if (zoom.dragged()) return;
    at(event);
    const found = point();
    if (found?.hub !== undefined) onHub(found.hub);
  });
  onTheme(() => {
    const keys = ["coast", "border", "lane", "hub", "halo", "ink", "waiting", "late", "accent"];
    const found = colors([...keys.map((key) => `--${key}`), ...FILL_COLORS]);
    state.palette = Object.fromEntries(keys.map((key, i) => [key, found[i]]));
    state.fills = found.slice(keys.length);
    if (state.hubs.length > 0) still();
  });
  // As often as pointers move, drawn once a frame.
  let projecting = false;
  const zoom = startZoom(canvas, view, () => {
    if (projecting) return;
    projecting = true;
    requestAnimationFrame(() => {
      projecting = false;
      project();
    });
  });
  onResize(frame, layout);
  clock.onChange(request);
  return {
    choose: (hub) => {
      state.chosen = hub;
      request();
    },
  };
}

function paired(lanes, at) {
  return lanes.some((other) => other.from === lanes[at].to && other.to === lanes[at].from);
}

/** One path a bin of fill: a few hundred trucks take five strokes and five fills. */
function drawTrucks(context, { trucks, lines, now, sizes, fills, halo }) {
  const paths = fills.map(() => new Path2D());
  const spot = {};
  underWay(trucks, now, (truck) => {
    place(truck, trucks, lines, now, spot);
    mark(paths[fillBin(trucks.fill[truck])], spot, sizes[trucks.types[truck]]);
  });
  context.lineWidth = 1.5;
  context.strokeStyle = halo;
  paths.forEach((path, bin) => {
    context.stroke(path);
    context.fillStyle = fills[bin];
    context.fill(path);
  });
}

/** A disc as large as the queue, with the late share as a slice. */
function drawHubs(context, { hubs, radii, palette, queues, hour, chosen }) {
  hubs.forEach(({ x, y }, hub) => {
    const waiting = queues.waitingAt(hub, hour);
    const late = queues.lateAt(hub, hour);
    context.beginPath();
    context.arc(x, y, radii[hub], 0, 2 * Math.PI);
    context.fillStyle = waiting > 0 ? palette.waiting : palette.halo;
    context.fill();
    if (late > 0) {
      context.beginPath();
      context.moveTo(x, y);
      context.arc(x, y, radii[hub], -Math.PI / 2, -Math.PI / 2 + (2 * Math.PI * late) / waiting);
      context.closePath();
      context.fillStyle = palette.late;
      context.fill();
      // The edge tells the slice from the disc where the colours do not.
      context.lineWidth = 1;
      context.strokeStyle = palette.halo;
      context.stroke();
    }
    context.beginPath();
    context.arc(x, y, radii[hub], 0, 2 * Math.PI);
    context.lineWidth = 1.5;
    context.strokeStyle = waiting > 0 ? palette.halo : palette.hub;
    context.stroke();
    if (hub !== chosen) return;
    context.beginPath();
    context.arc(x, y, radii[hub] + 3.5, 0, 2 * Math.PI);
    context.lineWidth = 2;
    context.strokeStyle = palette.accent;
    context.stroke();
  });
}
