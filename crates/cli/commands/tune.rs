//! `linehaul tune`: the best parameters of a heuristic on some cases, as a file that `--policy NAME:FILE` takes.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;
use linehaul_agents::judge::tune::Tuned;
use linehaul_app::failure::Failure;
use linehaul_app::tune::{TuneRequest, TuneResult, is_default, tune};

use crate::bar::Bars;
use crate::figures::{counted, number, table};
use crate::given::Seeds;
use crate::shown::Shown;

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
        let Self { policy, cases, seeds, out, json } = self;
        let (policy, cases, seeds, out) = (policy.clone(), cases.clone(), seeds.to_vec(), out.clone());
        let shown = Shown::asked(*json, quiet);
        let TuneResult { tuned, out } = tune(&TuneRequest { policy, cases, seeds, out }, &Bars::new(shown))?;
        shown.print(&tuned, || {
            let (out, name) = (out.display(), tuned.heuristic.name());
            text(&tuned) + &format!("\nparameters: {out} (use --policy {name}:{out})\n")
        })?;
        Ok(ExitCode::SUCCESS)
    }
}

/// The first settings of the ranking.
fn text(tuned: &Tuned) -> String {
    const SHOWN: usize = 10;
    let rows = tuned.ranking.iter().take(SHOWN).map(|setting| {
        let parameters = toml::to_string(&setting.heuristic).expect("parameters are plain values");
        let parameters: Vec<&str> = parameters.lines().filter(|line| !line.starts_with("policy")).collect();
        [
            parameters.join(", ") + if is_default(&setting.heuristic) { " (default)" } else { "" },
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
