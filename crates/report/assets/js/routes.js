// The page of routes, from its data to its parts.

import { byId, el } from "./dom.js";
import { counted, number, percent } from "./format.js";
import { startTheme } from "./theme.js";
import { table } from "./table.js";
import { lines, tile } from "./tiles.js";
import { startTown } from "./town.js";
import { startVans } from "./rounds.js";
import { showLeftOut, showStops } from "./stops.js";
import { visitsOf } from "./vans.js";

const data = JSON.parse(byId("data").textContent);
const { market, meta, summary } = data;
const visits = visitsOf(data);
const PARTS = [
  "fixed",
  "distance",
  "hours",
  "overtime",
  "balance",
  "late",
  "unfamiliar",
  "moved",
  "told",
  "left_out",
  "unserved",
];

startTheme();
byId("title").textContent = market.name;
byId("subtitle").textContent = [
  `Routes of ${market.date}`,
  counted(data.stops.length, "stop"),
  `${number(data.vans.length)} of ${counted(market.drivers, "driver")}`,
  meta.iterations > 0 ? counted(meta.iterations, "iteration") : "searched for a time",
  `seed ${meta.seed}`,
].join(" · ");

const hours = (seconds) => `${number(seconds / 3600, 1)} h`;
byId("figures").append(
  tile("Total cost", "total_cost", summary.total_cost, number(summary.total_cost, 2), market.currency, [
    lines(`${number(summary.total_cost / Math.max(summary.served, 1), 2)} a stop served`),
  ]),
  tile("Served", "served", summary.served, number(summary.served), "stops", [
    lines(`${number(summary.stops - summary.served)} left out`),
  ]),
  tile("Late", "late_stops", summary.late_stops, number(summary.late_stops), "stops", [
    lines(percent(summary.served > 0 ? summary.late_stops / summary.served : 0)),
  ]),
  tile("Distance", "metres", summary.metres, number(summary.metres / 1000, 1), "km", [
    lines(`${counted(summary.trips, "trip")}, ${number(summary.metres / 1000 / Math.max(summary.served, 1), 2)} km a stop`),
  ]),
  tile("Time", "seconds", summary.seconds, number(summary.seconds / 3600, 1), "h", [
    lines(`${hours(summary.service_s)} service`, `${hours(summary.waiting_s)} waiting, ${hours(summary.pause_s)} pauses`),
  ]),
);
byId("costs").append(
  table(
    [
      { label: "Part", text: (part) => part.replaceAll("_", " ") },
      {
        label: market.currency,
        number: true,
        cell: (part) => el("span", { "data-cost": part, "data-value": String(summary[part]) }, number(summary[part], 2)),
      },
      {
        label: "Share",
        number: true,
        text: (part) => percent(summary.total_cost > 0 ? summary[part] / summary.total_cost : 0),
      },
    ],
    PARTS.filter((part) => summary[part] !== 0),
    { caption: "The parts of the cost; their sum is the total cost" },
  ),
);
const choose = startTown(data, visits);
startVans(data, choose);
showLeftOut(data, visits);
showStops(data, visits);

byId("provenance").append(
  el("p", {}, `Market ${meta.market} (${meta.market_hash.slice(0, 16)}): ${market.source}`),
  el(
    "p",
    {},
    `Ways: ${meta.ways}. linehaul ${meta.version}. Times are those of the market's clock${market.zone ? ` (${market.zone})` : ""}.`,
  ),
  el("p", {}, "Coasts and borders: Natural Earth, public domain."),
);
