// The page of an explanation: what each group of features is worth to a policy.

import { byId, el } from "./dom.js";
import { counted, number, percent } from "./format.js";
import { startTheme } from "./theme.js";
import { table } from "./table.js";
import { intervals } from "./intervals.js";

const data = JSON.parse(byId("data").textContent);
const { groups, currency } = data;
/** A rise over the policy as it is. */
const rise = (ratio) => `${ratio > 1 ? "+" : ""}${percent(ratio - 1, 1)}`;

startTheme();
byId("title").textContent = `What ${data.policy} decides by`;
byId("subtitle").textContent =
  `${data.case} · ${counted(data.seeds.length, "demand seed")} · ${number(data.total_cost)} ${currency}, ` +
  `${percent(data.late_share, 2)} late, ${counted(Math.round(data.departures), "truck")} as it is`;
byId("groups-note").textContent =
  "By how much the total cost rises when the policy cannot tell what a group of features says. " +
  "Brackets and bars: 95 % bootstrap intervals over demand seeds.";

byId("intervals").append(
  intervals({
    title: "Rise of the total cost",
    note: "Mean over demand seeds, each against the same demand under the policy as it is.",
    rows: groups.map((group) => ({
      label: group.name,
      color: group.interval && group.interval[0] <= 1 ? "--s5" : "--s0",
      value: group.cost_ratio,
      interval: group.interval && { low: group.interval[0], high: group.interval[1] },
    })),
    mark: 1,
    farthest: Infinity,
    text: rise,
  }),
);

const figure = (label, of, text) => ({ label, number: true, value: of, text: (group) => text(of(group)) });
byId("groups").append(
  table(
    [
      { label: "Group", value: (group) => group.name, text: (group) => group.name },
      figure("Cost rises by", (group) => group.cost_ratio, rise),
      figure(
        "Total cost",
        (group) => group.total_cost,
        (cost) => number(cost),
      ),
      figure(
        "Late",
        (group) => group.late_share,
        (share) => percent(share, 2),
      ),
      figure(
        "Fill by volume",
        (group) => group.fill_m3,
        (share) => percent(share, 1),
      ),
      figure(
        "Departures",
        (group) => group.departures,
        (count) => number(count),
      ),
    ],
    groups,
  ),
);

byId("features").append(
  table(
    [
      { label: "Group", text: (group) => group.name },
      {
        label: "What it tells, and its features",
        cell: (group) =>
          el("div", { class: "wrapped" }, group.tells, el("div", { class: "muted" }, group.features.join(", "))),
      },
    ],
    groups,
  ),
);

const hash = (text) => text.slice(0, 16);
const measured = `Case ${data.case} (${hash(data.case_hash)}), policy ${data.policy} (${hash(data.policy_hash)})`;
byId("provenance").append(
  el("p", {}, `${measured}, linehaul ${data.version}. Costs are in ${currency}.`),
  el("p", {}, "Permutation importance after Breiman (2001); docs/metrics.md defines each figure."),
);
