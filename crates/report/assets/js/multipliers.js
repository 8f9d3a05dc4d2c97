// What a dearer transport makes of policies: figures over the cost multiplier, and all of them in a table.

import { byId, chip, el } from "./dom.js";
import { counted, number, percent, percentTick } from "./format.js";
import { chart } from "./chart.js";
import { table } from "./table.js";

/** A figure: its name in the data, the title of its chart, that of its column, and its text. */
const BY_MULTIPLIER = [
  ["departures", "Trucks per episode", "Trucks", (value) => number(value)],
  ["departures_to_first", "Trucks, against the lowest multiplier", "to lowest", (value) => number(value, 2)],
  ["fill_m3", "Fill by volume", "Fill", (value) => percent(value, 1)],
  ["vehicle_m3", "Capacity of a truck, m³", "m³ a truck", (value) => number(value, 1)],
  ["late_share", "Late packages", "Late", (value) => percent(value, 1)],
  ["cost_to_reference", "Cost against the economic heuristic", "Cost vs economic", (value) => number(value, 3)],
];
const CONTENDERS = { conditioned: "trained on all multipliers", own: "trained on this one alone", economic: "economic heuristic" };
const CONTENDER_COLORS = { conditioned: "--s0", own: "--s1", economic: "--s2" };

/** Shows the experiment, { worlds, seed, readings }; nothing where there is none. */
export function showMultipliers(experiment) {
  byId("multipliers-section").hidden = experiment === null;
  if (experiment === null) return;
  const { readings, worlds, seed } = experiment;
  const levels = [...new Set(readings.map((one) => one.multiplier))].sort((a, b) => a - b);
  const policies = [...new Set(readings.map((one) => one.policy))];
  const at = (policy, level) => readings.find((one) => one.policy === policy && one.multiplier === level);
  byId("multipliers-note").textContent =
    `Means over ${counted(worlds, "world")} of the base family, seed ${seed}, the same at each multiplier; training saw none of them. Bands and brackets: 95 % over worlds.`;
  for (const [name, title, , text] of BY_MULTIPLIER) {
    const value = (policy) => levels.map((level) => at(policy, level)?.[name].value ?? null);
    const end = (policy, which) => levels.map((level) => at(policy, level)?.[name].interval?.[which] ?? null);
    // Worlds differ in size, so bands of trucks per episode would say how far, and hide all else.
    const banded = name !== "departures" && readings.every((one) => one[name].interval);
    const series = policies.flatMap((policy) => {
      const line = { label: CONTENDERS[policy] ?? policy, color: CONTENDER_COLORS[policy] ?? "--s3", text: (x) => (x === null ? "–" : text(x)) };
      const ends = [
        { ...line, label: `${line.label}, upper end`, values: end(policy, "high"), faint: true },
        { ...line, label: `${line.label}, lower end`, values: end(policy, "low"), faint: true },
      ];
      return [...(banded ? ends : []), { ...line, values: value(policy), dashed: policy === "economic" }];
    });
    const bands = banded ? policies.map((_, index) => [3 * index, 3 * index + 1]) : [];
    // Each doubling is as wide as the next.
    const x = { label: "Multiplier", values: levels.map(Math.log2), text: (level) => times(2 ** level), ticks: () => levels.map(Math.log2) };
    const share = text(0).endsWith("%");
    const tick = share ? percentTick : (ratio) => (Math.abs(ratio) >= 10 ? number(ratio) : number(ratio, 2));
    byId("multipliers").append(chart({ title, series, bands, x, tick, range: withMargins }).node);
  }
  const estimate = (name, label, text) => ({
    label,
    number: true,
    value: (one) => one[name].value,
    text: ({ [name]: { value, interval } }) => {
      const bare = (end) => text(end).replace(" %", "");
      return interval ? `${text(value)} [${bare(interval.low)}, ${bare(interval.high)}]` : text(value);
    },
  });
  const named = {
    label: "Policy",
    value: (one) => CONTENDERS[one.policy] ?? one.policy,
    cell: (one) => el("span", {}, chip(CONTENDER_COLORS[one.policy] ?? "--s3"), CONTENDERS[one.policy] ?? one.policy),
  };
  byId("multipliers-table").append(
    table(
      [{ label: "Multiplier", number: true, value: (one) => one.multiplier, text: (one) => times(one.multiplier) }, named, ...BY_MULTIPLIER.map(([name, , label, text]) => estimate(name, label, text))],
      readings,
    ),
  );
}

/** A multiplier as short as it is exact; two to its logarithm may be off in the last digit. */
function times(multiplier) {
  return `×${Number(multiplier.toPrecision(6))}`;
}

function withMargins(_, low, high) {
  if (low === null) return [0, 1];
  const margin = (high - low || Math.abs(high) || 1) * 0.08;
  return [Math.max(0, low - margin), high + margin];
}
