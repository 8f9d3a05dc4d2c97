// The table of vans with their time lines, and the calls of the one that is chosen.

import { byId, chip, el } from "./dom.js";
import { counted, number } from "./format.js";
import { dayOf, hourScale, hoursOf, spans, stayOf } from "./timeline.js";
import { clockText, lateness, spanText, vanColor, windowsText } from "./vans.js";

/** Shows the vans; `onVan(van)` hears of the one that is chosen, null for none. */
export function startVans(data, onVan) {
  if (data.vans.length === 0) {
    byId("vans").append(el("p", { class: "empty" }, "No van is used."));
    return;
  }
  const hours = hoursOf(data.vans);
  let chosen = null;
  const rows = data.vans.map((van, at) => {
    const name = el("button", { type: "button", class: "link", "aria-pressed": "false" }, van.driver);
    name.addEventListener("click", () => choose(chosen === at ? null : at));
    const [first, last] = [van.calls[0], van.calls.at(-1)];
    const cells = [
      el("td", {}, chip(vanColor(at)), name),
      el("td", {}, van.vehicle),
      el("td", { class: "n" }, number(van.stops)),
      el("td", { class: "n" }, number(van.trips)),
      el("td", { class: "n" }, number(van.metres / 1000, 1)),
      el("td", { class: "n" }, number(van.cost, 2)),
      el("td", { class: "n" }, `${clockText(first.leave)}–${clockText(last.leave)}`),
      el("td", { class: "wide" }, spans(hours, dayOf(van), `Day of ${van.driver}`)),
    ];
    return el("tr", {}, ...cells);
  });
  const head = (label, numeric) => el("th", { scope: "col", class: numeric ? "n" : undefined }, label);
  const heads = [
    head("Driver"),
    head("Vehicle"),
    head("Stops", true),
    head("Trips", true),
    head("km", true),
    head(data.market.currency, true),
    head("From, to", true),
    el("th", { scope: "col", class: "wide" }, hourScale(hours)),
  ];
  byId("vans").append(el("table", {}, el("thead", {}, el("tr", {}, ...heads)), el("tbody", {}, ...rows)), key());
  const choose = (van) => {
    chosen = van;
    rows.forEach((row, at) => {
      row.classList.toggle("chosen", at === van);
      row.querySelector("button").setAttribute("aria-pressed", String(at === van));
    });
    byId("round").hidden = van === null;
    if (van !== null) showCalls(data, van);
    onVan(van);
  };
}

function key() {
  const mark = (kind, text) => {
    const hours = { from: 0, until: 3600 };
    const sample = spans(hours, [{ from: 300, until: 3300, kind }], text);
    sample.classList.add("sample");
    return el("span", { class: "key" }, sample, text);
  };
  return el(
    "p",
    { class: "muted keys" },
    mark("drive", "driving"),
    mark("service", "service and loading"),
    mark("wait", "waiting"),
    mark("pause", "pause; one on the road stands at its end"),
  );
}

function showCalls(data, at) {
  const van = data.vans[at];
  const hours = hoursOf([van]);
  byId("h-round").textContent = `${van.driver}, ${van.vehicle}: ${counted(van.stops, "stop")}`;
  const rows = van.calls.map((call) => {
    const stop = call.kind === "stop" ? data.stops[call.at] : null;
    const windows = (stop ? stop.windows : []).map(([from, until]) => ({ from, until, kind: "window" }));
    const late = stop ? lateness(stop, call) : 0;
    const stay = late > 0 ? [{ from: call.begin, until: call.leave, kind: "late" }] : stayOf(call);
    const name = stop ? `Stop ${stop.id}` : `${call.kind} ${data.depots[call.at].id}`;
    return el(
      "tr",
      {},
      el("td", {}, name),
      el("td", { class: "n" }, clockText(call.arrival)),
      el("td", { class: "n" }, clockText(call.begin)),
      el("td", {}, stop ? windowsText(stop.windows) : ""),
      el("td", { class: late > 0 ? "n late" : "n" }, late > 0 ? `${spanText(late)} late` : ""),
      el("td", { class: "n" }, number(call.kg, 1)),
      el("td", { class: "wide" }, spans(hours, [...windows, ...stay], `Windows and service of ${name}`)),
    );
  });
  const head = (label, numeric) => el("th", { scope: "col", class: numeric ? "n" : undefined }, label);
  const heads = [
    head("Call"),
    head("There", true),
    head("Begins", true),
    head("Windows"),
    head("", true),
    head("kg on board", true),
    el("th", { scope: "col", class: "wide" }, hourScale(hours)),
  ];
  byId("calls").replaceChildren(
    el("table", {}, el("thead", {}, el("tr", {}, ...heads)), el("tbody", {}, ...rows)),
  );
}
