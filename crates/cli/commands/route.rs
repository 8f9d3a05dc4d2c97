//! `linehaul route`: a market in, a folder of routes and their figures out.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;
use linehaul_app::failure::Failure;
use linehaul_app::route::{Effort, RouteRequest, Routed, SearchRequest, route};

use crate::bar::Bars;
use crate::figures::{count, number, percent, table};
use crate::interrupt::interrupted;
use crate::shown::Shown;

/// Iterations where neither they nor seconds are given: a second or two for a hundred stops.
const ITERATIONS: u64 = 50_000;

/// Plan the routes of a day of a last-mile market.
#[derive(Args)]
pub struct Route {
    /// Market folder.
    #[arg(long, value_name = "DIR")]
    market: PathBuf,
    /// Folder to write the routes to; routes that are there already are replaced.
    #[arg(long, value_name = "DIR")]
    out: PathBuf,
    #[command(flatten)]
    search: SearchOptions,
    /// Print the figures as JSON.
    #[arg(long)]
    json: bool,
}

/// How to search.
#[derive(Args)]
struct SearchOptions {
    /// Iterations of each search, 50,000 unless given: the same routes on any machine and any number of threads.
    #[arg(long, value_name = "N", conflicts_with = "seconds")]
    iterations: Option<u64>,
    /// Seconds to search instead: the best that this machine finds in that time.
    #[arg(long, value_name = "S", value_parser = seconds)]
    seconds: Option<f64>,
    /// Seed of the search.
    #[arg(long, default_value_t = 0, value_name = "N")]
    seed: u64,
    /// Searches side by side, which learn from one another, 1 to 64; unless given, 1, or with --seconds one a thread.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=64))]
    islands: Option<u32>,
    /// At the end, put the routes that were seen together anew, as well as can be.
    #[arg(long)]
    polish: bool,
}

fn seconds(text: &str) -> Result<f64, String> {
    match text.parse::<f64>() {
        Ok(seconds) if seconds > 0.0 && seconds <= 1e6 => Ok(seconds),
        _ => Err("give seconds above 0, such as 10".to_owned()),
    }
}

impl SearchOptions {
    fn request(&self) -> SearchRequest {
        SearchRequest {
            effort: match self.seconds {
                Some(seconds) => Effort::Seconds(seconds),
                None => Effort::Iterations(self.iterations.unwrap_or(ITERATIONS)),
            },
            seed: self.seed,
            islands: self.islands,
            polish: self.polish,
        }
    }
}

impl Route {
    /// Runs the command.
    pub fn run(&self, quiet: bool) -> Result<ExitCode, Failure> {
        let shown = Shown::asked(self.json, quiet);
        let request =
            RouteRequest { market: self.market.clone(), out: self.out.clone(), search: self.search.request() };
        let routed = route(&request, &Bars::new(shown), &interrupted()?)?;
        let json = serde_json::json!({ "meta": routed.meta, "summary": routed.summary });
        shown.print(&json, || self.text(&routed))?;
        Ok(ExitCode::SUCCESS)
    }

    fn text(&self, routed: &Routed) -> String {
        let Routed { market, meta, rounds, .. } = routed;
        format!(
            "{}, {}, seed {}, {} iterations\n\n{}{}\nroutes: {}\n",
            meta.market,
            market.header().date,
            meta.seed,
            count(*rounds),
            figures(routed),
            left_out(routed),
            self.out.display()
        )
    }
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
