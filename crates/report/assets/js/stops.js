// The tables of stops: all of them, and those that are left out.

import { byId } from "./dom.js";
import { number } from "./format.js";
import { longTable } from "./rows.js";
import { table } from "./table.js";
import { clockText, lateness, spanText, windowsText } from "./vans.js";

/** Shows all stops. */
export function showStops(data, visits) {
  const driver = (at) => (visits[at] ? data.vans[visits[at].van].driver : "");
  const call = (at, of) => (visits[at] ? of(visits[at].call) : null);
  const clock = (second) => (second === null ? "" : clockText(second));
  const slack = (at) =>
    visits[at] && data.stops[at].windows.length > 0 ? -lateness(data.stops[at], visits[at].call) : null;
  const columns = [
    { label: "Stop", value: (at) => at, text: (at) => data.stops[at].id },
    { label: "Driver", value: driver, text: (at) => driver(at) || "left out" },
    {
      label: "Position",
      number: true,
      value: (at) => visits[at]?.position ?? null,
      text: (at) => (visits[at] ? number(visits[at].position) : ""),
    },
    { label: "There", number: true, value: (at) => call(at, (one) => one.arrival), text: (at) => clock(call(at, (one) => one.arrival)) },
    { label: "Begins", number: true, value: (at) => call(at, (one) => one.begin), text: (at) => clock(call(at, (one) => one.begin)) },
    { label: "Windows", text: (at) => windowsText(data.stops[at].windows) },
    {
      label: "Slack",
      number: true,
      value: slack,
      text: (at) => (slack(at) === null ? "" : spanText(slack(at))),
      mark: (at) => (slack(at) < 0 ? "late" : ""),
    },
    { label: "kg", number: true, value: (at) => data.stops[at].kg, text: (at) => number(data.stops[at].kg, 1) },
    { label: "Task", value: (at) => data.stops[at].task, text: (at) => data.stops[at].task },
    { label: "Promise", value: (at) => data.stops[at].promise, text: (at) => data.stops[at].promise },
  ];
  byId("stops").append(
    longTable({
      n: data.stops.length,
      columns,
      searched: (at) => `${data.stops[at].id} ${driver(at)} ${data.stops[at].task} ${data.stops[at].promise}`.toLowerCase(),
      choice: {
        label: "All stops",
        options: ["left out", "late", ...data.vans.map((van) => van.driver)],
        has: (at, option) => {
          if (option === 0) return visits[at] === null;
          if (option === 1) return visits[at] !== null && lateness(data.stops[at], visits[at].call) > 0;
          return visits[at]?.van === option - 2;
        },
      },
      csv: {
        name: "stops.csv",
        header: ["stop", "driver", "position", "arrival_s", "begin_s", "kg", "task", "promise"],
        row: (at) => [
          data.stops[at].id,
          driver(at),
          visits[at]?.position ?? "",
          call(at, (one) => one.arrival) ?? "",
          call(at, (one) => one.begin) ?? "",
          data.stops[at].kg,
          data.stops[at].task,
          data.stops[at].promise,
        ],
      },
      thing: "stop",
    }),
  );
}

/** Shows what is left out and why, where anything is. */
export function showLeftOut(data, visits) {
  const rows = data.stops.filter((_, at) => visits[at] === null);
  byId("missed").hidden = rows.length === 0;
  const price = (stop) => (stop.price === null ? "must be served" : `${number(stop.price, 2)} ${data.market.currency}`);
  byId("left-out").append(
    table(
      [
        { label: "Stop", value: (stop) => stop.id, text: (stop) => stop.id },
        { label: "Why", value: (stop) => stop.reason, text: (stop) => stop.reason ?? "no reason is told" },
        { label: "Price", number: true, value: (stop) => stop.price, text: price },
        { label: "kg", number: true, value: (stop) => stop.kg, text: (stop) => number(stop.kg, 1) },
        { label: "Windows", text: (stop) => windowsText(stop.windows) },
      ],
      rows,
      { caption: "Stops that no route serves" },
    ),
  );
}
