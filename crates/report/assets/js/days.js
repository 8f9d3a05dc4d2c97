// Figures over time, a point a day.

import { byId } from "./dom.js";
import { number, percent, shortDay } from "./format.js";
import { chart, every } from "./chart.js";
import { typeColor } from "./figures.js";

/** The charts of the days; a click moves the clock. */
export function showDays({ days, case: { start, hours, currency }, types }, clock) {
  const x = {
    label: "Day",
    values: days.delivered.map((_, at) => at),
    text: (at) => shortDay(start + Math.round(at) * 86400),
    ticks: every(1),
  };
  const money = (amount) => `${number(amount)} ${currency}`;
  const count = (value) => number(value);
  const late = days.late.map((value, at) => (days.judged[at] > 0 ? value / days.judged[at] : null));
  const whole = (share) => percent(share, Number.isInteger(Math.round(share * 1e6) / 1e4) ? 0 : 1);
  const onPick = (at) => clock.seek(Math.min(Math.round(at) * 24 + 12, hours));
  const one = (label, color, values, text) => ({ label, color, values, text });
  const charts = [
    {
      title: `Cost, ${currency}`,
      kind: "bars",
      series: [
        one("shipment", "--s0", days.shipment_cost, money),
        one("late penalties", "--late", days.late_penalty_cost, money),
        one("late waiting", "--s3", days.late_waiting_cost, money),
      ],
    },
    {
      title: "Departures by type",
      kind: "bars",
      series: types.map((type, at) => one(type.id, typeColor(at), days.departures[at], count)),
    },
    {
      title: "Fill",
      range: [0, 1],
      tick: whole,
      series: [one("by volume", "--s0", days.fill_m3, percent), one("by weight", "--s1", days.fill_kg, percent)],
    },
    {
      title: "Late, of packages delivered or due",
      tick: whole,
      series: [one("late", "--late", late, (share) => percent(share, 1))],
    },
    {
      title: "Mean transit, h",
      series: [one("release to delivery", "--s2", days.transit_hours, (value) => `${number(value, 1)} h`)],
    },
    { title: "Packages delivered", kind: "bars", series: [one("delivered", "--s5", days.delivered, count)] },
  ];
  byId("days").append(...charts.map((options) => chart({ ...options, x, onPick }).node));
}
