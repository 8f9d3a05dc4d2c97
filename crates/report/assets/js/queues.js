// What waits at hubs: the numbers, the table of hubs, and the chart of one hub or all.

import { byId, el, onResize, svg } from "./dom.js";
import { column } from "./columns.js";
import { moment, number, shortDay } from "./format.js";
import { chart, every } from "./chart.js";

/** Queues by lane, and their sums by hub and over all. */
export function queuesOf(data) {
  const hours = data.case.hours;
  const [waiting, late, tenths] = ["waiting", "late", "tenths_m3"].map((name) => column(data.queues[name]));
  const lanesOf = data.hubs.map(() => []);
  data.lanes.forEach((lane, at) => lanesOf[lane.from].push(at));
  const byHub = (values) =>
    lanesOf.map((lanes) => {
      const sums = new Float64Array(hours);
      for (const lane of lanes) for (let hour = 0; hour < hours; hour += 1) sums[hour] += values[lane * hours + hour];
      return sums;
    });
  const [hubWaiting, hubLate, hubTenths] = [byHub(waiting), byHub(late), byHub(tenths)];
  const total = (hubs) =>
    Float64Array.from({ length: hours }, (_, hour) => hubs.reduce((sum, hub) => sum + hub[hour], 0));
  const highest = (values) => values.reduce((most, value) => Math.max(most, value), 0);
  const sent = data.hubs.map((_, hub) =>
    lanesOf[hub].reduce((sum, lane) => sum + data.lane_totals[lane].departures, 0),
  );
  return {
    waiting,
    late,
    lanesOf,
    hubWaiting,
    hubLate,
    totalWaiting: total(hubWaiting),
    totalLate: total(hubLate),
    waitingAt: (hub, hour) => hubWaiting[hub][hour],
    lateAt: (hub, hour) => hubLate[hub][hour],
    m3At: (hub, hour) => hubTenths[hub][hour] / 10,
    peakOf: (hub) => highest(hubWaiting[hub]),
    mean: (hub) => hubWaiting[hub].reduce((sum, value) => sum + value, 0) / hours,
    traffic: (hub) => sent[hub],
    peak: highest(hubWaiting.map(highest)),
  };
}

/** The chart beside the map; gives a function that chooses a hub, or all with null. */
export function startQueueChart({ data, queues, clock, onChoice }) {
  const select = byId("hub");
  select.append(el("option", { value: "" }, "all hubs"));
  data.hubs.forEach((hub, at) => select.append(el("option", { value: String(at) }, hub.name)));
  const x = {
    label: "Hour",
    values: Array.from({ length: data.case.hours }, (_, hour) => hour),
    text: (hour) => moment(data.case.start + hour * 3600),
    tick: (hour) => shortDay(data.case.start + hour * 3600),
    ticks: every(24),
  };
  const text = (value) => number(value);
  const shown = chart({
    title: "",
    x,
    kind: "area",
    height: 230,
    onPick: (hour) => clock.seek(hour),
    series: [
      { label: "waiting", color: "--waiting", values: queues.totalWaiting, text },
      { label: "late", color: "--late", values: queues.totalLate, text },
    ],
  });
  byId("queue").append(shown.node);
  const needle = el("div", { class: "needle" });
  const follow = () => {
    const plot = shown.plot();
    if (!plot) return;
    if (needle.parentNode !== plot.over) plot.over.append(needle);
    needle.style.transform = `translateX(${plot.valToPos(clock.now, "x")}px)`;
  };
  const choose = (hub) => {
    select.value = hub === null ? "" : String(hub);
    shown.update(
      hub === null ? [queues.totalWaiting, queues.totalLate] : [queues.hubWaiting[hub], queues.hubLate[hub]],
    );
    follow();
    onChoice(hub);
  };
  select.addEventListener("change", () => choose(select.value === "" ? null : Number(select.value)));
  onResize(byId("queue"), () => requestAnimationFrame(follow));
  clock.onChange(follow);
  choose(null);
  return choose;
}

/** The table of hubs, which follows the clock; gives a function that marks a hub. */
export function startHubTable({ data, queues, clock, onHub }) {
  const order = data.hubs.map((_, hub) => hub).sort((a, b) => queues.peakOf(b) - queues.peakOf(a) || a - b);
  const cells = new Map();
  const rows = order.map((hub) => {
    const [waiting, late, volume] = ["n", "n late", "n"].map((name) => el("td", { class: name }));
    const link = el("button", { type: "button", class: "link" }, data.hubs[hub].name);
    link.addEventListener("click", () => onHub(hub));
    const row = el(
      "tr",
      {},
      el("td", {}, link),
      waiting,
      late,
      volume,
      el("td", { class: "n" }, number(queues.peakOf(hub))),
      el("td", { class: "n" }, number(queues.traffic(hub))),
      el("td", {}, spark(queues.hubWaiting[hub], queues.hubLate[hub])),
    );
    cells.set(hub, { row, waiting, late, volume });
    return row;
  });
  const heads = ["Hub", "Waiting", "Late", "m³", "Most waiting", "Departures", "Waiting and late over time"];
  const head = el(
    "tr",
    {},
    ...heads.map((label, at) => el("th", { scope: "col", class: at > 0 && at < 6 ? "n" : undefined }, label)),
  );
  byId("hubs").append(el("table", {}, el("thead", {}, head), el("tbody", {}, ...rows)));
  let hour = null;
  clock.onChange(() => {
    if (hour === clock.hour) return;
    hour = clock.hour;
    for (const [hub, { waiting, late, volume }] of cells) {
      const n = queues.lateAt(hub, hour);
      waiting.textContent = number(queues.waitingAt(hub, hour));
      late.textContent = n > 0 ? number(n) : "";
      volume.textContent = number(queues.m3At(hub, hour), 1);
    }
  });
  return (chosen) => {
    for (const [hub, { row }] of cells) row.className = hub === chosen ? "chosen" : "";
  };
}

/** A queue as a small curve, as high as its own peak. */
function spark(waiting, late) {
  const n = waiting.length;
  const most = Math.max(1, ...waiting);
  const shape = (values) => {
    const points = Array.from(values, (value, at) => `${at} ${(20 - (19 * value) / most).toFixed(1)}`);
    return `M0 20L${points.join("L")}L${n - 1} 20Z`;
  };
  const view = {
    class: "spark",
    viewBox: `0 0 ${Math.max(n - 1, 1)} 20`,
    preserveAspectRatio: "none",
    "aria-hidden": "true",
  };
  return svg("svg", view, svg("path", { class: "a", d: shape(waiting) }), svg("path", { class: "b", d: shape(late) }));
}
