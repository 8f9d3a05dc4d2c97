//! Training runs as a page: how one learned, or several over one another.
//!
//! Everything is taken from what a run logs: `metrics.jsonl`, `held-out.jsonl` and the worlds that it speaks of, `config.toml`. The
//! table `metrics.parquet` says the same as the lines, later: it is not read, so that a run that was killed, or still goes on, is
//! shown as far as it came.

mod curves;
mod multipliers;
mod read;
mod scores;
mod settings;

use serde::Serialize;

use crate::page::Page;
use crate::script::Module;
use curves::{Curves, Thinning};
use scores::Scores;
use settings::Settings;

pub use multipliers::Multipliers;
pub use read::{Row, Score, TrainingRun, World, read};

const BODY: &str = include_str!("../assets/training.html");
const MODULES: [Module; 7] = [
    ("tiles.js", include_str!("../assets/js/tiles.js")),
    ("intervals.js", include_str!("../assets/js/intervals.js")),
    ("runs.js", include_str!("../assets/js/runs.js")),
    ("curves.js", include_str!("../assets/js/curves.js")),
    ("settings.js", include_str!("../assets/js/settings.js")),
    ("multipliers.js", include_str!("../assets/js/multipliers.js")),
    ("training.js", include_str!("../assets/js/training.js")),
];

#[derive(Debug, Serialize)]
struct Data<'a> {
    runs: Vec<RunData<'a>>,
    thinning: Thinning,
    settings: Settings,
    /// Whether the scores of all runs that have any are of the same worlds.
    same_worlds: bool,
    multipliers: Option<&'a Multipliers>,
}

#[derive(Debug, Serialize)]
struct RunData<'a> {
    name: &'a str,
    version: Option<&'a str>,
    /// Iterations done, by the last line of the log.
    iterations: u64,
    hub_steps: u64,
    /// Seconds of collecting, and of updating.
    seconds: [f64; 2],
    half_line: bool,
    worlds: &'a [World],
    scores: Scores<'a>,
    curves: Curves,
}

/// The page of one run or more; `defaults` are the settings of a run that sets nothing, as TOML. Runs may belong to an experiment
/// with the price of transport.
pub fn page(runs: &[TrainingRun], defaults: &str, multipliers: Option<&Multipliers>) -> String {
    let longest = runs.iter().filter_map(|run| run.rows.last()).map(|row| row.iteration).max().unwrap_or_default();
    let thinning = Thinning::of(longest, runs.len());
    let scored: Vec<&TrainingRun> = runs.iter().filter(|run| !run.scores.is_empty()).collect();
    let data = Data {
        runs: runs.iter().map(|run| run_data(run, thinning)).collect(),
        thinning,
        settings: Settings::of(runs, defaults),
        same_worlds: scored.iter().all(|run| run.worlds == scored[0].worlds),
        multipliers,
    };
    let title = match runs {
        [run] => format!("Training run {} · linehaul", run.name),
        runs => format!("{} training runs · linehaul", runs.len()),
    };
    Page { title: &title, body: BODY, modules: &MODULES }.html(&data)
}

fn run_data(run: &TrainingRun, thinning: Thinning) -> RunData<'_> {
    let total = |of: fn(&Row) -> f64| run.rows.iter().map(of).sum();
    let last = run.rows.last();
    RunData {
        name: &run.name,
        version: run.version.as_deref(),
        iterations: last.map_or(0, |row| row.iteration),
        hub_steps: last.map_or(0, |row| row.hub_steps),
        seconds: [total(|row| row.collect_seconds), total(|row| row.update_seconds)],
        half_line: run.half_line,
        worlds: &run.worlds,
        scores: Scores::of(run),
        curves: Curves::of(&run.rows, thinning),
    }
}

#[cfg(test)]
mod tests;
