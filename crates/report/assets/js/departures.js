// The tables of lanes and of departures.

import { byId, el } from "./dom.js";
import { iso, moment, number, percent } from "./format.js";
import { longTable } from "./rows.js";
import { table } from "./table.js";
import { FILL_COLORS, fillBin } from "./trucks.js";

/** A share as a bar and a number. */
export function meter(share) {
  if (share === null) return "–";
  const inner = el("i");
  inner.style.width = `${Math.min(100, share * 100)}%`;
  inner.style.background = `var(${FILL_COLORS[fillBin(share)]})`;
  return el("span", {}, el("span", { class: "meter", "aria-hidden": "true" }, inner), percent(share));
}

/** Lanes, worst first. */
export function showLanes({ lanes, hubs, lane_totals: totals, case: { currency } }) {
  if (lanes.length === 0) {
    byId("lanes").append(el("p", { class: "empty" }, "The case has no lanes."));
    return;
  }
  const name = (at) => `${hubs[lanes[at].from].name} → ${hubs[lanes[at].to].name}`;
  const count = (label, of) => ({ label, number: true, value: of, text: (at) => number(of(at)) });
  const columns = [
    { label: "Lane", value: name, text: name },
    count(`Empty space, ${currency}`, (at) => totals[at].empty_cost),
    count(`Cost, ${currency}`, (at) => totals[at].cost),
    {
      label: "Fill by volume",
      number: true,
      value: (at) => totals[at].fill_m3,
      cell: (at) => meter(totals[at].fill_m3),
    },
    count("Departures", (at) => totals[at].departures),
    count("Packages", (at) => totals[at].packages),
    { ...count("Late", (at) => totals[at].late), mark: (at) => (totals[at].late > 0 ? "late" : "") },
    count("km", (at) => lanes[at].km),
    count("h", (at) => lanes[at].hours),
  ];
  byId("lanes").append(
    table(
      columns,
      lanes.map((_, at) => at),
      { sort: 1 },
    ),
  );
}

/** All departures; the time of a row moves the clock. */
export function showDepartures(data, trucks, clock) {
  if (trucks.n === 0) {
    byId("departures").append(el("p", { class: "empty" }, "No truck left in this schedule."));
    return;
  }
  const {
    hubs,
    lanes,
    types,
    case: { start, currency },
  } = data;
  const lane = (row) => lanes[trucks.lanes[row]];
  const [from, to] = [(row) => hubs[lane(row).from], (row) => hubs[lane(row).to]];
  const type = (row) => types[trucks.types[row]].id;
  const cost = (row) => trucks.prices[trucks.costs[row]];
  const [kg, m3] = [(row) => trucks.grams[row] / 1e3, (row) => trucks.ml[row] / 1e6];
  const leaves = (row) => start + trucks.hours[row] * 3600;
  const arrives = (row) => leaves(row) + trucks.durations[row] * 3600;
  const count = (label, of, decimals = 0) => ({
    label,
    number: true,
    value: of,
    text: (row) => number(of(row), decimals),
  });
  const time = (row) => {
    const button = el(
      "button",
      { type: "button", class: "link", title: "Show this hour on the map" },
      moment(leaves(row)),
    );
    button.addEventListener("click", () => {
      clock.pause();
      clock.seek(trucks.hours[row] + Math.min(0.5, trucks.durations[row] / 2));
      byId("map").scrollIntoView({ block: "center" });
    });
    return button;
  };
  const columns = [
    { label: "Departs, UTC", value: leaves, cell: time },
    { label: "Arrives", value: arrives, text: (row) => moment(arrives(row)) },
    { label: "From", value: (row) => from(row).name, text: (row) => from(row).name },
    { label: "To", value: (row) => to(row).name, text: (row) => to(row).name },
    { label: "Vehicle", value: (row) => trucks.types[row], text: type },
    { label: "Fill", number: true, value: (row) => trucks.fill[row], cell: (row) => meter(trucks.fill[row]) },
    count("m³", m3, 1),
    count("kg", kg),
    count("Packages", (row) => trucks.packages[row]),
    { ...count("Late", (row) => trucks.late[row]), mark: (row) => (trucks.late[row] > 0 ? "late" : "") },
    count("km", (row) => lane(row).km),
    count(currency, cost),
    count("Id", (row) => trucks.ids[row]),
  ];
  const laneTexts = lanes.map((one) =>
    `${hubs[one.from].name} ${hubs[one.to].name} ${hubs[one.from].id} ${hubs[one.to].id}`.toLowerCase(),
  );
  const typeTexts = types.map((one) => one.id.toLowerCase());
  byId("departures").append(
    longTable({
      n: trucks.n,
      columns,
      thing: "departure",
      searched: (row) => `${laneTexts[trucks.lanes[row]]} ${typeTexts[trucks.types[row]]}`,
      choice: {
        label: "All vehicle types",
        options: types.map((one) => one.id),
        has: (row, option) => trucks.types[row] === option,
      },
      csv: {
        name: `${data.case.name}-departures.csv`,
        header: [
          "departure_id",
          "departed_at",
          "arrives_at",
          "origin",
          "destination",
          "vehicle_type",
          "kg",
          "m3",
          "fill",
          "km",
          "cost",
          "packages",
          "late",
        ],
        row: (row) => [
          trucks.ids[row],
          iso(leaves(row)),
          iso(arrives(row)),
          from(row).id,
          to(row).id,
          type(row),
          kg(row),
          m3(row),
          trucks.fill[row],
          lane(row).km,
          cost(row),
          trucks.packages[row],
          trucks.late[row],
        ],
      },
    }),
  );
}
