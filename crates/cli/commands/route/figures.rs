//! The figures of routes, and of a public instance.

use std::path::Path;

use linehaul_app::route::{Routed, Solved};

use crate::figures::{count, number, percent, table};

/// The figures of routes, as text.
pub fn of_routes(routed: &Routed, out: &Path) -> String {
    let Routed { market, meta, rounds, .. } = routed;
    let date = &market.header().date;
    format!(
        "{}, {date}, seed {}, {} iterations\n\n{}{}\nroutes: {}\n",
        meta.market,
        meta.seed,
        count(*rounds),
        figures(routed),
        left_out(routed),
        out.display()
    )
}

/// The cost of an instance, as text.
pub fn of_instance(solved: &Solved) -> String {
    let best = solved.best_known.map_or("none".to_owned(), |best| count(best as u64));
    let gap = solved.gap.map_or("none".to_owned(), |gap| percent(gap, 2));
    format!(
        "{}: cost {}, best known {best}, gap {gap}\n{} routes, {} stops left out, {} iterations\n",
        solved.instance,
        count(solved.cost as u64),
        solved.routes,
        solved.left_out,
        count(solved.iterations)
    )
}

/// The figures of routes, one a line.
fn figures(routed: &Routed) -> String {
    let summary = &routed.summary;
    let currency = &routed.market.header().currency;
    let total = routed.routes.costs.total();
    let money = |micros: i64| {
        let share = if total == 0 { 0.0 } else { micros as f64 / total as f64 };
        [number(micros as f64 / 1e6, 2), currency.clone(), percent(share, 1)]
    };
    let plain = |value: String, unit: &str| [value, unit.to_owned(), String::new()];
    let hours = |seconds: u64| plain(number(seconds as f64 / 3600.0, 1), "h");
    let name = |part: &str| format!("  {}", part.replace('_', " "));
    let mut rows = vec![("total cost".to_owned(), money(total))];
    let parts = routed.costs().into_iter().filter(|(_, micros)| *micros != 0);
    rows.extend(parts.map(|(part, micros)| (name(part), money(micros))));
    rows.extend([
        ("stops served".to_owned(), plain(format!("{} of {}", count(summary.served), count(summary.stops)), "stops")),
        ("late".to_owned(), plain(count(summary.late_stops), "stops")),
        ("drivers".to_owned(), plain(format!("{} of {}", count(summary.drivers), routed.market.drivers().len()), "")),
        ("trips".to_owned(), plain(count(summary.trips), "")),
        ("distance".to_owned(), plain(number(summary.metres as f64 / 1e3, 1), "km")),
        ("time from start to end".to_owned(), hours(summary.seconds)),
        ("  service and loading".to_owned(), hours(summary.service_s)),
        ("  waiting".to_owned(), hours(summary.waiting_s)),
        ("  pauses".to_owned(), hours(summary.pause_s)),
    ]);
    table(
        ["", "value", "unit", "share"],
        rows.into_iter().map(|(name, [value, unit, share])| [name, value, unit, share]),
    )
}

/// Stops that are left out, with their reasons; the first of them where they are many.
fn left_out(routed: &Routed) -> String {
    const SHOWN: usize = 12;
    let all = &routed.routes.left_out;
    let mut text = String::new();
    for left_out in all.iter().take(SHOWN) {
        let stop = &routed.market.stops()[left_out.stop.index()];
        text.push_str(&format!("left out: {} ({})\n", stop.id, left_out.reason.text()));
    }
    if all.len() > SHOWN {
        text.push_str(&format!("and {} more, see stops.parquet\n", count((all.len() - SHOWN) as u64)));
    }
    text
}
