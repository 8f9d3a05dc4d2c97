//! `linehaul multipliers`: one policy trained on all cost multipliers, one on each, and what each does as transport gets dearer.
//!
//! Runs that are there already are gone on with, or left alone if they are done. `linehaul report` draws the folder.

use std::process::ExitCode;

use clap::Args;
use linehaul_agents::judge::comparison::Estimate;
use linehaul_agents::judge::multipliers::Multipliers as Measured;
use linehaul_app::failure::Failure;
use linehaul_app::multipliers::{MultipliersRequest, multipliers};

use crate::bar::Bars;
use crate::figures::{number, percent, table};
use crate::run_options::{RunOptions, runs_line};
use crate::shown::Shown;

/// Show what a dearer transport makes of policies: fewer, fuller trucks.
#[derive(Args)]
pub struct Multipliers {
    #[command(flatten)]
    run: RunOptions,
    /// Cost multipliers.
    #[arg(long, value_name = "LIST", default_value = "0.5,1,2,4", value_delimiter = ',')]
    values: Vec<f64>,
    /// Worlds that the policies are measured on, the same ones at each multiplier.
    #[arg(long, value_name = "N", default_value_t = 16, value_parser = clap::value_parser!(u64).range(1..=10_000))]
    worlds: u64,
    /// Seed of these worlds.
    #[arg(long, value_name = "N", default_value_t = 9_101)]
    exam_seed: u64,
    /// Print the results as JSON.
    #[arg(long)]
    json: bool,
}

impl Multipliers {
    /// Runs the command.
    pub fn run(&self, quiet: bool) -> Result<ExitCode, Failure> {
        let shown = Shown::asked(self.json, quiet);
        let &Self { worlds, exam_seed, .. } = self;
        let request = MultipliersRequest { run: self.run.request(), values: self.values.clone(), worlds, exam_seed };
        let measured = multipliers(&request, &Bars::new(shown))?;
        shown.print(&measured, || text(&measured) + &runs_line(&request.run))?;
        Ok(ExitCode::SUCCESS)
    }
}

fn text(measured: &Measured) -> String {
    let bracketed = |estimate: &Estimate, text: &dyn Fn(f64) -> String| match estimate.interval {
        Some(interval) => format!("{} [{}, {}]", text(estimate.value), text(interval.low), text(interval.high)),
        None => text(estimate.value),
    };
    let rows = measured.readings.iter().map(|reading| {
        [
            format!("x{}  {}", reading.multiplier, reading.policy),
            number(reading.departures.value, 0),
            bracketed(&reading.departures_to_first, &|ratio| number(ratio, 2)),
            bracketed(&reading.fill_m3, &|share| number(100.0 * share, 0)) + " %",
            number(reading.vehicle_m3.value, 1),
            percent(reading.late_share.value, 1),
            bracketed(&reading.cost_to_reference, &|ratio| number(ratio, 3)),
        ]
    });
    let first = measured.readings.first().map_or(0.0, |reading| reading.multiplier);
    let to_first = format!("to x{first}");
    let headers = ["multiplier", "trucks", &to_first, "fill", "m3", "late", "cost vs economic"];
    let note = format!(
        "means over {} worlds of the base family, the same at each multiplier; brackets: 95 % over worlds\n\
         conditioned: trained on all multipliers; own: trained on this one alone, as long\n",
        measured.worlds
    );
    table(headers, rows) + "\n" + &note
}
