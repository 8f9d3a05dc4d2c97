//! `linehaul tune`: the best parameters of a heuristic on some cases, as a file that `--policy NAME:FILE` takes.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;
use linehaul_agents::decide::heuristics::Heuristic;
use linehaul_agents::judge::tune::{Tuned, n_settings, tune};
use linehaul_tables::write_atomically;

use crate::commands::evaluate::evaluated;
use crate::failure::Failure;
use crate::figures::{counted, number, table};
use crate::inputs::{CaseInput, Policy, Rule, Seeds};
use crate::output;
use crate::progress::Progress;

/// Find the best parameters of a heuristic on some cases.
#[derive(Args)]
pub struct Tune {
    /// Heuristic to tune.
    #[arg(long, value_name = "NAME", default_value = "economic")]
    policy: String,
    /// Case folders, or folders of cases.
    #[arg(long, value_name = "DIR", num_args = 1.., required = true)]
    cases: Vec<PathBuf>,
    /// Demand seeds for each case: a number N for 0 to N - 1, or A..B. Compare on others than those tuned on.
    #[arg(long, value_name = "N", default_value = "1", value_parser = Seeds::parse)]
    seeds: Seeds,
    /// File to write; NAME.toml in the current folder unless given.
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
    /// Print the whole ranking as JSON.
    #[arg(long)]
    json: bool,
}

impl Tune {
    /// Runs the command.
    pub fn run(&self, quiet: bool) -> Result<ExitCode, Failure> {
        let Rule::Heuristic(heuristic) = Policy::parse(&self.policy)?.rule else {
            return Err(Failure::new(format!("{}: a trained policy has no grid", self.policy), "give a heuristic"));
        };
        let cases = evaluated(&CaseInput::read_all(&self.cases)?)?;
        let seeds = self.seeds.to_vec();
        let n_runs = n_settings(&heuristic) * cases.len() * seeds.len();
        let progress =
            Progress::new(&format!("tuning {}", heuristic.name()), n_runs as u64, "runs", quiet || self.json);
        let tuned = tune(&heuristic, &cases, &seeds, &|| progress.step());
        drop(progress);
        let out = self.out.clone().unwrap_or_else(|| format!("{}.toml", heuristic.name()).into());
        write_atomically(&out, tuned.to_toml().as_bytes())?;
        if self.json {
            output::print(&output::json(&tuned))?;
        } else if !quiet {
            let file = format!("\nparameters: {0} (use --policy {1}:{0})\n", out.display(), heuristic.name());
            output::print(&(text(&tuned) + &file))?;
        }
        Ok(ExitCode::SUCCESS)
    }
}

/// The first settings of the ranking.
fn text(tuned: &Tuned) -> String {
    const SHOWN: usize = 10;
    let rows = tuned.ranking.iter().take(SHOWN).map(|setting| {
        let parameters = toml::to_string(&setting.heuristic).expect("parameters are plain values");
        let parameters: Vec<&str> = parameters.lines().filter(|line| !line.starts_with("policy")).collect();
        let is_default = Heuristic::named(setting.heuristic.name()).as_ref() == Some(&setting.heuristic);
        [
            parameters.join(", ") + if is_default { " (default)" } else { "" },
            number(setting.score, 4),
            number(setting.cost_to_bound, 3),
        ]
    });
    let best = format!(
        "best of {} on {} x {}\n\n",
        counted(tuned.ranking.len(), "setting"),
        counted(tuned.cases.len(), "case"),
        counted(tuned.seeds.len(), "demand seed")
    );
    best + &table(["parameters", "cost vs default", "cost/bound"], rows)
}
