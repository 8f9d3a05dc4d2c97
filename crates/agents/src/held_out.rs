//! Worlds that training never sees, to choose the best checkpoint by: its cost against the strongest heuristic tuned on each.

use std::sync::Arc;

use linehaul_env::loading::DockSettings;
use linehaul_env::network::Network;

use crate::evaluate::{Contender, EvaluatedCase, evaluate};
use crate::heuristics::Heuristic;
use crate::learned::Learned;
use crate::policy::Policy;
use crate::statistics::mean;
use crate::tune::tune_each;

/// Cases and what the strongest heuristic costs on each.
pub struct HeldOut {
    cases: Vec<EvaluatedCase>,
    /// Total cost of the economic heuristic with the best of its settings for each case, currency, `[case]`.
    references: Vec<f64>,
}

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

    /// Cost of a policy over the reference's on each case, `[case]`.
    pub fn ratios(&self, policies: &[Policy]) -> Vec<f64> {
        let contender = Contender::new("learned", |_| Box::new(Learned::new(policies)));
        let runs = evaluate(&[contender], &self.cases, SEEDS, DockSettings::default(), &|| ());
        runs.iter().zip(&self.references).map(|(run, reference)| run.summary.total_cost / reference).collect()
    }

    /// Mean cost of a policy over the reference's; below 1 is better.
    pub fn cost_to_reference(&self, policies: &[Policy]) -> f64 {
        mean(&self.ratios(policies))
    }
}

/// Generated cases have packages of their own: seed 0.
const SEEDS: &[u64] = &[0];

/// Cases under names that differ.
fn named(networks: Vec<Arc<Network>>) -> Vec<EvaluatedCase> {
    let case =
        |(at, network): (usize, Arc<Network>)| EvaluatedCase { name: format!("{at}-{}", network.case.name), network };
    networks.into_iter().enumerate().map(case).collect()
}
