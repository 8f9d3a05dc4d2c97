// The figures of the summary: those that a planner asks for first, and all of them.

import { byId, el } from "./dom.js";
import { counted, number, percent } from "./format.js";
import { table } from "./table.js";
import { bar, lines, parts, tile } from "./tiles.js";

/** Every number of the summary: its name, how it is shown, what it is. */
const ALL = [
  ["total_cost", "money", "shipment, SLA and settlement"],
  ["shipment_cost", "money", "cost of the departures"],
  ["sla_cost", "money", "late penalties and late waiting"],
  ["late_penalty_cost", "money", "one-off penalties of late packages"],
  ["late_waiting_cost", "money", "late packages that went on waiting"],
  ["settlement_cost", "money", "the rest of the way of what is under way at the end"],
  ["lower_bound", "money", "no schedule of this demand can cost less"],
  ["cost_to_bound", "ratio", "total cost over lower bound"],
  ["packages", "count", "packages of the demand"],
  ["delivered", "count", "packages at their destination"],
  ["under_way", "count", "packages that wait or ride at the end"],
  ["judged", "count", "packages delivered, or due within the horizon"],
  ["late", "count", "of these, delivered after their due hour or not at all"],
  ["late_share", "share", "late over judged"],
  ["departures", "count", "trucks that left"],
  ["fill_m3", "share", "loaded over offered volume"],
  ["fill_kg", "share", "loaded over offered weight"],
  ["mean_vehicle_m3", "m³", "mean volume of the trucks that left"],
  ["vehicle_km", "km", "distance driven"],
  ["mean_transit_hours", "h", "release to delivery, delivered packages"],
  ["mean_dwell_hours", "h", "of it at hubs"],
  ["mean_hops", "trucks", "trucks that carried a delivered package"],
];

const DECIMALS = { "m³": 1, km: 0, h: 1, trucks: 2 };

/** Series of the vehicle types, smallest first. */
export const TYPE_COLORS = ["--s1", "--s2", "--s0", "--s3", "--s4", "--s6", "--s5"];

/** The colour of a vehicle type. */
export function typeColor(type) {
  return TYPE_COLORS[type % TYPE_COLORS.length];
}

/** Fills the strip on top. */
export function showFigures({ summary, case: { currency }, types }) {
  const money = (amount) => `${number(amount)} ${currency}`;
  const byType = summary.departures_by_type.map(({ vehicle_type: id, departures }) => {
    const at = types.findIndex((type) => type.id === id);
    return { label: id, value: departures, text: number(departures), color: typeColor(Math.max(at, 0)) };
  });
  const costs = [
    { label: "shipment", value: summary.shipment_cost, color: "--s0" },
    { label: "SLA", value: summary.sla_cost, color: "--late" },
    { label: "settlement", value: summary.settlement_cost, color: "--s5" },
  ].map((part) => ({ ...part, text: percent(summary.total_cost > 0 ? part.value / summary.total_cost : 0) }));
  byId("figures").append(
    tile("Total cost", "total_cost", summary.total_cost, number(summary.total_cost), currency, [
      bar(costs),
      parts(costs),
      lines(`${number(summary.cost_to_bound, 3)} × lower bound`),
    ]),
    tile("Late", "late_share", summary.late_share, number(summary.late_share * 100, 2), "%", [
      lines(`${number(summary.late)} of ${counted(summary.judged, "package")}`, "delivered or due"),
    ]),
    tile("Fill by volume", "fill_m3", summary.fill_m3, number(summary.fill_m3 * 100, 1), "%", [
      lines(`${percent(summary.fill_kg)} by weight`, `${number(summary.vehicle_km)} km driven`),
    ]),
    tile("Departures", "departures", summary.departures, number(summary.departures), "trucks", [
      bar(byType),
      parts(byType),
    ]),
    tile("Mean transit", "mean_transit_hours", summary.mean_transit_hours, number(summary.mean_transit_hours, 1), "h", [
      lines(`${number(summary.mean_dwell_hours, 1)} h of it at hubs`, `${number(summary.delivered)} delivered`),
    ]),
    everything(summary, money),
  );
}

function everything(summary, money) {
  const text = (value, unit) => {
    if (unit === "money") return money(value);
    if (unit === "share") return percent(value, 2);
    if (unit === "ratio") return number(value, 3);
    return unit === "count" ? number(value) : `${number(value, DECIMALS[unit])} ${unit}`;
  };
  const columns = [
    { label: "Figure", text: ([name]) => name.replaceAll("_", " ") },
    {
      label: "Value",
      number: true,
      cell: ([name, unit]) =>
        el("span", { "data-all": name, "data-value": String(summary[name]) }, text(summary[name], unit)),
    },
    { label: "What it is", text: ([, , what]) => what },
  ];
  const scroll = el(
    "div",
    { class: "scroll", tabindex: "0", role: "region", "aria-label": "All figures" },
    table(columns, ALL),
  );
  return el("details", { class: "all" }, el("summary", {}, "All figures"), scroll);
}
