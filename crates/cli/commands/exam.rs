//! `linehaul exam`: a checkpoint on generated families that it has never seen, each world's opponent tuned on that world.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Args;
use linehaul_agents::exam::{FAMILIES, FamilyExam, FamilyResult};
use linehaul_agents::held_out::HeldOut;
use linehaul_agents::policy::Policy;
use linehaul_agents::statistics::Interval;
use linehaul_env::generate::{Family, UnknownFamily};

use crate::failure::Failure;
use crate::figures::{interval, number, table};
use crate::output;
use crate::progress::Progress;
use crate::run_folder::read_checkpoint;

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
    /// Print the results as JSON.
    #[arg(long)]
    json: bool,
}

impl Exam {
    /// Runs the command.
    pub fn run(&self, quiet: bool) -> Result<ExitCode, Failure> {
        let families = self.families()?;
        let policies: Vec<Policy> =
            self.checkpoints.iter().map(|path| shared_policy(path)).collect::<Result<_, Failure>>()?;
        let n_runs = families.len() as u64 * self.worlds * HeldOut::RUNS_PER_CASE;
        let progress = Progress::new("examining", n_runs, "runs", quiet || self.json);
        let mut results: Vec<Vec<FamilyResult>> = vec![Vec::new(); policies.len()];
        for &family in &families {
            progress.doing(&format!("examining {}", family.name()));
            let exam = FamilyExam::new(family, self.seed, self.worlds, &|| progress.step());
            for (policy, results) in policies.iter().zip(&mut results) {
                results.push(exam.examine(policy));
            }
        }
        drop(progress);
        if self.json {
            output::print(&output::json(&results))?;
        } else if !quiet {
            for (path, results) in self.checkpoints.iter().zip(&results) {
                output::print(&format!("{}\n{}\n", path.display(), text(results)))?;
            }
        }
        Ok(ExitCode::SUCCESS)
    }

    fn families(&self) -> Result<Vec<Family>, Failure> {
        let Some(list) = &self.families else { return Ok(FAMILIES.to_vec()) };
        let parse = |name: &str| {
            let unknown = |error: UnknownFamily| Failure::new(error.to_string(), "see `linehaul generate --help`");
            name.trim().parse().map_err(unknown)
        };
        list.split(',').map(parse).collect()
    }
}

/// The policy of a checkpoint, which must fit any network.
fn shared_policy(path: &Path) -> Result<Policy, Failure> {
    let mut policies = read_checkpoint(path)?.0.policies;
    if policies.len() > 1 {
        let problem = format!("{}: has a policy for each hub of one network", path.display());
        return Err(Failure::new(problem, "evaluate it on that network"));
    }
    Ok(policies.remove(0))
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
