// The page of two schedules of one case: what changed from a to b.

import { byId, chip, el } from "./dom.js";
import { iso, moment, number, percent, shortDay } from "./format.js";
import { startTheme } from "./theme.js";
import { table } from "./table.js";
import { chart, every } from "./chart.js";
import { longTable } from "./rows.js";

const data = JSON.parse(byId("data").textContent);
const { a, b, figures, lanes, departures, days } = data;
const [COLOR_A, COLOR_B] = ["--s5", "--s0"];

startTheme();
byId("title").textContent = `${a.case}: what changed`;
byId("subtitle").append(
  el("span", { class: "key" }, chip(COLOR_A), `a: ${a.policy}, demand seed ${a.seed}`),
  el("span", { class: "key" }, chip(COLOR_B), `b: ${b.policy}, demand seed ${b.seed}`),
);
byId("seeds").hidden = a.seed === b.seed;

/** Texts of a figure by its unit. */
const shown = {
  money: (value) => number(value),
  count: (value) => number(value),
  share: (value) => percent(value, 2),
  ratio: (value) => number(value, 3),
  km: (value) => `${number(value)} km`,
  m3: (value) => `${number(value, 1)} m³`,
  hours: (value) => `${number(value, 1)} h`,
};
const signed = (value, text) => (value > 0 ? `+${text(value)}` : text(value));
const relative = (one) => (one.a === 0 ? null : (one.b - one.a) / one.a);

byId("changes").append(
  table(
    [
      { label: "Figure", text: (one) => one.name.replaceAll("_", " ") },
      {
        label: "a",
        number: true,
        cell: (one) => el("span", { "data-a": one.name, "data-value": String(one.a) }, shown[one.unit](one.a)),
      },
      {
        label: "b",
        number: true,
        cell: (one) => el("span", { "data-b": one.name, "data-value": String(one.b) }, shown[one.unit](one.b)),
      },
      { label: "Change", number: true, text: (one) => signed(one.b - one.a, shown[one.unit]) },
      {
        label: "%",
        number: true,
        text: (one) => (relative(one) === null ? "–" : signed(relative(one), (value) => percent(value, 1))),
      },
    ],
    figures,
  ),
);

byId("days").append(
  chart({
    title: "Shipment cost by day of departure",
    height: 200,
    x: { label: "Day", values: days.starts, text: (seconds) => shortDay(seconds), ticks: every(86400) },
    series: [
      { label: "a", color: COLOR_A, values: days.a, text: (value) => number(value) },
      { label: "b", color: COLOR_B, values: days.b, text: (value) => number(value) },
    ],
  }).node,
);

const laneName = (lane) => `${lane.from} → ${lane.to}`;
const count = (label, of, text = (value) => number(value)) => ({
  label,
  number: true,
  value: of,
  text: (lane) => text(of(lane)),
});
const share = (value) => percent(value, 1);
byId("lanes").append(
  table(
    [
      { label: "Lane", value: laneName, text: laneName },
      count(
        "Change of cost",
        (lane) => lane.b.cost - lane.a.cost,
        (value) => signed(value, number),
      ),
      count("Cost a", (lane) => lane.a.cost),
      count("Cost b", (lane) => lane.b.cost),
      count("Trucks a", (lane) => lane.a.departures),
      count("Trucks b", (lane) => lane.b.departures),
      count("Mean fill a", (lane) => lane.a.fill, share),
      count("Mean fill b", (lane) => lane.b.fill, share),
    ],
    lanes,
  ),
);

const { unchanged, reloaded, only_a: onlyA, only_b: onlyB } = departures;
byId("matched").textContent =
  [
    `${number(unchanged)} trucks left in both, at the same hour with the same packages`,
    `${number(reloaded)} with other packages`,
    `${number(onlyA.length)} only in a`,
    `${number(onlyB.length)} only in b`,
  ].join("; ") + ".";
const changed = [...onlyA.map((one) => ["a", one]), ...onlyB.map((one) => ["b", one])];
changed.sort(([, one], [, other]) => one.departed_at - other.departed_at);
if (changed.length === 0) byId("departures").append(el("p", { class: "empty" }, "Every truck left in both schedules."));
else {
  const field = (label, of) => ({ label, value: (row) => of(changed[row][1]), text: (row) => of(changed[row][1]) });
  const figure = (label, of, text) => ({
    label,
    number: true,
    value: (row) => of(changed[row][1]),
    text: (row) => text(of(changed[row][1])),
  });
  byId("departures").append(
    longTable({
      n: changed.length,
      thing: "departure",
      columns: [
        {
          label: "Only in",
          value: (row) => changed[row][0],
          cell: (row) => el("span", {}, chip(changed[row][0] === "a" ? COLOR_A : COLOR_B), changed[row][0]),
        },
        {
          label: "Departs, UTC",
          value: (row) => changed[row][1].departed_at,
          text: (row) => moment(changed[row][1].departed_at),
        },
        field("From", (one) => one.from),
        field("To", (one) => one.to),
        field("Vehicle", (one) => one.vehicle_type),
        figure("Fill", (one) => one.fill, share),
        figure(
          "Cost",
          (one) => one.cost,
          (value) => number(value),
        ),
      ],
      searched: (row) =>
        [changed[row][1].from, changed[row][1].to, changed[row][1].vehicle_type].join(" ").toLowerCase(),
      choice: {
        label: "In a or in b",
        options: ["only in a", "only in b"],
        has: (row, option) => changed[row][0] === (option === 0 ? "a" : "b"),
      },
      csv: {
        name: `${a.case}-changes.csv`,
        header: ["only_in", "departure_id", "departed_at", "origin", "destination", "vehicle_type", "fill", "cost"],
        row: (row) => {
          const [side, one] = changed[row];
          return [side, one.id, iso(one.departed_at), one.from, one.to, one.vehicle_type, one.fill, one.cost];
        },
      },
    }),
  );
}
byId("provenance").append(
  el("p", {}, `Case ${a.case} (${a.case_hash.slice(0, 16)}). Costs are in its currency, times are UTC.`),
  el("p", {}, "Charts: uPlot 1.6.32, MIT licence, Leon Sorokin."),
);
