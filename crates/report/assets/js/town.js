// The map of a market: routes as lines, stops as dots, depots as squares.

import { byId, chip, el, onResize } from "./dom.js";
import { column } from "./columns.js";
import { counted, number } from "./format.js";
import { View } from "./view.js";
import { colors, onTheme } from "./theme.js";
import { startZoom } from "./zoom.js";
import { clockText, lateness, VAN_COLORS, vanColor, windowsText } from "./vans.js";

const DOT = 3.5;
/** Pixels within which a pointer finds a stop. */
const REACH = 10;

/** Draws the map; returns `choose(van)`, null for all. */
export function startTown(data, visits) {
  const [frame, canvas, tip] = [byId("map-frame"), byId("map"), byId("tip")];
  const context = canvas.getContext("2d");
  const view = new View([...data.depots, ...data.stops].map((place) => place.point));
  const outline = (lines) =>
    lines.map((text) => {
      const values = column(text);
      const n = values.length / 2;
      return Array.from({ length: n }, (_, at) => [values[at], values[n + at]]);
    });
  const [coasts, borders] = [outline(data.coasts), outline(data.borders)];
  let [palette, chosen, waiting] = [{}, null, false];
  const late = data.stops.map((stop, at) => visits[at] !== null && lateness(stop, visits[at].call) > 0);

  const draw = () => {
    waiting = false;
    context.setTransform(devicePixelRatio, 0, 0, devicePixelRatio, 0, 0);
    context.clearRect(0, 0, view.width, view.height);
    const path = (points, close = false) => {
      context.beginPath();
      points.forEach(([x, y], at) => context[at === 0 ? "moveTo" : "lineTo"](view.px(x), view.py(y)));
      if (close) context.closePath();
    };
    context.lineWidth = 1;
    for (const [lines, color] of [
      [borders, palette.border],
      [coasts, palette.coast],
    ]) {
      context.strokeStyle = color;
      for (const line of lines) {
        path(line);
        context.stroke();
      }
    }
    const placeOf = (call) => (call.kind === "stop" ? data.stops : data.depots)[call.at].point;
    const order = data.vans.map((_, at) => at).sort((a, b) => (a === chosen) - (b === chosen));
    context.lineJoin = "round";
    for (const van of order) {
      const faded = chosen !== null && chosen !== van;
      context.globalAlpha = faded ? 0.13 : 0.85;
      context.lineWidth = chosen === van ? 2.2 : 1.5;
      context.strokeStyle = palette.vans[van % VAN_COLORS.length];
      path(data.vans[van].calls.map(placeOf));
      context.stroke();
    }
    data.stops.forEach((stop, at) => {
      const visit = visits[at];
      const [x, y] = [view.px(stop.point[0]), view.py(stop.point[1])];
      const faded = chosen !== null && visit?.van !== chosen;
      context.globalAlpha = faded ? 0.22 : 1;
      if (visit === null) {
        context.strokeStyle = palette.late;
        context.lineWidth = 2;
        context.beginPath();
        for (const side of [-1, 1]) {
          context.moveTo(x - 4, y - 4 * side);
          context.lineTo(x + 4, y + 4 * side);
        }
        context.stroke();
        return;
      }
      context.beginPath();
      context.arc(x, y, DOT, 0, 2 * Math.PI);
      context.fillStyle = palette.vans[visit.van % VAN_COLORS.length];
      context.fill();
      context.lineWidth = late[at] ? 2 : 1;
      context.strokeStyle = late[at] ? palette.late : palette.halo;
      context.stroke();
    });
    context.globalAlpha = 1;
    for (const depot of data.depots) {
      const [x, y] = [view.px(depot.point[0]), view.py(depot.point[1])];
      context.fillStyle = palette.hub;
      context.fillRect(x - 6, y - 6, 12, 12);
      context.strokeStyle = palette.halo;
      context.lineWidth = 1.5;
      context.strokeRect(x - 6, y - 6, 12, 12);
    }
  };
  const request = () => {
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(draw);
  };
  const layout = () => {
    const width = frame.clientWidth;
    if (width === 0) return;
    const shape = Math.min(Math.max(view.aspect, 0.56), width < 560 ? 1.15 : 0.72);
    const height = Math.round(Math.min(Math.max(width * shape, 280), 680));
    view.resize(width, height);
    canvas.width = Math.round(width * devicePixelRatio);
    canvas.height = Math.round(height * devicePixelRatio);
    canvas.style.height = `${height}px`;
    draw();
  };
  onTheme(() => {
    const [border, coast, hub, halo, late_, ...vans] = colors([
      "--border",
      "--coast",
      "--hub",
      "--halo",
      "--late",
      ...VAN_COLORS,
    ]);
    palette = { border, coast, hub, halo, late: late_, vans };
    request();
  });
  startZoom(canvas, view, request);
  onResize(frame, layout);
  layout();

  canvas.addEventListener("pointermove", (event) => {
    const box = canvas.getBoundingClientRect();
    const [px, py] = [event.clientX - box.left, event.clientY - box.top];
    let [nearest, distance] = [null, REACH];
    data.stops.forEach((stop, at) => {
      const away = Math.hypot(view.px(stop.point[0]) - px, view.py(stop.point[1]) - py);
      if (away < distance) [nearest, distance] = [at, away];
    });
    tip.hidden = nearest === null;
    if (nearest === null) return;
    tip.replaceChildren(...aboutStop(data, visits, nearest));
    const left = px + 14 + tip.offsetWidth > view.width ? px - 14 - tip.offsetWidth : px + 14;
    tip.style.transform = `translate(${Math.max(left, 4)}px, ${Math.min(py + 14, view.height - tip.offsetHeight - 4)}px)`;
  });
  canvas.addEventListener("pointerleave", () => {
    tip.hidden = true;
  });
  drawTownLegend(data, visits, late);
  return (van) => {
    chosen = van;
    request();
  };
}

/** What a stop is, and what becomes of it, as lines. */
function aboutStop(data, visits, at) {
  const [stop, visit] = [data.stops[at], visits[at]];
  const line = (text) => el("div", {}, text);
  const about = [
    el("b", {}, `Stop ${stop.id}`),
    line(`${stop.task}, ${number(stop.kg, 1)} kg, ${counted(stop.parcels, "parcel")}`),
    line(windowsText(stop.windows)),
  ];
  if (visit === null) return [...about, line(`Left out: ${stop.reason ?? "no reason is told"}`)];
  const { call, van } = visit;
  const late = lateness(stop, call);
  about.push(line(`${data.vans[van].driver}: there ${clockText(call.arrival)}, service ${clockText(call.begin)}`));
  if (late > 0) about.push(line(`${number(late / 60, 0)} min late`));
  return about;
}

function drawTownLegend(data, visits, late) {
  const legend = byId("legend");
  const shown = data.vans.slice(0, 12);
  shown.forEach((van, at) => legend.append(el("span", {}, chip(vanColor(at)), van.driver)));
  if (data.vans.length > shown.length)
    legend.append(el("span", {}, `and ${number(data.vans.length - shown.length)} more, colours again in order`));
  if (late.some(Boolean)) legend.append(el("span", {}, "red rim: late"));
  if (visits.includes(null)) legend.append(el("span", {}, "red cross: left out"));
  legend.append(el("span", {}, "square: depot; lines join calls, they are not roads"));
}
