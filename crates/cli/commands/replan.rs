//! `linehaul replan`: what has left stays, and the rest of a schedule is decided anew after something happened.

use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Duration;

use clap::{ArgGroup, Args};
use linehaul_app::failure::Failure;
use linehaul_app::replan::{ReplanRequest, Replanned, SoFar, replan};
use linehaul_case::schedule::Summary;
use linehaul_tables::CHANGES;

use crate::dock::DockOptions;
use crate::figures::{count, number, table};
use crate::shown::Shown;

/// Trucks that are listed; the file has all of them.
const LISTED: usize = 10;

/// Keep what has left of a schedule, take in what happened, and decide the rest anew.
#[derive(Args)]
#[command(group = ArgGroup::new("so_far").required(true).args(["schedule", "snapshot"]))]
pub struct Replan {
    /// Case folder.
    #[arg(long, value_name = "DIR")]
    case: PathBuf,
    /// Schedule folder: its trucks up to the hour have left.
    #[arg(long, value_name = "DIR")]
    schedule: Option<PathBuf>,
    /// A run as `schedule --snapshot` kept it.
    #[arg(long, value_name = "FILE")]
    snapshot: Option<PathBuf>,
    /// The first hour to plan anew, counted from the start of the case; that of the first event unless given.
    #[arg(long, value_name = "HOUR", conflicts_with = "snapshot")]
    at: Option<u16>,
    /// File of what happened, one event a line (docs/formats.md).
    #[arg(long, value_name = "FILE")]
    events: PathBuf,
    /// Who decides: as for `schedule`; the policy of before unless given.
    #[arg(long, value_name = "POLICY")]
    policy: Option<String>,
    /// Folder to write the new schedule to; a schedule that is there already is replaced.
    #[arg(long, value_name = "DIR")]
    out: PathBuf,
    #[command(flatten)]
    dock: DockOptions,
    /// Print the figures and all changes as JSON.
    #[arg(long)]
    json: bool,
}

impl Replan {
    /// Runs the command.
    pub fn run(&self, quiet: bool) -> Result<ExitCode, Failure> {
        let so_far = match (&self.schedule, &self.snapshot) {
            (Some(folder), _) => SoFar::Schedule { folder: folder.clone(), hour: self.at },
            (None, Some(path)) => SoFar::Snapshot(path.clone()),
            (None, None) => unreachable!("one of them is required"),
        };
        let request = ReplanRequest {
            case: self.case.clone(),
            so_far,
            events: self.events.clone(),
            policy: self.policy.clone(),
            out: self.out.clone(),
            dock: self.dock.request(),
        };
        let replanned = replan(&request)?;
        Shown::asked(self.json, quiet).print(&json(&replanned), || self.text(&replanned))?;
        Ok(ExitCode::SUCCESS)
    }

    fn text(&self, replanned: &Replanned) -> String {
        let Replanned { meta, hour, hours, kept, events, changes, took, .. } = replanned;
        let (added, dropped): (Vec<_>, Vec<_>) = changes.iter().partition(|truck| truck.change == "added");
        let rows = changes.iter().take(LISTED).map(|truck| {
            let lane = format!("{} -> {}", truck.origin, truck.destination);
            [
                truck.change.to_owned(),
                truck.hour.to_string(),
                lane,
                truck.vehicle_type.clone(),
                count(truck.packages as u64),
                number(truck.m3, 1),
                number(truck.cost, 0),
            ]
        });
        let listed = table(["change", "hour", "lane", "type", "packages", "m3", "cost"], rows);
        let more = changes.len().saturating_sub(LISTED);
        format!(
            "{} under {}, hours {hour} to {} anew after {} events; {} trucks had left\n\n{}\n\
             {} trucks added, {} dropped\n{listed}{}\n\
             came to hour {hour} in {}, decided the rest in {}\nschedule: {}\nchanges: {}\n",
            meta.case,
            meta.policy,
            hours - 1,
            count(*events as u64),
            count(*kept as u64),
            figures(replanned),
            count(added.len() as u64),
            count(dropped.len() as u64),
            if more > 0 { format!("and {} more\n", count(more as u64)) } else { String::new() },
            milliseconds(took.0),
            milliseconds(took.1),
            self.out.display(),
            self.out.join(CHANGES).display(),
        )
    }
}

fn json(replanned: &Replanned) -> serde_json::Value {
    serde_json::json!({
        "meta": replanned.meta,
        "hour": replanned.hour,
        "kept": replanned.kept,
        "events": replanned.events,
        "before": replanned.before,
        "summary": replanned.now,
        "changes": replanned.changes,
        "came_in_ms": replanned.took.0.as_secs_f64() * 1e3,
        "decided_in_ms": replanned.took.1.as_secs_f64() * 1e3,
    })
}

/// What changes, one figure a line.
fn figures(replanned: &Replanned) -> String {
    let (before, now) = (&replanned.before, &replanned.now);
    let signed = |text: String, up: bool| if up { format!("+{text}") } else { text };
    let money = |name: &str, of: fn(&Summary) -> f64| {
        let (old, new) = (of(before), of(now));
        let change = signed(number(new - old, 0), new > old);
        [name.to_owned(), number(old, 0), number(new, 0), change, replanned.currency.clone()]
    };
    let counted = |name: &str, unit: &str, of: fn(&Summary) -> u64| {
        let (old, new) = (of(before), of(now));
        let change = if new < old { format!("-{}", count(old - new)) } else { signed(count(new - old), new > old) };
        [name.to_owned(), count(old), count(new), change, unit.to_owned()]
    };
    let rows = [
        money("shipment cost", |summary| summary.shipment_cost),
        money("SLA cost", |summary| summary.sla_cost),
        money("settlement of what is under way", |summary| summary.settlement_cost),
        money("total cost", |summary| summary.total_cost),
        counted("departures", "trucks", |summary| summary.departures),
        counted("delivered", "packages", |summary| summary.delivered),
        counted("late", "packages", |summary| summary.late),
        counted("still under way", "packages", |summary| summary.under_way),
        counted("cancelled", "packages", |summary| summary.cancelled),
    ];
    table(["", "before", "now", "change", "unit"], rows)
}

fn milliseconds(time: Duration) -> String {
    number(time.as_secs_f64() * 1e3, 1) + " ms"
}
