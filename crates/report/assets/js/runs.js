// What came of runs: one in tiles, several in a table; and their held-out worlds.

import { byId, chip, el } from "./dom.js";
import { counted, number, percent } from "./format.js";
import { intervals } from "./intervals.js";
import { table } from "./table.js";
import { bar, lines, parts, tile } from "./tiles.js";

/** A score with its interval. */
export function scoreText({ mean, low, high }, decimals = 4) {
  return low === null ? number(mean, decimals) : `${number(mean, decimals)} [${number(low, 3)}, ${number(high, 3)}]`;
}

/** Seconds as people say them. */
export function duration(seconds) {
  if (seconds < 100) return [number(seconds, 1), "s"];
  if (seconds < 6000) return [number(seconds / 60, 1), "min"];
  return [number(seconds / 3600, 1), "h"];
}

/** A score as what it saves. */
function saved(mean) {
  const share = percent(Math.abs(1 - mean), 1);
  return mean < 1 ? `${share} cheaper than the tuned heuristic` : `${share} dearer than the tuned heuristic`;
}

/** The tiles of one run. */
export function showRun(run, planned) {
  const { best, last } = run.scores;
  const [collect, update] = run.seconds;
  const shares = [
    { label: "collect", value: collect, color: "--s0" },
    { label: "update", value: update, color: "--s1" },
  ].map((part) => ({ ...part, text: percent(part.value / (collect + update), 0) }));
  const until = best ? duration(best.seconds) : [];
  byId("figures").hidden = false;
  byId("figures").append(
    best
      ? tile("Best score, cost against tuned", "best", best.mean, number(best.mean, 4), best.low === null ? "" : `[${number(best.low, 3)}, ${number(best.high, 3)}]`, [
          lines(saved(best.mean), `mean of ${counted(best.ratios.length, "held-out world")}`),
        ])
      : tile("Best score", "best", null, "–", "", [lines("no score is logged")]),
    best
      ? tile("At iteration", "best_iteration", best.iteration, number(best.iteration), `of ${planned}`, [
          lines(`${number(best.hub_steps)} hub-steps`, `after ${until.join(" ")}`),
        ])
      : tile("At iteration", "best_iteration", null, "–", "", []),
    tile("Iterations done", "iterations", run.iterations, number(run.iterations), `of ${planned}`, [
      lines(`${number(run.hub_steps)} hub-steps`, last ? `last score ${number(last.mean, 4)}` : ""),
    ]),
    tile("Training time", "seconds", collect + update, ...duration(collect + update), [bar(shares), parts(shares), lines("without tuning and scoring")]),
    tile("Hub-steps per second", "speed", run.hub_steps / (collect + update), number(run.hub_steps / (collect + update)), "", [
      lines("mean of the whole run"),
    ]),
  );
}

/** The table of several runs, with the settings that they differ in. */
export function showRuns(runs, settings) {
  byId("runs-section").hidden = false;
  const scored = runs.filter((run) => run.scores.best);
  byId("runs-note").textContent = "Scores: cost against the tuned heuristic, mean over held-out worlds; below 1 is cheaper. Brackets: 95 % bootstrap intervals over these worlds.";
  if (scored.length > 0) {
    const rows = scored.map(({ name, color, scores: { best } }) => ({
      label: name,
      color,
      value: best.mean,
      interval: best.low === null ? null : { low: best.low, high: best.high },
    }));
    byId("best").append(intervals({ title: "Best score of each run", note: "An arrow: beyond the scale.", rows, mark: 1 }));
  }
  const score = (label, of) => ({
    label,
    number: true,
    value: (run) => of(run)?.mean ?? null,
    text: (run) => (of(run) ? scoreText(of(run)) : "–"),
  });
  const figure = (label, of, text = number) => ({ label, number: true, value: of, text: (run) => (of(run) === null ? "–" : text(of(run))) });
  const total = ({ seconds: [collect, update] }) => collect + update;
  const differing = settings.filter((one) => !one.is_common);
  byId("runs").append(
    table(
      [
        { label: "Run", value: (run) => run.name, cell: (run) => el("span", {}, chip(run.color), run.name) },
        score("Best score", (run) => run.scores.best),
        figure("At iteration", (run) => run.scores.best?.iteration ?? null),
        score("Last score", (run) => run.scores.last),
        figure("Iterations", (run) => run.iterations),
        figure("Hub-steps", (run) => run.hub_steps),
        figure("Training time", total, (seconds) => duration(seconds).join(" ")),
        ...differing.map((one) => ({
          label: one.key,
          value: (run) => one.values[runs.indexOf(run)],
          text: (run) => one.values[runs.indexOf(run)] ?? "–",
        })),
      ],
      runs,
    ),
  );
}

/** World by world: of one run the best and the last checkpoint, of several each one's best. */
export function showWorlds(runs, sameWorlds) {
  const scored = runs.filter((run) => run.scores.best);
  byId("worlds-section").hidden = scored.length === 0 || !sameWorlds;
  if (byId("worlds-section").hidden) return;
  const { worlds } = scored[0];
  const places = worlds.map((_, at) => at);
  const figure = (label, of) => ({ label, number: true, value: of, text: (at) => number(of(at)) });
  const ratio = (label, name, { ratios }) => ({
    label,
    number: true,
    value: (at) => ratios[at],
    cell: (at) => el("span", { [`data-${name}`]: worlds[at].name, "data-value": String(ratios[at]) }, number(ratios[at], 4)),
    mark: (at) => (ratios[at] < 1 ? "cheaper" : ""),
  });
  const ratios =
    runs.length === 1
      ? [
          ratio(`Best checkpoint, iteration ${number(runs[0].scores.best.iteration)}`, "best", runs[0].scores.best),
          ratio(`Last checkpoint, iteration ${number(runs[0].scores.last.iteration)}`, "last", runs[0].scores.last),
        ]
      : scored.map((run) => ratio(run.name, "best", run.scores.best));
  const cheaper = scored[0].scores.best.ratios.filter((one) => one < 1).length;
  byId("worlds-note").textContent =
    runs.length === 1
      ? `Cost of the policy over that of the economic heuristic tuned on each world by itself. The best checkpoint is cheaper on ${cheaper} of ${counted(worlds.length, "world")}; training saw none of them.`
      : "Cost of each run's best checkpoint over that of the economic heuristic tuned on each world by itself.";
  byId("worlds").append(
    table(
      [
        { label: "World", value: (at) => worlds[at].name, text: (at) => worlds[at].name },
        figure("Hubs", (at) => worlds[at].hubs),
        figure("Lanes", (at) => worlds[at].lanes),
        figure("Packages", (at) => worlds[at].packages),
        figure("Cost of the heuristic", (at) => worlds[at].reference_cost),
        ...ratios,
      ],
      places,
    ),
  );
}
