//! `linehaul sweep`: runs over a grid of settings and seeds, one folder each, and a table of what came of them.
//!
//! A run that is there already is gone on with, or left alone if it is done, so a sweep can be stopped and begun again. All are
//! examined on the same worlds.

use std::process::ExitCode;

use clap::Args;
use linehaul_app::failure::Failure;
use linehaul_app::sweep::{SettingResult, Spread, SweepRequest, best_first, sweep};

use crate::bar::Bars;
use crate::figures::{number, table};
use crate::given::families;
use crate::run_options::{RunOptions, runs_line};
use crate::shown::Shown;

/// Train over a grid of settings and seeds, and compare.
#[derive(Args)]
pub struct Sweep {
    #[command(flatten)]
    run: RunOptions,
    /// Values to try: ppo.lr=1e-3,3e-4. Given several times, every combination is tried.
    #[arg(long, value_name = "KEY=VALUE,...", required = true)]
    grid: Vec<String>,
    /// Training seeds of each setting: 1 to N.
    #[arg(long, value_name = "N", default_value_t = 3, value_parser = clap::value_parser!(u64).range(1..=1_000))]
    seeds: u64,
    /// Families that the best checkpoints are examined on, separated by commas; all but the one of training unless given.
    #[arg(long, value_name = "LIST")]
    families: Option<String>,
    /// Worlds of each family that the best checkpoints are examined on.
    #[arg(long, value_name = "N", default_value_t = 8, value_parser = clap::value_parser!(u64).range(1..=10_000))]
    worlds: u64,
    /// Seed of these worlds.
    #[arg(long, value_name = "N", default_value_t = 9_101)]
    exam_seed: u64,
    /// Print the results as JSON.
    #[arg(long)]
    json: bool,
}

impl Sweep {
    /// Runs the command.
    pub fn run(&self, quiet: bool) -> Result<ExitCode, Failure> {
        let shown = Shown::asked(self.json, quiet);
        let request = SweepRequest {
            run: self.run.request(),
            grid: self.grid.clone(),
            seeds: self.seeds,
            families: families(self.families.as_ref()),
            worlds: self.worlds,
            exam_seed: self.exam_seed,
        };
        let results = sweep(&request, &Bars::new(shown))?;
        shown.print(&results, || text(&results) + &runs_line(&request.run))?;
        Ok(ExitCode::SUCCESS)
    }
}

/// A table, the best setting first.
fn text(results: &[SettingResult]) -> String {
    let rows = best_first(results).into_iter().map(|result| {
        let mean = |values: Vec<f64>| number(Spread::of(&values).map_or(f64::NAN, |spread| spread.mean), 0);
        [
            result.setting.clone(),
            result.runs.len().to_string(),
            with_interval(&result.exams()),
            with_interval(&result.of_runs(|run| run.best)),
            with_interval(&result.at_equal_seconds),
            mean(result.of_runs(|run| run.seconds)),
            mean(result.of_runs(|run| run.hub_steps as f64 / run.seconds)),
        ]
    });
    let headers = ["setting", "seeds", "exam", "best held-out", "at equal seconds", "seconds", "hub-steps/s"];
    table(headers, rows)
        + "\ncost over that of the tuned heuristic: mean of the exam's families, held-out worlds; ±: 95 % over training seeds (Student)\n"
}

/// Mean and half the width of its interval.
fn with_interval(values: &[f64]) -> String {
    match Spread::of(values) {
        None => "-".into(),
        Some(Spread { mean, half: None }) => number(mean, 4),
        Some(Spread { mean, half: Some(half) }) => format!("{} ± {}", number(mean, 4), number(half, 4)),
    }
}
