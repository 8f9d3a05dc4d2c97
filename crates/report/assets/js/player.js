// Play, pause, seek: by button, slider and keys. And the clock in words.

import { byId, chip, el, svg } from "./dom.js";
import { day, number } from "./format.js";
import { FILL_COLORS, firstAfter, mark, markSizes, underWay } from "./trucks.js";

/** Hours of the case a second. */
const PACES = [1, 3, 6, 12, 24, 48];
/** Keys by hours to move. */
const STEPS = { ArrowRight: 1, ArrowLeft: -1 };
/** The same for keys that scroll a page, and so work on the map and its controls only. */
const STEPS_ON_MAP = { ...STEPS, PageUp: 24, PageDown: -24, Home: -Infinity, End: Infinity };

/** Connects the controls below the map with the clock. */
export function startPlayer(clock) {
  const [play, slider, speed] = [byId("play"), byId("time"), byId("speed")];
  slider.max = String(clock.hours);
  for (const pace of PACES) speed.append(el("option", { value: String(pace) }, `${pace} h/s`));
  speed.value = String(clock.pace);
  play.addEventListener("click", () => clock.toggle());
  slider.addEventListener("input", () => clock.seek(Number(slider.value)));
  speed.addEventListener("change", () => {
    clock.pace = Number(speed.value);
  });
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    // Fields, buttons and tables that scroll keep their own keys.
    const own = event.target.closest("input:not(#time), select, button, summary, .scroll");
    if (own) return;
    const step = (event.target.closest(".motion") ? STEPS_ON_MAP : STEPS)[event.key];
    if (event.key === " ") clock.toggle();
    else if (step) clock.seek(Math.round(clock.now) + step * (event.shiftKey ? 24 : 1));
    else return;
    event.preventDefault();
  });
  const icons = { true: icon("M3 2h4v12H3zM9 2h4v12H9z"), false: icon("M4 2l10 6-10 6z") };
  let shown = null;
  clock.onChange(() => {
    slider.value = String(clock.now);
    slider.setAttribute("aria-valuetext", `hour ${number(clock.now)} of ${number(clock.hours)}`);
    if (shown === clock.playing) return;
    shown = clock.playing;
    play.replaceChildren(icons[shown]);
    play.setAttribute("aria-label", shown ? "Pause" : "Play");
    play.setAttribute("aria-pressed", String(shown));
  });
}

function icon(path) {
  return svg(
    "svg",
    { width: "16", height: "16", viewBox: "0 0 16 16", "aria-hidden": "true" },
    svg("path", { d: path }),
  );
}

/** The time, and how much is where. */
export function startNow({ data, trucks, queues, clock }) {
  const sums = new Float64Array(trucks.n + 1);
  for (let truck = 0; truck < trucks.n; truck += 1) sums[truck + 1] = sums[truck] + trucks.prices[trucks.costs[truck]];
  const names = [
    "Trucks on the road",
    "Packages on the road",
    "Packages waiting",
    "– of these late",
    "Departures so far",
    "Shipment cost so far",
  ];
  const cells = names.map(() => el("dd"));
  byId("counts").append(...names.flatMap((name, at) => [el("dt", {}, name), cells[at]]));
  clock.onChange(() => {
    const seconds = data.case.start + Math.floor(clock.now + 1e-9) * 3600;
    const hour = String(new Date(seconds * 1000).getUTCHours()).padStart(2, "0");
    byId("clock").textContent = `${day(seconds)}, ${hour}:00`;
    byId("clock-day").textContent =
      `${new Date(seconds * 1000).getUTCFullYear()} UTC, hour ${number(Math.floor(clock.now + 1e-9))} of ${number(clock.hours)}`;
    let [road, riding] = [0, 0];
    underWay(trucks, clock.now, (truck) => {
      road += 1;
      riding += trucks.packages[truck];
    });
    const left = firstAfter(trucks.hours, clock.now);
    const [waiting, late] = [queues.totalWaiting[clock.hour] ?? 0, queues.totalLate[clock.hour] ?? 0];
    const values = [road, riding, waiting, late, left].map((value) => number(value));
    values.push(`${number(sums[left])} ${data.case.currency}`);
    values.forEach((value, at) => {
      if (cells[at].textContent !== value) cells[at].textContent = value;
    });
  });
}

/** What colours, sizes and discs mean. */
export function drawLegend(types) {
  const fill = el("span", {}, "fill 0 %", el("span", { class: "ramp" }, ...FILL_COLORS.map(chip)), "100 %");
  const marks = markSizes(types).map((size, at) => el("span", {}, truckIcon(size), types[at].id));
  const hub = el("span", {}, disc(false), "waiting at a hub");
  const late = el("span", {}, disc(true), "late share");
  byId("legend").append(fill, ...marks, hub, late);
}

function truckIcon(size) {
  const parts = [];
  const path = {
    moveTo: (x, y) => parts.push(`M${x} ${y}`),
    lineTo: (x, y) => parts.push(`L${x} ${y}`),
    closePath: () => parts.push("Z"),
  };
  mark(path, { x: 7, y: 5, dx: 1, dy: 0 }, size);
  const shape = svg("path", { d: parts.join("") });
  shape.style.fill = "var(--fill-2)";
  return svg("svg", { width: "14", height: "10", "aria-hidden": "true" }, shape);
}

function disc(late) {
  const circle = svg("circle", { cx: "6", cy: "6", r: "5" });
  circle.style.fill = "var(--waiting)";
  const slice = svg("path", { d: "M6 6V1A5 5 0 0 1 11 6Z" });
  slice.style.fill = "var(--late)";
  return svg("svg", { width: "12", height: "12", "aria-hidden": "true" }, circle, ...(late ? [slice] : []));
}
