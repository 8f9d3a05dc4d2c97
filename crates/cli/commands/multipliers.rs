//! `linehaul multipliers`: one policy trained on all cost multipliers, one on each, and what each does as transport gets dearer.
//!
//! Runs that are there already are gone on with, or left alone if they are done. `linehaul report` draws the folder.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;
use linehaul_agents::judge::comparison::Estimate;
use linehaul_agents::judge::multipliers::{CONDITIONED, Multipliers as Measured};
use linehaul_agents::learn::team::Mode;
use linehaul_nets::policy::Policy;

use crate::failure::Failure;
use crate::figures::{number, percent, table};
use crate::job::Shown;
use crate::many_runs::{self, Run};
use crate::progress::Progress;
use crate::run_folder::read_policies;
use crate::run_options::RunOptions;

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
        self.check_values()?;
        let folder = self.run.folder();
        let conditioned = self.run_at(None, folder.join(CONDITIONED))?;
        let own: Vec<Run> = (self.values.iter())
            .map(|&multiplier| self.run_at(Some(multiplier), folder.join(format!("x{multiplier}"))))
            .collect::<Result<_, Failure>>()?;
        let shown = Shown::asked(self.json, quiet);
        many_runs::train(std::iter::once(&conditioned).chain(&own), shown != Shown::Table)?;
        let policies: Vec<(f64, Policy)> = (self.values.iter().zip(&own))
            .map(|(&multiplier, run)| Ok((multiplier, best(run)?)))
            .collect::<Result<_, Failure>>()?;
        let n_runs = Measured::n_runs(self.worlds, self.values.len() as u64);
        let progress = Progress::new("measuring", n_runs, "runs", shown != Shown::Table);
        let worlds = (self.worlds, self.exam_seed);
        let measured = Measured::measure(&best(&conditioned)?, &policies, worlds, &|| progress.step());
        drop(progress);
        many_runs::keep(&measured, (&folder, "multipliers.json"), shown, &text(&measured))?;
        Ok(ExitCode::SUCCESS)
    }

    fn check_values(&self) -> Result<(), Failure> {
        for (at, value) in self.values.iter().enumerate() {
            if !value.is_finite() || *value <= 0.0 {
                let problem = format!("--values has {value}");
                return Err(Failure::new(problem, "give cost multipliers above 0, as 0.5,1,2,4"));
            }
            if self.values[..at].contains(value) {
                return Err(Failure::new(format!("--values has {value} twice"), "give each cost multiplier once"));
            }
        }
        Ok(())
    }

    /// The run at one multiplier, or at all.
    fn run_at(&self, multiplier: Option<f64>, folder: PathBuf) -> Result<Run, Failure> {
        let last = format!("worlds.multiplier={}", multiplier.unwrap_or(0.0));
        let config = self.run.config([last])?;
        if config.policy.mode == Mode::PerHub {
            let problem = "policies of the hubs of one network fit no other";
            return Err(Failure::new(problem, "set policy.mode to shared or round-robin"));
        }
        Ok(Run { config, folder })
    }
}

fn best(run: &Run) -> Result<Policy, Failure> {
    Ok(read_policies(&run.folder.join("best"))?.0.policies.swap_remove(0))
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
