//! What a training run writes and tells: its folder, a line of figures for each checkpoint, and the result.

use std::path::{Path, PathBuf};

use linehaul_agents::judge::held_out::HeldOutScore;
use linehaul_agents::learn::checkpoint::Checkpoint;
use linehaul_agents::learn::metrics::{HeldOutMetrics, IterationMetrics};
use linehaul_agents::learn::trainer::TrainingLog;
use serde::Serialize;

use super::period::Period;
use crate::failure::Failure;
use crate::figures::{Lines, count, interval, number, percent};
use crate::output;
use crate::progress::Progress;
use crate::run_folder::RunFolder;

/// What is printed.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Shown {
    /// A line of figures a checkpoint, for people.
    Table,
    /// A line of JSON a checkpoint.
    Json,
    /// Nothing.
    Nothing,
}

impl Shown {
    /// What `--json` and `--quiet` ask for.
    pub fn asked(json: bool, quiet: bool) -> Self {
        match (json, quiet) {
            (true, _) => Self::Json,
            (false, true) => Self::Nothing,
            (false, false) => Self::Table,
        }
    }
}

/// Fits in 120 columns.
const TABLE: Lines<11> = Lines {
    columns: [
        ("iteration", 11),
        ("hub-steps", 10),
        ("cost vs tuned", 13),
        ("95 % interval", 14),
        ("return", 6),
        ("late", 6),
        ("fill", 5),
        ("entropy", 7),
        ("KL", 6),
        ("explained", 9),
        ("hub-steps/s", 11),
    ],
};

/// The log of a run.
pub struct Log<'a> {
    run: RunFolder,
    folder: &'a Path,
    /// Iterations of the whole run.
    iterations: u64,
    shown: Shown,
    progress: Progress,
    /// Since the last checkpoint.
    rows: Vec<IterationMetrics>,
    /// Hub-hours until then.
    before: u64,
}

/// A checkpoint as JSON.
#[derive(Serialize)]
struct CheckpointLine<'a> {
    #[serde(flatten)]
    score: &'a HeldOutMetrics,
    is_best: bool,
    #[serde(flatten)]
    period: &'a Period,
}

/// The result as JSON.
#[derive(Serialize)]
struct ResultLine<'a> {
    run: &'a Path,
    /// The checkpoint to use.
    policy: PathBuf,
    iterations: u64,
    /// The best checkpoint of the run.
    best: Option<&'a HeldOutMetrics>,
}

impl<'a> Log<'a> {
    /// A log of a run of so many iterations, of which and of their hub-hours so many are `done`.
    pub fn new(
        run: RunFolder,
        folder: &'a Path,
        iterations: u64,
        done: (u64, u64),
        shown: Shown,
    ) -> Result<Self, Failure> {
        let progress = Progress::new("training", iterations, "iterations", shown != Shown::Table).after(done.0);
        if shown == Shown::Table {
            progress.print(&TABLE.header())?;
        }
        Ok(Self { run, folder, iterations, shown, progress, rows: Vec::new(), before: done.1 })
    }

    /// Tells the result.
    pub fn finish(self, iterations: u64) -> Result<(), Failure> {
        let Self { run, folder, progress, .. } = self;
        drop(progress);
        let policy = folder.join("best");
        match self.shown {
            Shown::Nothing => Ok(()),
            Shown::Json => {
                output::print(&output::json_line(&ResultLine { run: folder, policy, iterations, best: run.best() }))
            }
            Shown::Table => {
                let best = run.best().map_or_else(String::new, |best| {
                    format!("\nbest: {} at iteration {}", number(best.mean, 4), count(best.iteration))
                });
                output::print(&format!("{best}\nrun: {} (use --policy {})\n", folder.display(), policy.display()))
            }
        }
    }

    fn line(&self, score: &HeldOutMetrics, period: &Period, is_best: bool) -> String {
        let or_dash = |value: Option<String>| value.unwrap_or_else(|| "-".to_owned());
        TABLE.row(&[
            format!("{}/{}", score.iteration, self.iterations),
            count(score.hub_steps),
            number(score.mean, 4) + if is_best { " *" } else { "  " },
            score.low.zip(score.high).map_or_else(String::new, |(low, high)| interval(low, high)),
            or_dash(period.episode_return.map(|sum| number(sum, 1))),
            or_dash(period.late_share.map(|share| percent(share, 1))),
            or_dash(period.fill_m3.map(|share| percent(share, 0))),
            number(period.entropy, 3),
            number(period.kl, 4),
            percent(period.explained_variance, 0),
            number(period.hub_steps_per_second, 0),
        ])
    }
}

impl TrainingLog for Log<'_> {
    type Error = Failure;

    fn iteration(&mut self, metrics: &IterationMetrics) -> Result<(), Failure> {
        self.rows.push(metrics.clone());
        self.progress.step();
        self.run.log(metrics)
    }

    fn checkpoint(&mut self, checkpoint: &Checkpoint, score: &HeldOutScore, is_best: bool) -> Result<(), Failure> {
        let score = HeldOutMetrics::of(checkpoint, score);
        self.run.save(checkpoint, score.clone(), is_best)?;
        let period = Period::of(&self.rows, self.before);
        match self.shown {
            Shown::Nothing => {}
            Shown::Json => {
                output::print(&output::json_line(&CheckpointLine { score: &score, is_best, period: &period }))?;
            }
            Shown::Table => self.progress.print(&self.line(&score, &period, is_best))?,
        }
        self.rows.clear();
        self.before = checkpoint.hub_steps;
        Ok(())
    }
}
