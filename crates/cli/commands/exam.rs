//! `linehaul exam`: a checkpoint on generated families that it has never seen, each world's opponent tuned on that world.

mod solved;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Args;
use linehaul_agents::judge::exam::{FamilyExam, FamilyResult};
use linehaul_agents::judge::held_out::HeldOut;
use linehaul_agents::judge::statistics::Interval;
use linehaul_nets::policy_file::PolicyFile;
use serde::Serialize;

use crate::failure::Failure;
use crate::figures::{interval, number, table};
use crate::inputs::families;
use crate::late_price::parse_cap;
use crate::output;
use crate::progress::Progress;
use crate::run_folder::read_policies;
use solved::Capped;

/// Examine checkpoints on generated worlds against the best heuristic tuned on each.
#[derive(Args)]
pub struct Exam {
    /// Checkpoints, as runs/x/best.
    #[arg(value_name = "CHECKPOINT", num_args = 1.., required = true)]
    checkpoints: Vec<PathBuf>,
    /// Families, separated by commas; all but the one of training unless given.
    #[arg(long, value_name = "LIST")]
    families: Option<String>,
    /// Worlds of each family.
    #[arg(long, value_name = "N", default_value_t = 8, value_parser = clap::value_parser!(u64).range(1..=10_000))]
    worlds: u64,
    /// Seed of the worlds.
    #[arg(long, value_name = "N", default_value_t = 9_101)]
    seed: u64,
    /// Examine under a cap on lateness instead: the policy and the strongest heuristic both hold it, each with its own late price, and are
    /// judged on fresh demand. Ends with the number of cases solved.
    #[arg(long, value_name = "SHARE", value_parser = parse_cap)]
    max_late: Option<f64>,
    /// Case folders, or folders of cases, to examine on; then families only if they are given too.
    #[arg(long, value_name = "DIR", num_args = 1.., requires = "max_late")]
    cases: Vec<PathBuf>,
    /// Fresh demand seeds for each case, from 1; seed 0 is what late prices are found on.
    #[arg(long, value_name = "N", default_value_t = 3, requires = "max_late", value_parser = clap::value_parser!(u64).range(1..=100))]
    demands: u64,
    /// Print the results as JSON.
    #[arg(long)]
    json: bool,
}

impl Exam {
    /// Runs the command.
    pub fn run(&self, quiet: bool) -> Result<ExitCode, Failure> {
        let families = match &self.families {
            None if !self.cases.is_empty() => Vec::new(),
            list => families(list.as_deref())?,
        };
        let checkpoints: Vec<(&Path, PolicyFile)> = (self.checkpoints.iter())
            .map(|path| Ok((path.as_path(), shared(path)?)))
            .collect::<Result<_, Failure>>()?;
        if let Some(max_late) = self.max_late {
            let &Self { worlds, seed, demands, .. } = self;
            let capped = Capped { max_late, families: &families, worlds, seed, cases: &self.cases, demands };
            let results = capped.examine(&checkpoints, quiet || self.json)?;
            return self.print(&results, &|results| capped.text(results), quiet);
        }
        let n_runs = families.len() as u64 * self.worlds * HeldOut::RUNS_PER_CASE;
        let progress = Progress::new("examining", n_runs, "runs", quiet || self.json);
        let mut results: Vec<Vec<FamilyResult>> = vec![Vec::new(); checkpoints.len()];
        for &family in &families {
            progress.doing(&format!("examining {}", family.name()));
            let exam = FamilyExam::new(family, self.seed, self.worlds, &|| progress.step());
            for ((_, checkpoint), results) in checkpoints.iter().zip(&mut results) {
                results.push(exam.examine(&checkpoint.policies[0]));
            }
        }
        drop(progress);
        self.print(&results, &|results| text(results), quiet)
    }

    /// Results of each checkpoint.
    fn print<R: Serialize>(
        &self,
        results: &[Vec<R>],
        text: &dyn Fn(&[R]) -> String,
        quiet: bool,
    ) -> Result<ExitCode, Failure> {
        if self.json {
            output::print(&output::json(&results))?;
        } else if !quiet {
            for (path, results) in self.checkpoints.iter().zip(results) {
                output::print(&format!("{}\n{}\n", path.display(), text(results)))?;
            }
        }
        Ok(ExitCode::SUCCESS)
    }
}

/// A checkpoint whose policy must fit any network.
fn shared(path: &Path) -> Result<PolicyFile, Failure> {
    let (checkpoint, _) = read_policies(path)?;
    if checkpoint.policies.len() == 1 {
        return Ok(checkpoint);
    }
    let problem = format!("{}: has a policy for each hub of one network", path.display());
    Err(Failure::new(problem, "evaluate it on that network"))
}

fn text(results: &[FamilyResult]) -> String {
    let brackets = |result: &FamilyResult| match result.interval {
        Some(Interval { low, high }) => interval(low, high),
        None => String::new(),
    };
    let rows = results.iter().map(|result| {
        let wins = result.ratios.iter().filter(|ratio| **ratio < 1.0).count();
        let worlds = result.ratios.len();
        [result.family.clone(), number(result.mean, 4), brackets(result), format!("{wins} of {worlds}")]
    });
    let mean = results.iter().map(|result| result.mean).sum::<f64>() / results.len() as f64;
    let all = [["mean of families".into(), number(mean, 4), String::new(), String::new()]];
    table(["family", "cost vs tuned", "", "cheaper on"], rows.chain(all))
}
