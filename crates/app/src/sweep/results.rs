//! What came of a sweep's settings.

use std::path::Path;

use linehaul_agents::judge::statistics::mean;
use linehaul_agents::learn::metrics::{HeldOutMetrics, IterationMetrics};
use serde::Serialize;

use crate::failure::Failure;
use crate::run_folder::read_logs;

/// A setting's figures.
#[derive(Clone, Debug, Serialize)]
pub struct SettingResult {
    /// The setting, as key=value.
    pub setting: String,
    /// Mean ratio to the tuned heuristic, `[family]`, each with `[seed]`.
    pub families: Vec<(&'static str, Vec<f64>)>,
    /// Of each run.
    pub runs: Vec<RunResult>,
    /// Held-out score of each run when the quickest run of the sweep was done, `[seed]`.
    pub at_equal_seconds: Vec<f64>,
}

/// A run's figures.
#[derive(Clone, Debug, Serialize)]
pub struct RunResult {
    /// Best held-out score.
    pub best: f64,
    /// Seconds that it collected and updated.
    pub seconds: f64,
    /// Hub-hours simulated.
    pub hub_steps: u64,
    /// Seconds and held-out score of each checkpoint.
    pub scores: Vec<(f64, f64)>,
}

impl SettingResult {
    /// Of a setting.
    pub(super) fn new(setting: String) -> Self {
        Self { setting, families: Vec::new(), runs: Vec::new(), at_equal_seconds: Vec::new() }
    }

    /// Adds the mean ratios of a family, `[seed]`.
    pub(super) fn add_family(&mut self, name: &'static str, means: Vec<f64>) {
        if !means.is_empty() {
            self.families.push((name, means));
        }
    }

    /// Adds a run by its logs.
    pub(super) fn add_run(&mut self, folder: &Path) -> Result<(), Failure> {
        let (rows, scores) = read_logs(folder)?;
        let (mut seconds, mut at) = (Vec::new(), 0.0);
        for row in &rows {
            at += row.collect_seconds + row.update_seconds;
            seconds.push(at);
        }
        let when = |score: &HeldOutMetrics| {
            let row = rows.iter().position(|row: &IterationMetrics| row.iteration == score.iteration);
            (row.map_or(at, |row| seconds[row]), score.mean)
        };
        let scores: Vec<(f64, f64)> = scores.iter().map(when).collect();
        let best = scores.iter().map(|(_, score)| *score).fold(f64::INFINITY, f64::min);
        self.runs.push(RunResult { best, seconds: at, hub_steps: rows.last().map_or(0, |row| row.hub_steps), scores });
        Ok(())
    }

    /// Mean over families, `[seed]`; none where no policy fits other networks.
    pub fn exams(&self) -> Vec<f64> {
        let n_seeds = self.families.first().map_or(0, |(_, means)| means.len());
        let of_seed = |seed: usize| mean(&self.families.iter().map(|(_, means)| means[seed]).collect::<Vec<_>>());
        (0..n_seeds).map(of_seed).collect()
    }

    /// A figure of the runs.
    pub fn of_runs(&self, figure: fn(&RunResult) -> f64) -> Vec<f64> {
        self.runs.iter().map(figure).collect()
    }
}

/// Settings, the best of the exam first.
pub fn best_first(results: &[SettingResult]) -> Vec<&SettingResult> {
    let mut sorted: Vec<&SettingResult> = results.iter().collect();
    sorted.sort_by(|a, b| mean(&a.exams()).total_cmp(&mean(&b.exams())));
    sorted
}

/// Scores at the time that the quickest run took: the last that was there by then.
pub(super) fn at_equal_seconds(results: &mut [SettingResult]) {
    let quickest = results.iter().flat_map(|result| &result.runs).map(|run| run.seconds).fold(f64::INFINITY, f64::min);
    for result in results {
        let then = |run: &RunResult| {
            let there = run.scores.iter().take_while(|(seconds, _)| *seconds <= quickest).last();
            there.or(run.scores.first()).map_or(f64::NAN, |(_, score)| *score)
        };
        result.at_equal_seconds = result.runs.iter().map(then).collect();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_seconds_are_those_of_the_quickest_run() {
        let run = |scores: &[(f64, f64)]| RunResult {
            best: 0.0,
            seconds: scores.last().unwrap().0,
            hub_steps: 0,
            scores: scores.to_vec(),
        };
        let result =
            |scores: &[(f64, f64)]| SettingResult { runs: vec![run(scores)], ..SettingResult::new("x".into()) };
        let mut results = vec![result(&[(1.0, 0.9), (2.0, 0.8)]), result(&[(1.5, 0.7), (3.0, 0.6)])];
        at_equal_seconds(&mut results);
        assert_eq!((results[0].at_equal_seconds[0], results[1].at_equal_seconds[0]), (0.8, 0.7));
    }
}
