//! `linehaul multipliers`: one policy trained on all cost multipliers, one on each, and what each does as transport gets dearer.
//!
//! Runs that are there already are gone on with, or left alone if they are done. `linehaul report` draws the folder.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Args;
use linehaul_agents::config::TrainConfig;
use linehaul_agents::evaluate::Estimate;
use linehaul_agents::multipliers::{CONDITIONED, Multipliers as Measured};
use linehaul_agents::policy::Policy;
use linehaul_agents::team::Mode;
use linehaul_tables::write_atomically;

use crate::failure::Failure;
use crate::figures::{number, percent, table};
use crate::job::complete;
use crate::output;
use crate::progress::Progress;
use crate::run_folder::read_checkpoint;
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
        let folder = self.run.folder();
        let conditioned = (self.settled(None)?, folder.join(CONDITIONED));
        let own: Vec<(TrainConfig, PathBuf)> = (self.values.iter())
            .map(|&multiplier| Ok((self.settled(Some(multiplier))?, folder.join(format!("x{multiplier}")))))
            .collect::<Result<_, Failure>>()?;
        let hidden = quiet || self.json;
        let progress = Progress::new("training", own.len() as u64 + 1, "runs", hidden);
        for (config, folder) in std::iter::once(&conditioned).chain(&own) {
            progress.doing(&format!("training {}", folder.display()));
            complete(config, folder)?;
            progress.step();
        }
        drop(progress);
        let policies: Vec<(f64, Policy)> = (self.values.iter().zip(&own))
            .map(|(&multiplier, (_, folder))| Ok((multiplier, best(folder)?)))
            .collect::<Result<_, Failure>>()?;
        let n_runs = Measured::n_runs(self.worlds, self.values.len() as u64);
        let progress = Progress::new("measuring", n_runs, "runs", hidden);
        let worlds = (self.worlds, self.exam_seed);
        let measured = Measured::measure(&best(&conditioned.1)?, &policies, worlds, &|| progress.step());
        drop(progress);
        write_atomically(&folder.join("multipliers.json"), output::json(&measured).as_bytes())?;
        if self.json {
            output::print(&output::json(&measured))?;
        } else if !quiet {
            let place = folder.display();
            output::print(&format!("{}\nruns: {place} (see `linehaul report {place}`)\n", text(&measured)))?;
        }
        Ok(ExitCode::SUCCESS)
    }

    /// The configuration at one multiplier, or at all.
    fn settled(&self, multiplier: Option<f64>) -> Result<TrainConfig, Failure> {
        if let Some(multiplier) = multiplier.filter(|multiplier| !multiplier.is_finite() || *multiplier <= 0.0) {
            let problem = format!("--values has {multiplier}");
            return Err(Failure::new(problem, "give cost multipliers above 0, as 0.5,1,2,4"));
        }
        let last = format!("worlds.multiplier={}", multiplier.unwrap_or(0.0));
        let config = self.run.config([last])?;
        if config.policy.mode == Mode::PerHub {
            let problem = "policies of the hubs of one network fit no other";
            return Err(Failure::new(problem, "set policy.mode to shared or round-robin"));
        }
        Ok(config)
    }
}

fn best(folder: &Path) -> Result<Policy, Failure> {
    Ok(read_checkpoint(&folder.join("best"))?.0.policies.swap_remove(0))
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
