// Charts over a number, drawn by uPlot, each with its values under the pointer and a table of all of them behind it.

import { chip, el, onResize } from "./dom.js";
import { short } from "./format.js";
import { table } from "./table.js";
import { colors, onTheme } from "./theme.js";

/**
 * A chart.
 *
 * `x` is { label, values, text(value), tick?(value), ticks? }: the table says `text`, the axis says `tick` at `ticks`. A series is
 * { label, color, values, text(value) }. `kind` is "line", "area", "step", or "bars", which stack. `range` fixes the vertical axis, `tick`
 * writes its labels. `onPick(x)` gets where a click was.
 */
export function chart({ title, x, series, kind = "line", range, tick = short, height = 170, onPick }) {
  const values = series.map(() => el("b"));
  const legend = el(
    "div",
    { class: "series" },
    ...series.map((one, at) => el("span", {}, chip(one.color), one.label, " ", values[at])),
  );
  const place = el("div");
  const behind = el("details", {}, el("summary", {}, "Table"));
  const figure = el("figure", { class: "chart" }, title ? el("figcaption", {}, title) : "", legend, place, behind);
  behind.addEventListener("toggle", () => {
    if (behind.open && behind.childElementCount === 1) behind.append(tableOf(title, x, series));
  });
  const state = { plot: null, data: columnsOf(x, series, kind) };
  const show = (at) =>
    values.forEach((value, i) => {
      value.textContent = at === null || at === undefined ? "" : series[i].text(series[i].values[at]);
    });
  const build = () => {
    state.plot?.destroy();
    place.replaceChildren();
    // An area may get other values later; what else is all zero stays so.
    const nothing = kind !== "area" && series.every((one) => one.values.every((value) => !value));
    if (x.values.length === 0 || nothing) {
      place.append(el("p", { class: "empty" }, "Nothing to show."));
      return;
    }
    const options = plotOptions({ x, series, kind, range, tick, height, width: Math.max(place.clientWidth, 120) });
    options.hooks = { setCursor: [(plot) => show(plot.cursor.idx)] };
    state.plot = new uPlot(options, state.data, place);
    if (onPick)
      state.plot.over.addEventListener("click", () => onPick(state.plot.posToVal(state.plot.cursor.left, "x")));
  };
  onTheme(build);
  onResize(place, () => {
    if (state.plot && place.clientWidth > 0) state.plot.setSize({ width: place.clientWidth, height });
  });
  /** Shows other values of the same series. */
  const update = (columns) => {
    columns.forEach((one, at) => {
      series[at].values = one;
    });
    state.data = columnsOf(x, series, kind);
    state.plot?.setData(state.data);
    if (behind.childElementCount > 1) behind.lastChild.replaceWith(tableOf(title, x, series));
  };
  return { node: figure, plot: () => state.plot, update };
}

/** Ticks at multiples of a unit, as many as there is room for. */
export function every(unit) {
  return (plot, _, low, high) => {
    const [first, last] = [Math.ceil(low / unit), Math.floor(high / unit)];
    const step = Math.max(1, Math.ceil((last - first + 1) / Math.max(1, plot.width / 64)));
    return Array.from({ length: Math.floor((last - first) / step) + 1 }, (__, at) => (first + at * step) * unit);
  };
}

/** Bars stack: each series is drawn as the sum of itself and those after it, the largest sum first. */
function columnsOf(x, series, kind) {
  if (kind !== "bars") return [x.values, ...series.map((one) => one.values)];
  const sums = series.map((one) => Array.from(one.values, (value) => value ?? 0));
  for (let i = sums.length - 2; i >= 0; i -= 1) sums[i] = sums[i].map((value, at) => value + sums[i + 1][at]);
  return [x.values, ...sums];
}

function plotOptions({ x, series, kind, range, tick, height, width }) {
  const [muted, hairline, ...strokes] = colors(["--muted", "--hairline", ...series.map((one) => one.color)]);
  const font = "11px system-ui, sans-serif";
  const axis = { stroke: muted, font, grid: { stroke: hairline, width: 1 }, ticks: { show: false } };
  const paths = {
    line: undefined,
    area: undefined,
    step: uPlot.paths.stepped({ align: 1 }),
    bars: uPlot.paths.bars({ size: [0.72, 60] }),
  };
  return {
    width,
    height,
    padding: [8, 12, 0, 0],
    legend: { show: false },
    cursor: { y: false, drag: { x: false, y: false }, points: { show: kind !== "bars" } },
    scales: { x: { time: false, range: kind === "bars" ? barRange : undefined }, y: { range: range ?? fromZero } },
    axes: [
      {
        ...axis,
        size: 28,
        grid: { show: false },
        space: 56,
        values: (_, ticks) => ticks.map(x.tick ?? x.text),
        ...(x.ticks ? { splits: x.ticks } : {}),
      },
      { ...axis, size: 50, values: (_, ticks) => ticks.map((value) => (value === null ? "" : tick(value))) },
    ],
    series: [
      {},
      ...series.map((one, i) => ({
        stroke: strokes[i],
        fill: kind === "bars" ? strokes[i] : kind === "area" ? faded(strokes[i]) : undefined,
        width: kind === "bars" ? 0 : 1.5,
        paths: paths[kind],
        points: { show: kind === "line" && x.values.length < 40, size: 5, fill: strokes[i] },
      })),
    ],
  };
}

function fromZero(_, low, high) {
  const top = high === null || high <= 0 ? 1 : high * 1.08;
  return [Math.min(0, low ?? 0), top];
}

/** Half a bar of room at both ends. */
function barRange(plot, low, high) {
  const step = plot.data[0].length > 1 ? plot.data[0][1] - plot.data[0][0] : 1;
  return [low - step / 2, high + step / 2];
}

function faded(color) {
  return color.replace("rgb(", "rgba(").replace(")", ", 0.16)");
}

function tableOf(title, x, series) {
  const columns = [{ label: x.label, text: (at) => x.text(x.values[at]), value: (at) => x.values[at] }];
  for (const one of series) {
    columns.push({
      label: one.label,
      number: true,
      value: (at) => one.values[at],
      text: (at) => one.text(one.values[at]),
    });
  }
  const rows = Array.from(x.values, (_, at) => at);
  return el(
    "div",
    { class: "scroll", tabindex: "0", role: "region", "aria-label": `${title}, table` },
    table(columns, rows),
  );
}
