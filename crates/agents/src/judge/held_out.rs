//! Worlds that training never sees, to choose the best checkpoint by: its cost against the strongest heuristic tuned on each.

use std::sync::Arc;

use linehaul_case::network::Network;
use linehaul_env::loading::DockSettings;
use linehaul_nets::policy::Policy;
use linehaul_nets::policy_file::HeldOutFigures;
use serde::{Deserialize, Serialize};

use crate::decide::heuristics::Heuristic;
use crate::decide::learned::Learned;
use crate::judge::evaluate::{Contender, EvaluatedCase, evaluate};
use crate::judge::statistics::{Interval, RESAMPLES, mean, stratified_bootstrap};
use crate::judge::tune::tune_each;

/// Cases and what the strongest heuristic costs on each.
pub struct HeldOut {
    cases: Vec<EvaluatedCase>,
    /// Total cost of the economic heuristic with the best of its settings for each case, currency, `[case]`.
    references: Vec<f64>,
}

/// A world, and what its opponent costs.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HeldOutWorld {
    /// Name, unique among the worlds.
    pub name: String,
    /// Hubs.
    pub hubs: usize,
    /// Lanes.
    pub lanes: usize,
    /// Packages of its demand.
    pub packages: usize,
    /// Total cost of the tuned heuristic, currency.
    pub reference_cost: f64,
}

/// How a policy did on the worlds.
#[derive(Clone, Debug, PartialEq)]
pub struct HeldOutScore {
    /// Total cost over that of the tuned heuristic, `[world]`.
    pub ratios: Vec<f64>,
    /// Their mean; below 1 the policy is better.
    pub mean: f64,
    /// 95 % interval of the mean, worlds resampled: it speaks about other worlds of the family. None from one world.
    pub interval: Option<Interval>,
}

/// Seed of every bootstrap.
const BOOTSTRAP_SEED: u64 = 1;

impl HeldOut {
    /// Runs of the heuristic that tuning takes on each case.
    pub const RUNS_PER_CASE: u64 = 51;

    /// Tunes the heuristic on each network; `on_done` is called after each run.
    pub fn tuned(networks: Vec<Arc<Network>>, on_done: &(dyn Fn() + Sync)) -> Self {
        let cases = named(networks);
        let kind = Heuristic::named("economic").expect("the heuristic has this name");
        let tuned = tune_each(&kind, &cases, SEEDS, on_done);
        let tuned_by_case = |case: &EvaluatedCase| cases.iter().position(|other| other.name == case.name);
        let contender = Contender::new("economic", |case| {
            tuned[tuned_by_case(case).expect("the case is one of these")].heuristic.manager()
        });
        let runs = evaluate(&[contender], &cases, SEEDS, DockSettings::default(), &|| ());
        let references = runs.iter().map(|run| run.summary.total_cost).collect();
        Self { cases, references }
    }

    /// The worlds, in the order of every score's ratios.
    pub fn worlds(&self) -> Vec<HeldOutWorld> {
        let world = |(case, reference_cost): (&EvaluatedCase, &f64)| HeldOutWorld {
            name: case.name.clone(),
            hubs: case.network.n_hubs,
            lanes: case.network.n_lanes,
            packages: case.network.case.packages().len(),
            reference_cost: *reference_cost,
        };
        self.cases.iter().zip(&self.references).map(world).collect()
    }

    /// Runs a policy, or one for each hub, on every world.
    pub fn score(&self, policies: &[Policy]) -> HeldOutScore {
        let contender = Contender::new("learned", |_| Box::new(Learned::new(policies)));
        let runs = evaluate(&[contender], &self.cases, SEEDS, DockSettings::default(), &|| ());
        let costs = runs.iter().map(|run| run.summary.total_cost);
        HeldOutScore::of(costs.zip(&self.references).map(|(cost, reference)| cost / reference).collect())
    }
}

impl HeldOutScore {
    /// The score of these ratios, `[world]`.
    fn of(ratios: Vec<f64>) -> Self {
        let interval = (ratios.len() > 1)
            .then(|| stratified_bootstrap(std::slice::from_ref(&ratios), mean, RESAMPLES, BOOTSTRAP_SEED));
        Self { mean: mean(&ratios), interval, ratios }
    }

    /// What a policy file says of it beside the mean.
    pub fn figures(&self) -> HeldOutFigures {
        HeldOutFigures {
            worlds: self.ratios.len() as u64,
            cheaper: self.ratios.iter().filter(|ratio| **ratio < 1.0).count() as u64,
            low: self.interval.map(|interval| interval.low),
            high: self.interval.map(|interval| interval.high),
        }
    }
}

/// Generated cases have packages of their own: seed 0.
const SEEDS: &[u64] = &[0];

/// Cases under names that differ.
fn named(networks: Vec<Arc<Network>>) -> Vec<EvaluatedCase> {
    let case =
        |(at, network): (usize, Arc<Network>)| EvaluatedCase { name: format!("{at}-{}", network.case.name()), network };
    networks.into_iter().enumerate().map(case).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_score_is_the_mean_within_its_interval() {
        let score = HeldOutScore::of(vec![0.9, 1.0, 1.1, 1.2]);
        assert!((score.mean - 1.05).abs() < 1e-12);
        let interval = score.interval.unwrap();
        assert!(0.9 <= interval.low && interval.low < score.mean && score.mean < interval.high && interval.high <= 1.2);
        assert_eq!(HeldOutScore::of(vec![0.9]).interval, None);
        let figures = score.figures();
        assert_eq!((figures.worlds, figures.cheaper, figures.low), (4, 1, Some(interval.low)));
    }
}
