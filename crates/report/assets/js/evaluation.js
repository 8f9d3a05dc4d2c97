// The page of an evaluation: policies side by side, over all cases and on each.

import { byId, chip, el } from "./dom.js";
import { counted, number, percent } from "./format.js";
import { startTheme } from "./theme.js";
import { table } from "./table.js";
import { chart } from "./chart.js";
import { FARTHEST, intervals } from "./intervals.js";

const data = JSON.parse(byId("data").textContent);
const { comparison, profiles, sizes } = data;
const { reference, overall, cases } = comparison;
const SERIES = ["--s0", "--s1", "--s2", "--s3", "--s4", "--s6", "--s5"];
const policies = overall.map((figures) => figures.policy);
const colorOf = (policy) => SERIES[policies.indexOf(policy) % SERIES.length];

startTheme();
byId("title").textContent = `Policies on ${cases.length === 1 ? cases[0].case : counted(cases.length, "case")}`;
byId("subtitle").textContent =
  `${counted(policies.length, "policy", "policies")} · ${counted(data.n_runs, "run")} · ${counted(data.n_seeds, "demand seed")}`;
byId("overall-note").textContent =
  `All policies met the same packages. Brackets and bands: 95 % bootstrap intervals over demand seeds. Reference: ${reference}.`;

const rows = (of) =>
  overall.map((figures) => ({ label: figures.policy, color: colorOf(figures.policy), ...of(figures) }));
byId("intervals").append(
  intervals({
    title: "Cost against the reference",
    note: "Mean over runs; below 1 is better. An arrow: beyond the scale.",
    rows: rows((one) => one.cost_to_reference),
    mark: 1,
  }),
  intervals({
    title: "Cost against the lower bound",
    note: "Interquartile mean over runs; nothing is below 1.",
    rows: rows((one) => one.cost_to_bound),
  }),
);
byId("overall").append(policyTable(overall, cases.length === 1));

/** The range of ratios that compete; a line that leaves it goes on in the table. */
function near(_, low, high) {
  const top = Math.min(high, low * FARTHEST);
  const margin = (top - low || 0.1) * 0.1;
  return [low - margin, top + margin];
}

const line = (label, color, values, text) => ({ label, color, values, text });
byId("profiles").append(
  chart({
    title: "Share of runs that cost at most this, against the reference",
    kind: "step",
    height: 240,
    range: [0, 1.02],
    tick: (share) => percent(share, 0),
    x: { label: "Cost against the reference", values: profiles.levels, text: (level) => number(level, 3) },
    ...profileSeries(),
  }).node,
);
// One size makes no curve, and one case no more than is said above.
if (sizes.hubs.length > 1)
  byId("profiles").append(
    chart({
      title: "Cost against the reference, by number of hubs",
      height: 240,
      range: near,
      tick: (ratio) => number(ratio, 2),
      x: { label: "Hubs", values: sizes.hubs, text: (hubs) => (Number.isInteger(hubs) ? number(hubs) : "") },
      series: policies.map((policy, at) =>
        line(policy, colorOf(policy), sizes.cost_to_reference[at], (ratio) => number(ratio, 3)),
      ),
    }).node,
  );
byId("cases").parentElement.hidden = cases.length < 2;
for (const one of cases) {
  const scroll = el(
    "div",
    { class: "scroll", tabindex: "0", role: "region", "aria-label": one.case },
    policyTable(one.policies, true),
  );
  const best = one.policies.reduce((a, b) => (b.total_cost < a.total_cost ? b : a));
  byId("cases").append(
    el("details", { class: "case" }, el("summary", {}, el("b", {}, one.case), ` cheapest: ${best.policy}`), scroll),
  );
}

byId("provenance").append(
  el(
    "p",
    {},
    "Statistics after Agarwal et al. (2021); docs/metrics.md defines each figure. Costs are in each case's currency.",
  ),
  el("p", {}, "Charts: uPlot 1.6.32, MIT licence, Leon Sorokin."),
);

/** Lines of all policies, each after the ends of its band, and the pairs of ends. */
function profileSeries() {
  const text = (share) => percent(share, 0);
  const [series, bands] = [[], []];
  policies.forEach((policy, at) => {
    const band = profiles.bands[at];
    if (band) {
      bands.push([series.length, series.length + 1]);
      series.push({ ...line(`${policy}, upper end`, colorOf(policy), band[1], text), faint: true });
      series.push({ ...line(`${policy}, lower end`, colorOf(policy), band[0], text), faint: true });
    }
    series.push(line(policy, colorOf(policy), profiles.shares[at], text));
  });
  return { series, bands };
}

/** One row a policy. A mean over cases has no cost: currencies differ, and the largest case would be most of it. */
function policyTable(figures, withCost) {
  const estimate = ({ value, interval }) =>
    interval ? `${number(value, 3)} [${number(interval.low, 3)}, ${number(interval.high, 3)}]` : number(value, 3);
  const count = (label, of, text) => ({ label, number: true, value: of, text: (one) => text(of(one)) });
  const columns = [
    {
      label: "Policy",
      value: (one) => one.policy,
      cell: (one) => el("span", {}, chip(colorOf(one.policy)), one.policy),
    },
    ...(withCost
      ? [
          count(
            "Mean cost",
            (one) => one.total_cost,
            (value) => number(value),
          ),
        ]
      : []),
    {
      label: "Cost / reference",
      number: true,
      value: (one) => one.cost_to_reference.value,
      text: (one) => estimate(one.cost_to_reference),
    },
    {
      label: "Cost / bound",
      number: true,
      value: (one) => one.cost_to_bound.value,
      text: (one) => estimate(one.cost_to_bound),
    },
    count(
      "P(better)",
      (one) => one.probability_of_improvement,
      (value) => number(value, 2),
    ),
    count(
      "Late",
      (one) => one.late_share,
      (value) => percent(value, 2),
    ),
    count(
      "Fill by volume",
      (one) => one.fill_m3,
      (value) => percent(value, 1),
    ),
    count(
      "Departures",
      (one) => one.departures,
      (value) => number(value),
    ),
    count(
      "Transit, h",
      (one) => one.transit_hours,
      (value) => number(value, 1),
    ),
  ];
  return table(columns, figures);
}
