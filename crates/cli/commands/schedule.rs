//! `linehaul schedule`: a case and a policy in, a checked-out schedule folder and its figures out.

use std::collections::HashMap;
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Duration;

use clap::Args;
use linehaul_agents::FleetManager;
use linehaul_agents::decide::fleet_manager::Timed;
use linehaul_agents::decide::learned::Learned;
use linehaul_agents::decide::run::Episode;
use linehaul_case::schedule::Summary;
use linehaul_case::{Case, Demand};
use linehaul_env::loading::DockSettings;
use linehaul_env::summary::Outcome;
use linehaul_tables::{ScheduleMeta, write_atomically, write_schedule};

use crate::dock::{DockOptions, Loading};
use crate::failure::Failure;
use crate::figures::{count, number, percent, table};
use crate::inputs::{CaseInput, PRETRAINED, Policy, Rule};
use crate::late_price::LatePrice;
use crate::output;
use crate::progress::Progress;

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
    #[command(flatten)]
    dock: DockOptions,
    /// Print the figures as JSON.
    #[arg(long)]
    json: bool,
}

impl Schedule {
    /// Runs the command.
    pub fn run(&self, quiet: bool) -> Result<ExitCode, Failure> {
        let policy = Policy::parse(&self.policy)?;
        let dock = self.dock.settings()?;
        let input = CaseInput::read(&self.case)?;
        policy.check(input.case())?;
        let late_price = match &self.late_price {
            Some(text) => LatePrice::parse(text)?.of(&policy, &input)?,
            None => 0.0,
        };
        let case = input.case();
        let demand = Demand::of(case, self.seed);
        let progress =
            Progress::new(&format!("simulating {}", case.name()), u64::from(case.hours()), "hours", quiet || self.json);
        let episode = Episode { network: &input.network, demand: &demand, dock, late_price };
        let run = |manager: &mut dyn FleetManager| {
            let mut timed = Timed::new(manager);
            (episode.run(&mut timed, |_| progress.step()), timed.times())
        };
        let ((outcome, times), decisions) = if self.decisions.is_some() {
            let mut manager = learned(&policy)?;
            manager.record();
            (run(&mut manager), Some(manager.take_log()))
        } else {
            (run(&mut *policy.manager()), None)
        };
        drop(progress);
        let Outcome { schedule, loading } = outcome;
        let meta = ScheduleMeta {
            case: case.name().to_owned(),
            case_hash: input.hash.clone(),
            policy_hash: policy.hash(),
            policy: policy.name,
            seed: self.seed,
            late_price,
            version: env!("CARGO_PKG_VERSION").to_owned(),
        };
        write_schedule(&self.out, case, &demand, &schedule, &meta)?;
        if let (Some(path), Some(decisions)) = (&self.decisions, decisions) {
            let metadata = [("case", &meta.case), ("policy_hash", &meta.policy_hash), ("version", &meta.version)];
            let metadata = metadata.map(|(key, value)| (key.to_owned(), value.clone()));
            write_atomically(path, &decisions.to_bytes(HashMap::from(metadata)))?;
        }
        let loading = Loading::new(vec![(meta.policy.clone(), loading)], dock);
        let worst = loading.write(&self.out)?;
        if self.json {
            let mut figures = serde_json::json!({ "meta": meta, "summary": schedule.summary });
            if dock != DockSettings::default() {
                figures["loading"] = serde_json::json!(loading);
            }
            output::print(&output::json(&figures))?;
        } else if !quiet {
            output::print(&format!(
                "{} under {} (demand seed {}{}), {} hours\n\n{}{}\ndecided in {} an hour, {} at most\nschedule: {}\n{worst}",
                case.name(),
                meta.policy,
                self.seed,
                if late_price == 0.0 { String::new() } else { format!(", late price {}", number(late_price, 2)) },
                case.hours(),
                figures(case, &schedule.summary),
                loading.text(),
                microseconds(times.0),
                microseconds(times.1),
                self.out.display(),
            ))?;
        }
        Ok(ExitCode::SUCCESS)
    }
}

/// The manager of a learned policy: rules have no logits.
fn learned(policy: &Policy) -> Result<Learned, Failure> {
    match &policy.rule {
        Rule::Learned(policies, _) => Ok(Learned::new(policies)),
        Rule::Heuristic(_) => {
            let problem = format!("--decisions: \"{}\" is a rule, which has no logits", policy.name);
            Err(Failure::new(problem, "give --policy pretrained or a checkpoint, or leave --decisions out"))
        }
    }
}

/// The figures of a schedule, one a line.
fn figures(case: &Case, summary: &Summary) -> String {
    let currency = case.currency();
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
