//! Parameters of a heuristic by grid: every setting on every case and seed, the cheapest wins. Weak opponents flatter.
//!
//! A setting's score is its cost over that of the default parameters on the same case and seed, averaged, so that no case weighs
//! more than another. The default is a setting too: on the demands that it was tuned on, a tuned heuristic never costs more.

use linehaul_env::loading::DockSettings;
use serde::Serialize;

use crate::decide::heuristics::Heuristic;
use crate::judge::evaluate::{Contender, EvaluatedCase, Run, evaluate};
use crate::judge::statistics::mean;

/// The best setting that was found, and what it was found on.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Tuned {
    /// The best setting.
    pub heuristic: Heuristic,
    /// Its cost over that of the default, mean over cases and seeds; at most 1.
    pub score: f64,
    /// Its total cost over lower bound, mean over cases and seeds.
    pub cost_to_bound: f64,
    /// The same of the default.
    pub default_cost_to_bound: f64,
    /// Names of the cases that it was tuned on.
    pub cases: Vec<String>,
    /// Demand seeds that it was tuned on.
    pub seeds: Vec<u64>,
    /// All settings, the best first; equals in the order of the grid.
    pub ranking: Vec<Setting>,
}

/// A setting that was tried.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Setting {
    /// Parameters.
    pub heuristic: Heuristic,
    /// Cost over that of the default, mean over cases and seeds.
    pub score: f64,
    /// Total cost over lower bound, mean over cases and seeds.
    pub cost_to_bound: f64,
}

/// How many settings [`tune`] and [`tune_each`] try: each runs once for each case and seed.
pub fn n_settings(kind: &Heuristic) -> usize {
    settings(kind).len()
}

/// Tunes one setting for all cases together; at least one case and one seed. `on_done` is called after each run.
pub fn tune(kind: &Heuristic, cases: &[EvaluatedCase], seeds: &[u64], on_done: &(dyn Fn() + Sync)) -> Tuned {
    Trial::run(kind, cases, seeds, on_done).best(0..cases.len())
}

/// Tunes a setting for each case by itself: with the seeds of the examination, the strongest opponent that the grid can give.
pub fn tune_each(kind: &Heuristic, cases: &[EvaluatedCase], seeds: &[u64], on_done: &(dyn Fn() + Sync)) -> Vec<Tuned> {
    let trial = Trial::run(kind, cases, seeds, on_done);
    (0..cases.len()).map(|case| trial.best(case..case + 1)).collect()
}

impl Tuned {
    /// A parameter file, with comments on where the parameters come from.
    pub fn to_toml(&self) -> String {
        let cases: Vec<String> = self.cases.iter().map(|name| format!("{name:?}")).collect();
        let seeds: Vec<String> = self.seeds.iter().map(u64::to_string).collect();
        let parameters = toml::to_string(&self.heuristic).expect("parameters are plain values");
        format!(
            "# The best of {} settings.\n# Cases: {}\n# Demand seeds: {}\n# Total cost over that of the default parameters: {:.6}\n\
             # Total cost over lower bound: {:.6}, with the default parameters {:.6}\n{parameters}",
            self.ranking.len(),
            cases.join(", "),
            seeds.join(", "),
            self.score,
            self.cost_to_bound,
            self.default_cost_to_bound,
        )
    }
}

/// The grid, and the default parameters if they are not in it.
pub(crate) fn settings(kind: &Heuristic) -> Vec<Heuristic> {
    let mut settings = kind.grid();
    let default = default_of(kind);
    if !settings.contains(&default) {
        settings.push(default);
    }
    settings
}

fn default_of(kind: &Heuristic) -> Heuristic {
    Heuristic::named(kind.name()).expect("every heuristic has its name")
}

/// All settings on all cases and seeds.
struct Trial<'a> {
    settings: Vec<Heuristic>,
    /// Place of the default among them.
    default: usize,
    cases: &'a [EvaluatedCase],
    seeds: &'a [u64],
    /// `[case, setting, seed]`
    runs: Vec<Run>,
}

impl<'a> Trial<'a> {
    fn run(kind: &Heuristic, cases: &'a [EvaluatedCase], seeds: &'a [u64], on_done: &(dyn Fn() + Sync)) -> Self {
        assert!(!cases.is_empty() && !seeds.is_empty(), "there must be something to tune on");
        let settings = settings(kind);
        let default = settings.iter().position(|setting| *setting == default_of(kind)).expect("it was added");
        // Only their order tells the runs of the settings apart.
        let contenders: Vec<Contender<'_>> =
            settings.iter().map(|setting| Contender::heuristic(setting.name(), setting.clone())).collect();
        let runs = evaluate(&contenders, cases, seeds, DockSettings::default(), on_done);
        Self { settings, default, cases, seeds, runs }
    }

    /// Runs of a setting on some cases, `[case, seed]`.
    fn runs_of(&self, setting: usize, cases: std::ops::Range<usize>) -> impl Iterator<Item = &Run> {
        cases.flat_map(move |case| {
            let first = (case * self.settings.len() + setting) * self.seeds.len();
            &self.runs[first..first + self.seeds.len()]
        })
    }

    fn setting(&self, setting: usize, cases: &std::ops::Range<usize>) -> Setting {
        let defaults = self.runs_of(self.default, cases.clone());
        let ratios: Vec<f64> = (self.runs_of(setting, cases.clone()).zip(defaults))
            .map(|(run, default)| match (run.summary.total_cost, default.summary.total_cost) {
                // A demand of nothing costs nothing.
                (_, 0.0) => 1.0,
                (cost, default) => cost / default,
            })
            .collect();
        let to_bound: Vec<f64> = self.runs_of(setting, cases.clone()).map(|run| run.summary.cost_to_bound).collect();
        let heuristic = self.settings[setting].clone();
        Setting { heuristic, score: mean(&ratios), cost_to_bound: mean(&to_bound) }
    }

    fn best(&self, cases: std::ops::Range<usize>) -> Tuned {
        let mut ranking: Vec<Setting> = (0..self.settings.len()).map(|at| self.setting(at, &cases)).collect();
        let default_cost_to_bound = ranking[self.default].cost_to_bound;
        // Stable: equals stay in the order of the grid.
        ranking.sort_by(|a, b| a.score.total_cmp(&b.score));
        Tuned {
            heuristic: ranking[0].heuristic.clone(),
            score: ranking[0].score,
            cost_to_bound: ranking[0].cost_to_bound,
            default_cost_to_bound,
            cases: self.cases[cases].iter().map(|case| case.name.clone()).collect(),
            seeds: self.seeds.to_vec(),
            ranking,
        }
    }
}

#[cfg(test)]
mod tests;
