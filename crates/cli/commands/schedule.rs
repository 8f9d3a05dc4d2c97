//! `linehaul schedule`: a case and a policy in, a checked-out schedule folder and its figures out.

use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Duration;

use clap::Args;
use linehaul_app::failure::Failure;
use linehaul_app::late_price::LatePrice;
use linehaul_app::policy::PRETRAINED;
use linehaul_app::schedule::{ScheduleRequest, Scheduled, SnapshotRequest, schedule};
use linehaul_case::schedule::Summary;

use crate::bar::Bars;
use crate::dock::{DockOptions, loading_text, worst_line};
use crate::figures::{count, number, percent, table};
use crate::shown::Shown;

/// Simulate a case under a policy and write the schedule.
#[derive(Args)]
pub struct Schedule {
    /// Case folder.
    #[arg(long, value_name = "DIR")]
    case: PathBuf,
    /// Policy: a heuristic's name, NAME:FILE.toml with parameters written by `tune`, or a checkpoint (runs/x/best).
    #[arg(long, default_value = PRETRAINED, value_name = "POLICY")]
    policy: String,
    /// Folder to write the schedule to; a schedule that is there already is replaced.
    #[arg(long, value_name = "DIR")]
    out: PathBuf,
    /// Seed of the demand: 0 is the case's own packages, any other redraws their days.
    #[arg(long, default_value_t = 0, value_name = "N")]
    seed: u64,
    /// Extra price of a late package that decisions see and no cost has: a number, or a file of `calibrate` for this policy and case.
    #[arg(long, value_name = "FILE|NUMBER")]
    late_price: Option<String>,
    /// File for every decision of a learned policy: what it saw, its logits, what it chose, in safetensors.
    #[arg(long, value_name = "FILE")]
    decisions: Option<PathBuf>,
    /// File for the run as it stands at the hour of --at, for `replan` to go on from.
    #[arg(long, value_name = "FILE", requires = "at")]
    snapshot: Option<PathBuf>,
    /// Hour of the snapshot, counted from the start of the case.
    #[arg(long, value_name = "HOUR", requires = "snapshot")]
    at: Option<u16>,
    #[command(flatten)]
    dock: DockOptions,
    /// Print the figures as JSON.
    #[arg(long)]
    json: bool,
}

impl Schedule {
    /// Runs the command.
    pub fn run(&self, quiet: bool) -> Result<ExitCode, Failure> {
        let shown = Shown::asked(self.json, quiet);
        let request = ScheduleRequest {
            case: self.case.clone(),
            policy: self.policy.clone(),
            out: self.out.clone(),
            seed: self.seed,
            late_price: self.late_price.as_deref().map(LatePrice::parse),
            decisions: self.decisions.clone(),
            snapshot: self.snapshot.clone().zip(self.at).map(|(path, hour)| SnapshotRequest { path, hour }),
            dock: self.dock.request(),
        };
        let scheduled = schedule(&request, &Bars::new(shown))?;
        shown.print(&json(&scheduled), || self.text(&scheduled))?;
        Ok(ExitCode::SUCCESS)
    }

    fn text(&self, scheduled: &Scheduled) -> String {
        let Scheduled { meta, summary, hours, currency, loading, decided_in } = scheduled;
        let late_price =
            if meta.late_price == 0.0 { String::new() } else { format!(", late price {}", number(meta.late_price, 2)) };
        format!(
            "{} under {} (demand seed {}{late_price}), {hours} hours\n\n{}{}\n\
             decided in {} an hour, {} at most\nschedule: {}\n{}",
            meta.case,
            meta.policy,
            meta.seed,
            figures(currency, summary),
            loading_text(loading),
            microseconds(decided_in.0),
            microseconds(decided_in.1),
            self.out.display(),
            worst_line(loading, &self.out),
        )
    }
}

fn json(scheduled: &Scheduled) -> serde_json::Value {
    let mut figures = serde_json::json!({ "meta": scheduled.meta, "summary": scheduled.summary });
    if !scheduled.loading.is_plain() {
        figures["loading"] = serde_json::json!(scheduled.loading);
    }
    figures
}

/// The figures of a schedule, one a line.
fn figures(currency: &str, summary: &Summary) -> String {
    let money = |amount: f64, part: f64| [number(amount, 0), currency.to_owned(), percent(ratio(amount, part), 1)];
    let plain = |value: String, unit: &str| [value, unit.to_owned(), String::new()];
    let of_total = |amount: f64| money(amount, summary.total_cost);
    let mut rows = vec![
        ("shipment cost".to_owned(), of_total(summary.shipment_cost)),
        ("SLA cost".to_owned(), of_total(summary.sla_cost)),
        ("settlement of what is under way".to_owned(), of_total(summary.settlement_cost)),
        ("total cost".to_owned(), of_total(summary.total_cost)),
        ("lower bound".to_owned(), of_total(summary.lower_bound)),
        ("cost / bound".to_owned(), plain(number(summary.cost_to_bound, 3), "")),
        ("late".to_owned(), [count(summary.late), "packages".to_owned(), percent(summary.late_share, 2)]),
        ("departures".to_owned(), plain(count(summary.departures), "trucks")),
    ];
    for by_type in &summary.departures_by_type {
        let share = percent(ratio(by_type.departures as f64, summary.departures as f64), 1);
        rows.push((format!("  {}", by_type.vehicle_type), [count(by_type.departures), "trucks".to_owned(), share]));
    }
    let share_of_all = |packages: u64| percent(ratio(packages as f64, summary.packages as f64), 1);
    rows.extend([
        ("fill by m3".to_owned(), plain(number(summary.fill_m3 * 100.0, 1), "%")),
        ("fill by kg".to_owned(), plain(number(summary.fill_kg * 100.0, 1), "%")),
        ("mean vehicle size".to_owned(), plain(number(summary.mean_vehicle_m3, 1), "m3")),
        ("distance".to_owned(), plain(number(summary.vehicle_km, 0), "km")),
        ("mean transit".to_owned(), plain(number(summary.mean_transit_hours, 1), "h")),
        ("  of it at hubs (dwell)".to_owned(), plain(number(summary.mean_dwell_hours, 1), "h")),
        ("delivered".to_owned(), [count(summary.delivered), "packages".to_owned(), share_of_all(summary.delivered)]),
        (
            "still under way".to_owned(),
            [count(summary.under_way), "packages".to_owned(), share_of_all(summary.under_way)],
        ),
    ]);
    table(
        ["", "value", "unit", "share"],
        rows.into_iter().map(|(name, [value, unit, share])| [name, value, unit, share]),
    )
}

fn microseconds(time: Duration) -> String {
    number(time.as_secs_f64() * 1e6, 0) + " µs"
}

fn ratio(part: f64, whole: f64) -> f64 {
    if whole == 0.0 { 0.0 } else { part / whole }
}
