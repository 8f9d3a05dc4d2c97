// Learning curves: scores with their intervals, and every figure of an iteration, over iterations or hub-steps.

import { byId, chip, el } from "./dom.js";
import { number, percent, percentTick, short } from "./format.js";
import { chart } from "./chart.js";

/** Scores beyond so many times the least are off the scale: the first checkpoints would press all others into a line. */
const FARTHEST_SCORE = 1.15;
/** More runs than these are named once, above all charts. */
const NAMED = 4;

/** A figure: its name in the data, title, text, and a fixed range if it has one. */
const FIGURES = [
  ["episode_return", "Return of a lane over an episode", (value) => number(value, 2)],
  ["reward", "Mean reward of a lane and hour", (value) => number(value, 4)],
  ["late_share", "Late packages", (value) => percent(value, 1)],
  ["fill_m3", "Fill by volume", (value) => percent(value, 1)],
  ["departures", "Trucks per episode", (value) => number(value)],
  ["entropy", "Entropy of the choices, nats", (value) => number(value, 3)],
  ["kl", "KL divergence of an update, nats", (value) => number(value, 4)],
  ["clipped", "Clipped share of the decisions", (value) => percent(value, 1)],
  ["explained_variance", "Explained variance of the returns", (value) => percent(value, 0)],
  ["hub_steps_per_second", "Hub-steps per second", (value) => number(value)],
  ["collect_share", "Collecting, share of the time", (value) => percent(value, 0), [0, 1]],
];

const AXES = {
  iterations: { label: "Iteration", text: (value) => number(value), tick: (value) => (value % 1 === 0 ? short(value) : "") },
  hub_steps: { label: "Hub-steps", text: (value) => number(value), tick: short },
};

/** Draws all curves of the runs, each { name, color, dashed, scores, curves }, and lets the axis be chosen. */
export function showCurves(runs, thinning) {
  const several = runs.length > 1;
  const unnamed = runs.length > NAMED;
  const charts = [];
  /** A chart of lines, each { label, color, x(axis), y, ... }; absent ones are left out. */
  const add = (place, options, lines) => {
    const over = (axis) => joined(lines.map((line) => [line.x(axis), line.y]));
    const [values, ...columns] = over("iterations");
    const series = lines.map((line, at) => ({ ...line, values: columns[at], joined: true }));
    const drawn = chart({ ...options, unnamed, x: { ...AXES.iterations, values }, series });
    charts.push((axis) => {
      const [others, ...ys] = over(axis);
      drawn.update(ys, { ...AXES[axis], values: others });
    });
    byId(place).append(drawn.node);
  };
  const scored = runs.filter((run) => run.scores.n > 0);
  if (scored.length > 0) addScores(add, scored, several);
  for (const [name, title, text, range] of FIGURES) {
    const lines = runs.flatMap((run) => {
      const { raw, smooth } = run.curves;
      const one = { label: several ? run.name : "mean", color: run.color, dashed: run.dashed, text };
      const x = (axis) => run.curves[axis];
      const behind = raw && smooth ? [{ ...one, label: `${several ? run.name : ""} raw`.trim(), x, y: raw[name], faint: true }] : [];
      return [...behind, { ...one, label: several ? run.name : smooth ? "smoothed" : "mean", x, y: (smooth ?? raw)[name] }];
    });
    add("curves", { title, range: range ?? around, tick: tickOf(text) }, lines);
  }
  if (unnamed) byId("legend").append(...runs.map((run) => el("span", { class: "key" }, chip(run.color), run.name)));
  byId("curves-note").textContent = note(thinning, scored, several);
  byId("axis").addEventListener("change", (event) => charts.forEach((update) => update(event.target.value)));
}

function addScores(add, runs, several) {
  const text = (value) => number(value, 4);
  const lines = runs.flatMap(({ name, color, dashed, scores }) => {
    const x = (axis) => scores[axis];
    const line = (label, y, faint) => ({ label, color, dashed, text, x, y, faint });
    const ends = [line("95 % interval, upper end", scores.highs, true), line("lower end", scores.lows, true)];
    const hasEnds = !several && scores.lows.some((low) => low !== null);
    return [...(hasEnds ? ends : []), line(several ? name : "mean over the worlds", scores.means)];
  });
  // A line at 1 needs two points only.
  const farthest = (axis) => {
    const ends = runs.map(({ scores }) => [scores[axis][0], scores[axis].at(-1)]);
    return [Math.min(...ends.map(([first]) => first)), Math.max(...ends.map(([, last]) => last))];
  };
  const even = { label: "tuned heuristic", color: "--s5", dashed: true, text, x: farthest, y: [1, 1] };
  const banded = lines[0].faint ? [[0, 1]] : [];
  const title = "Cost against the tuned heuristic, on held-out worlds";
  add("score", { title, height: 260, range: nearBest(runs), tick: (ratio) => number(ratio, 3), bands: banded }, [...lines, even]);
}

/** Columns over all places of either, as uPlot joins them; a place twice, as of one point, is once there. */
function joined(lines) {
  const apart = lines.map(([x, y]) => {
    const kept = x.map((value, at) => value !== x[at - 1]);
    return [x.filter((_, at) => kept[at]), y.filter((_, at) => kept[at])];
  });
  return uPlot.join(apart);
}

/** A range in which the best scores are told apart, and each run's last one is seen. */
function nearBest(runs) {
  const lasts = runs.map(({ scores }) => scores.last.mean * 1.01);
  return (_, low, high) => {
    const top = Math.min(high, Math.max(low * FARTHEST_SCORE, 1, ...lasts));
    const margin = (top - low || 0.1) * 0.08;
    return [low - margin, top + margin];
  };
}

function around(_, low, high) {
  if (low === null) return [0, 1];
  const margin = (high - low || Math.abs(high) || 1) * 0.06;
  return [low - margin, high + margin];
}

/** Labels of an axis: as a value is said where that is a share, else short. */
function tickOf(text) {
  return text(0).endsWith("%") ? percentTick : (value) => (Math.abs(value) >= 1000 ? number(value) : String(Number(value.toPrecision(3))));
}

function note({ bucket, window, smooth_only: smoothOnly }, scored, several) {
  const smooth = `means over the ${number(window)} iterations around a point`;
  const points = bucket > 1 ? `means over ${number(bucket)} iterations each, so spikes are lower here than in metrics.jsonl` : "every iteration";
  const lines = [];
  if (smoothOnly) lines.push(`Lines: ${smooth}, a point every ${bucket === 1 ? "iteration" : `${number(bucket)} iterations`}.`);
  else if (window > 1) lines.push(`Strong lines: ${smooth}. Faint lines: ${points}.`);
  else lines.push(`Lines: ${points}.`);
  const left = scored.some(({ scores }) => scores.n > scores.iterations.length);
  if (scored.length > 0) {
    const band = several ? "The table above has the intervals." : "Band: 95 % bootstrap interval of the mean over these worlds.";
    lines.push(`${band}${left ? " Some checkpoints between are left out." : ""} Scores far above the best and the last are off the scale.`);
  }
  return lines.join(" ");
}
