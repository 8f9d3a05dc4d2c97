//! `linehaul inspect`: what a case holds, and what is suspicious in it; or what policies see of one.

mod features;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;
use linehaul_app::failure::Failure;
use linehaul_app::inspect::inspect;
use linehaul_worlds::inspect::Inspection;

use crate::figures::{count, number, table};
use crate::shown::Shown;

/// Show what a case holds, and what is suspicious in it.
#[derive(Args)]
pub struct Inspect {
    /// Case folder.
    #[arg(required_unless_present = "features")]
    case: Option<PathBuf>,
    /// Show what policies see of a lane instead: each feature in the order of the row. Needs no case.
    #[arg(long, conflicts_with = "case")]
    features: bool,
    /// Print everything as JSON.
    #[arg(long)]
    json: bool,
}

impl Inspect {
    /// Runs the command.
    pub fn run(&self, quiet: bool) -> Result<ExitCode, Failure> {
        let Some(case) = &self.case else {
            return features::run(Shown::asked(self.json, quiet));
        };
        let seen = inspect(case)?;
        Shown::asked(self.json, quiet).print(&seen.inspection, || text(&seen.inspection, seen.left_out))?;
        Ok(ExitCode::SUCCESS)
    }
}

fn text(case: &Inspection, left_out: usize) -> String {
    let mut text = format!("{}: {} hours\n\n", case.name, count(u64::from(case.hours)));
    text.push_str(&figures(case));
    text.push_str("\nbusiest lanes\n");
    text.push_str(&table(
        ["from -> to", "km", "hours", "packages", "truck loads/h"],
        case.busiest_lanes.iter().map(|lane| {
            let ends = format!("{} -> {}", lane.from, lane.to);
            let loads = number(lane.loads_per_hour, 3);
            [ends, number(lane.km, 0), lane.hours.to_string(), count(lane.packages as u64), loads]
        }),
    ));
    text.push_str("\nhubs\n");
    text.push_str(&table(
        ["hub", "lanes", "packages out", "packages in", "trucks/h", "cap/h"],
        case.hubs.iter().map(|hub| {
            let (sent, received) = (count(hub.packages_out as u64), count(hub.packages_in as u64));
            let trucks = number(hub.expected_trucks_per_hour, 2);
            [hub.id.clone(), hub.out_degree.to_string(), sent, received, trucks, hub.max_dispatch_per_hour.to_string()]
        }),
    ));
    text.push_str("\nsuspicious\n");
    if left_out > 0 {
        text.push_str(&format!(
            "- {} packages are handed over after the last whole hour of the horizon; they are left out.\n",
            count(left_out as u64)
        ));
    }
    for sentence in &case.suspicious {
        text.push_str(&format!("- {sentence}\n"));
    }
    if left_out == 0 && case.suspicious.is_empty() {
        text.push_str("nothing\n");
    }
    text
}

fn figures(case: &Inspection) -> String {
    let slack = &case.slack_hours;
    let hours = |hours: i64| number(hours as f64, 0);
    let money = |amount: f64| number(amount, 0);
    let currency = case.currency.as_str();
    let lines = [
        ("hubs", count(case.n_hubs as u64), ""),
        ("lanes", count(case.n_lanes as u64), ""),
        ("vehicle types", count(case.n_vehicle_types as u64), ""),
        ("packages", count(case.n_packages as u64), ""),
        ("  an hour, mean", number(case.packages_per_hour, 1), ""),
        ("  in the busiest hour", count(case.packages_in_busiest_hour as u64), ""),
        ("volume an hour, mean", number(case.m3_per_hour, 1), "m3"),
        ("weight an hour, mean", number(case.kg_per_hour, 0), "kg"),
        ("value of all", money(case.value.total), currency),
        ("  median", money(case.value.median), currency),
        ("  largest", money(case.value.max), currency),
        ("late penalty, median", money(case.penalty.median), currency),
        ("  in trucks of a typical lane", number(case.penalty.median_in_trucks, 3), "trucks"),
        ("slack, median", hours(slack.p50), "h"),
        ("  5 %, 25 %, 75 %, 95 %", [slack.p5, slack.p25, slack.p75, slack.p95].map(hours).join(", "), "h"),
        ("  least, most", format!("{}, {}", hours(slack.min), hours(slack.max)), "h"),
        ("  late from the start", number(slack.negative_share * 100.0, 2), "%"),
        ("due after the horizon", number(case.due_beyond_horizon_share * 100.0, 1), "%"),
    ];
    table(["", "value", "unit"], lines.map(|(name, value, unit)| [name.to_owned(), value, unit.to_owned()]))
}
