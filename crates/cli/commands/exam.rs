//! `linehaul exam`: a checkpoint on generated families that it has never seen, each world's opponent tuned on that world.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;
use linehaul_agents::judge::exam::FamilyResult;
use linehaul_agents::judge::solved::{CaseResult, GroupResult};
use linehaul_agents::judge::statistics::Interval;
use linehaul_app::exam::{ExamRequest, ExamResults, exam};
use linehaul_app::failure::Failure;
use serde::Serialize;

use crate::bar::Bars;
use crate::figures::{interval, number, percent, share, table};
use crate::given::{cap, families};
use crate::shown::Shown;

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
    #[arg(long, value_name = "SHARE", value_parser = cap)]
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
        let shown = Shown::asked(self.json, quiet);
        let request = ExamRequest {
            checkpoints: self.checkpoints.clone(),
            families: families(self.families.as_ref()),
            worlds: self.worlds,
            seed: self.seed,
            max_late: self.max_late,
            cases: self.cases.clone(),
            demands: self.demands,
        };
        match exam(&request, &Bars::new(shown))? {
            ExamResults::Free(results) => self.print(&results, shown, text)?,
            ExamResults::Capped(cap, results) => {
                self.print(&results, shown, |results| text_under(cap, results))?;
            }
        }
        Ok(ExitCode::SUCCESS)
    }

    /// Results of each checkpoint.
    fn print<R: Serialize>(
        &self,
        results: &[Vec<R>],
        shown: Shown,
        text: impl Fn(&[R]) -> String,
    ) -> Result<(), Failure> {
        shown.print(&results, || {
            let of = |(path, results): (&PathBuf, &Vec<R>)| format!("{}\n{}\n", path.display(), text(results));
            self.checkpoints.iter().zip(results).map(of).collect()
        })
    }
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

/// A row a group, and the headline.
fn text_under(max_late: f64, results: &[GroupResult]) -> String {
    let rows = results.iter().map(|group| {
        let n = group.cases.len();
        let of = |count: usize| format!("{count} of {n}");
        let held = |held: fn(&CaseResult) -> bool| of(group.cases.iter().filter(|case| held(case)).count());
        let late = |of: fn(&CaseResult) -> f64| percent(group.cases.iter().map(of).sum::<f64>() / n as f64, 2);
        [
            group.name.clone(),
            held(|case| case.policy.held),
            late(|case| case.policy.late_share),
            held(|case| case.opponent.held),
            late(|case| case.opponent.late_share),
            number(group.mean, 4),
            group.interval.map_or_else(String::new, |interval| {
                format!("[{}, {}]", number(interval.low, 3), number(interval.high, 3))
            }),
            of(group.solved()),
        ]
    });
    let headers = ["cases", "held", "late", "opponent held", "late", "cost vs opponent", "", "solved"];
    table(headers, rows) + &format!("\n{}\n", headline(results, max_late))
}

fn headline(results: &[GroupResult], max_late: f64) -> String {
    let solved: usize = results.iter().map(GroupResult::solved).sum();
    let n: usize = results.iter().map(|group| group.cases.len()).sum();
    format!("solved {solved} of {n} unseen cases at a {} late cap", share(max_late))
}
