// Numbers and times as people read them: thousands marks, units, UTC.

const WEEKDAYS = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];
const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const formats = new Map();

/** A number with so many decimals. */
export function number(value, decimals = 0) {
  if (value === null || value === undefined || Number.isNaN(value)) return "–";
  if (!formats.has(decimals)) {
    const digits = { minimumFractionDigits: decimals, maximumFractionDigits: decimals };
    formats.set(decimals, new Intl.NumberFormat("en-US", { ...digits, signDisplay: "negative" }));
  }
  return formats.get(decimals).format(value);
}

/** A share as a percentage. */
export function percent(share, decimals = 1) {
  return share === null || share === undefined ? "–" : `${number(share * 100, decimals)} %`;
}

/** A share for an axis, with a decimal where it is not a whole percentage: else two ticks would say the same. */
export function percentTick(share) {
  const whole = Number.isInteger(Math.round(share * 1e4) / 100);
  return percent(share, whole ? 0 : 1);
}

/** A number for an axis: 1.2 M, 340 k. */
export function short(value) {
  const size = Math.abs(value);
  if (size >= 1e6) return `${number(value / 1e6, size >= 1e7 ? 0 : 1)} M`;
  if (size >= 1e4) return `${number(value / 1e3)} k`;
  return number(value, size > 0 && size < 10 && value % 1 !== 0 ? 1 : 0);
}

/** A count of things, in the plural where it must be. */
export function counted(n, thing, things = `${thing}s`) {
  return `${number(n)} ${n === 1 ? thing : things}`;
}

/** Seconds since 1970 as `Mon 12 Jan`. */
export function day(seconds) {
  const date = new Date(seconds * 1000);
  return `${WEEKDAYS[date.getUTCDay()]} ${date.getUTCDate()} ${MONTHS[date.getUTCMonth()]}`;
}

/** Seconds since 1970 as `12 Jan`. */
export function shortDay(seconds) {
  const date = new Date(seconds * 1000);
  return `${date.getUTCDate()} ${MONTHS[date.getUTCMonth()]}`;
}

/** Seconds since 1970 as `Mon 12 Jan 14:05`. */
export function moment(seconds) {
  const date = new Date(seconds * 1000);
  const pad = (part) => String(part).padStart(2, "0");
  return `${day(seconds)} ${pad(date.getUTCHours())}:${pad(date.getUTCMinutes())}`;
}

/** Seconds since 1970 as `2026-01-12T14:00:00Z`. */
export function iso(seconds) {
  return new Date(seconds * 1000).toISOString().replace(".000", "");
}
