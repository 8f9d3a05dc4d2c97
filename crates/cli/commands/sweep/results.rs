//! What came of a sweep's settings: means over training seeds with their intervals.

use std::path::Path;

use linehaul_agents::judge::statistics::mean;
use linehaul_agents::learn::metrics::{HeldOutMetrics, IterationMetrics};
use serde::Serialize;

use crate::failure::Failure;
use crate::figures::{number, table};
use crate::run_folder::read_logs;

/// Student's t at 97.5 % for 1, 2, … degrees of freedom, and what is taken beyond (Student 1908, "The probable error of a mean").
const T: [f64; 10] = [12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228];
const T_BEYOND: f64 = 2.228;

/// A setting's figures.
#[derive(Debug, Serialize)]
pub struct SettingResult {
    /// The setting, as key=value.
    setting: String,
    /// Mean ratio to the tuned heuristic, `[family]`, each with `[seed]`.
    families: Vec<(&'static str, Vec<f64>)>,
    /// Of each run.
    runs: Vec<RunResult>,
    /// Held-out score of each run when the quickest run of the sweep was done, `[seed]`.
    at_equal_seconds: Vec<f64>,
}

/// A run's figures.
#[derive(Debug, Serialize)]
struct RunResult {
    /// Best held-out score.
    best: f64,
    /// Seconds that it collected and updated.
    seconds: f64,
    /// Hub-hours simulated.
    hub_steps: u64,
    /// Seconds and held-out score of each checkpoint.
    scores: Vec<(f64, f64)>,
}

impl SettingResult {
    /// Of a setting.
    pub fn new(setting: String) -> Self {
        Self { setting, families: Vec::new(), runs: Vec::new(), at_equal_seconds: Vec::new() }
    }

    /// Adds the mean ratios of a family, `[seed]`.
    pub fn add_family(&mut self, name: &'static str, means: Vec<f64>) {
        if !means.is_empty() {
            self.families.push((name, means));
        }
    }

    /// Adds a run by its logs.
    pub fn add_run(&mut self, folder: &Path) -> Result<(), Failure> {
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

    /// Mean over families for each seed.
    fn exams(&self) -> Vec<f64> {
        let n_seeds = self.families.first().map_or(0, |(_, means)| means.len());
        let of_seed = |seed: usize| mean(&self.families.iter().map(|(_, means)| means[seed]).collect::<Vec<_>>());
        (0..n_seeds).map(of_seed).collect()
    }
}

/// Scores at the time that the quickest run took: the last that was there by then.
pub fn at_equal_seconds(results: &mut [SettingResult]) {
    let quickest = results.iter().flat_map(|result| &result.runs).map(|run| run.seconds).fold(f64::INFINITY, f64::min);
    for result in results {
        let then = |run: &RunResult| {
            let there = run.scores.iter().take_while(|(seconds, _)| *seconds <= quickest).last();
            there.or(run.scores.first()).map_or(f64::NAN, |(_, score)| *score)
        };
        result.at_equal_seconds = result.runs.iter().map(then).collect();
    }
}

/// A table, the best setting first.
pub fn text(results: &[SettingResult]) -> String {
    let mut sorted: Vec<&SettingResult> = results.iter().collect();
    sorted.sort_by(|a, b| mean(&a.exams()).total_cmp(&mean(&b.exams())));
    let rows = sorted.into_iter().map(|result| {
        let of = |figure: fn(&RunResult) -> f64| result.runs.iter().map(figure).collect::<Vec<f64>>();
        let speed = mean(&of(|run| run.hub_steps as f64 / run.seconds));
        [
            result.setting.clone(),
            result.runs.len().to_string(),
            with_interval(&result.exams()),
            with_interval(&of(|run| run.best)),
            with_interval(&result.at_equal_seconds),
            number(mean(&of(|run| run.seconds)), 0),
            number(speed, 0),
        ]
    });
    let headers = ["setting", "seeds", "exam", "best held-out", "at equal seconds", "seconds", "hub-steps/s"];
    table(headers, rows)
        + "\ncost over that of the tuned heuristic: mean of the exam's families, held-out worlds; ±: 95 % over training seeds (Student)\n"
}

/// Mean and half the width of its interval.
fn with_interval(values: &[f64]) -> String {
    let n = values.len();
    match n {
        0 => "-".into(),
        1 => number(values[0], 4),
        _ => {
            let centre = mean(values);
            let variance = values.iter().map(|value| (value - centre).powi(2)).sum::<f64>() / (n - 1) as f64;
            let t = T.get(n - 2).copied().unwrap_or(T_BEYOND);
            format!("{} ± {}", number(centre, 4), number(t * (variance / n as f64).sqrt(), 4))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// By hand: mean 1.0, spread .01, t 4.303: 4.303 x .01 / sqrt(3) = .0248.
    #[test]
    fn intervals_are_students() {
        assert_eq!(with_interval(&[0.99, 1.0, 1.01]), "1.0000 ± 0.0248");
        assert_eq!(with_interval(&[0.98]), "0.9800");
    }

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
