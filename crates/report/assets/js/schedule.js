// The page of a schedule, from its data to its parts.

import { byId, el } from "./dom.js";
import { counted, day, number } from "./format.js";
import { startTheme } from "./theme.js";
import { Clock } from "./clock.js";
import { trucksOf } from "./trucks.js";
import { startMap } from "./map.js";
import { drawLegend, startNow, startPlayer } from "./player.js";
import { showFigures } from "./figures.js";
import { queuesOf, startHubTable, startQueueChart } from "./queues.js";
import { showDays } from "./days.js";
import { showDepartures, showLanes } from "./departures.js";

const data = JSON.parse(byId("data").textContent);
const trucks = trucksOf(data);
const queues = queuesOf(data);
const { meta } = data;

startTheme();
byId("title").textContent = data.case.name;
byId("subtitle").textContent = [
  `Schedule under ${meta.policy}`,
  `${day(data.case.start)} ${new Date(data.case.start * 1000).getUTCFullYear()}, ${counted(data.case.hours, "hour")}`,
  `${counted(data.hubs.length, "hub")}, ${counted(data.lanes.length, "lane")}`,
  meta.seed === 0 ? "the case's own packages" : `demand seed ${meta.seed}`,
  ...(meta.late_price > 0 ? [`late price ${number(meta.late_price, 2)} ${data.case.currency}`] : []),
].join(" · ");

// Noon of the fourth day: by then the network is at work. `#hour=100` in the address asks for another hour.
const asked = /^#hour=(\d+(?:\.\d+)?)$/.exec(location.hash);
const clock = new Clock(data.case.hours, asked ? Number(asked[1]) : Math.min(84, data.case.hours / 2));

showFigures(data);
const choices = [];
const choose = (hub) => choices.forEach((choice) => choice(hub));
const map = startMap({ data, trucks, queues, clock, onHub: (hub) => chooseChart(hub) });
const markHub = startHubTable({ data, queues, clock, onHub: (hub) => chooseChart(hub) });
choices.push(map.choose, markHub);
const chooseChart = startQueueChart({ data, queues, clock, onChoice: choose });
startPlayer(clock);
startNow({ data, trucks, queues, clock });
drawLegend(data.types);
showDays(data, clock);
showLanes(data);
showDepartures(data, trucks, clock);
if (!data.geography.placed)
  byId("legend").append(
    el("span", {}, "The hubs have no coordinates: they stand as far apart as the hours between them."),
  );

byId("provenance").append(
  el("p", {}, `Case ${meta.case} (${meta.case_hash.slice(0, 16)}): ${data.case.source}`),
  el(
    "p",
    {},
    `Policy ${meta.policy} (${meta.policy_hash.slice(0, 16)}), demand seed ${meta.seed}, linehaul ${meta.version}. Times are UTC.`,
  ),
  el("p", {}, "Coasts and borders: Natural Earth, public domain. Charts: uPlot 1.6.32, MIT licence, Leon Sorokin."),
);
