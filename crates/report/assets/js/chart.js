// Charts over a number, drawn by uPlot, each with its values under the pointer and a table of all of them behind it.

import { chip, el, onResize } from "./dom.js";
import { short } from "./format.js";
import { table } from "./table.js";
import { colors, onTheme } from "./theme.js";

/**
 * A chart.
 *
 * `x` is { label, values, text(value), tick?(value), ticks? }: the table says `text`, the axis says `tick` at `ticks`. A series is
 * { label, color, values, text(value) }; a `faint` one stands behind the others and is in the table only, a `dashed` one is dashed, and
 * one that is `joined` across absent values says the nearest. `kind` is "line", "area", "step", or "bars", which stack. `bands` are pairs of
 * series, upper and lower, with colour between them. `range` fixes the vertical axis, `tick` writes its labels. Where the page names the
 * colours already, it is `unnamed`. `onPick(x)` gets where a click was.
 */
export function chart(given) {
  const { title, x, series, kind = "line", height = 170, onPick, unnamed } = given;
  const values = series.map(() => el("b"));
  const named = (one, at) => el("span", { title: one.label }, chip(one.color), unnamed ? "" : one.label, " ", values[at]);
  const legend = el("div", { class: "series" }, ...series.flatMap((one, at) => (one.faint ? [] : [named(one, at)])));
  const place = el("div");
  const behind = el("details", {}, el("summary", {}, "Table"));
  const figure = el("figure", { class: "chart" }, title ? el("figcaption", {}, title) : "", legend, place, behind);
  behind.addEventListener("toggle", () => {
    if (behind.open && behind.childElementCount === 1) behind.append(tableOf(title, x, series));
  });
  const state = { plot: null, data: columnsOf(x, series, kind) };
  const show = (at) =>
    values.forEach((value, i) => {
      value.textContent = at === null || at === undefined ? "" : series[i].text(valueAt(series[i], at));
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
    const options = plotOptions({ ...given, kind, height, width: Math.max(place.clientWidth, 120) });
    options.hooks = { setCursor: [(plot) => show(plot.cursor.idx)] };
    state.plot = new uPlot(options, state.data, place);
    if (onPick)
      state.plot.over.addEventListener("click", () => onPick(state.plot.posToVal(state.plot.cursor.left, "x")));
  };
  onTheme(build);
  onResize(place, () => {
    if (state.plot && place.clientWidth > 0) state.plot.setSize({ width: place.clientWidth, height });
  });
  /** Shows other values of the same series, over another axis if one is given. */
  const update = (columns, axis) => {
    columns.forEach((one, at) => {
      series[at].values = one;
    });
    Object.assign(x, axis);
    state.data = columnsOf(x, series, kind);
    if (axis) build();
    else state.plot?.setData(state.data);
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

/** The value at a point; of a joined series the nearest that there is. */
function valueAt({ values, joined }, at) {
  if (!joined) return values[at];
  for (let off = 0; off < values.length; off += 1) {
    const near = values[at - off] ?? values[at + off];
    if (near !== null && near !== undefined) return near;
  }
  return null;
}

function plotOptions({ x, series, kind, range, tick = short, height, width, bands = [] }) {
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
    // On the right half of the last label.
    padding: [8, 20, 0, 0],
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
    // Series are counted from 1 there.
    bands: bands.map(([upper, lower]) => ({ series: [upper + 1, lower + 1], fill: faded(strokes[upper], 0.16) })),
    series: [
      {},
      ...series.map((one, i) => ({
        stroke: one.faint ? faded(strokes[i], 0.4) : strokes[i],
        fill: kind === "bars" ? strokes[i] : kind === "area" ? faded(strokes[i], 0.16) : undefined,
        width: kind === "bars" ? 0 : one.faint ? 1 : 1.5,
        dash: one.dashed ? [6, 4] : undefined,
        spanGaps: Boolean(one.joined),
        paths: paths[kind],
        points: { show: kind === "line" && !one.faint && x.values.length < 40, size: 5, fill: strokes[i] },
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

function faded(color, share) {
  return color.replace("rgb(", "rgba(").replace(")", `, ${share})`);
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
