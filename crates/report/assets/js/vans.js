// Vans and their colours, and what becomes of each stop.

const COLORS = ["--s0", "--s1", "--s2", "--s3", "--s4", "--s6", "--s5"];

/** Custom properties of the series, for colours that a canvas takes. */
export const VAN_COLORS = COLORS;

/** The colour of a van, as the name of a custom property. */
export function vanColor(van) {
  return COLORS[van % COLORS.length];
}

/** Seconds from midnight as `08:30`; past midnight hours go on. */
export function clockText(second) {
  const pad = (part) => String(part).padStart(2, "0");
  const minutes = Math.floor(second / 60);
  const rest = second % 60;
  return `${pad(Math.floor(minutes / 60))}:${pad(minutes % 60)}${rest === 0 ? "" : `:${pad(rest)}`}`;
}

/** A length of time as `1 h 05`, or `12 min`. */
export function spanText(seconds) {
  const minutes = Math.round(Math.abs(seconds) / 60);
  const sign = seconds < 0 && minutes > 0 ? "−" : "";
  if (minutes < 60) return `${sign}${minutes} min`;
  return `${sign}${Math.floor(minutes / 60)} h ${String(minutes % 60).padStart(2, "0")}`;
}

/** Windows as text. */
export function windowsText(windows) {
  if (windows.length === 0) return "any time";
  return windows.map(([open, close]) => `${clockText(open)}–${clockText(close)}`).join(", ");
}

/** Of each stop { van, position, call }, or null where it is left out. */
export function visitsOf(data) {
  const visits = data.stops.map(() => null);
  data.vans.forEach((van, at) => {
    van.calls.forEach((call, position) => {
      if (call.kind === "stop") visits[call.at] = { van: at, position, call };
    });
  });
  return visits;
}

/** Seconds that service begins after the last window; 0 or less is in time. */
export function lateness(stop, call) {
  const last = stop.windows.at(-1);
  return last ? call.begin - last[1] : 0;
}
