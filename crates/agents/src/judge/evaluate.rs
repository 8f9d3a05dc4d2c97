//! Policies against each other: every contender on every case under every demand seed, in parallel, in a fixed order.
//!
//! The demand of a case and seed is drawn once and met by all contenders, so costs can be compared run by run. Only summaries are
//! kept: a schedule is some megabytes, and an evaluation has thousands.

use std::sync::Arc;

use linehaul_case::Demand;
use linehaul_case::network::Network;
use linehaul_case::schedule::Summary;
use linehaul_env::loading::{DockSettings, LoadingRecord};
use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use crate::decide::fleet_manager::FleetManager;
use crate::decide::heuristics::Heuristic;
use crate::decide::run::Episode;

/// A case to run on.
#[derive(Clone, Debug)]
pub struct EvaluatedCase {
    /// Name in results, unique among the cases.
    pub name: String,
    /// The compiled case.
    pub network: Arc<Network>,
}

/// A policy to run.
pub struct Contender<'a> {
    /// Name in results, unique among the contenders.
    pub name: String,
    make: Box<Make<'a>>,
    late_price: Box<LatePrice<'a>>,
}

type Make<'a> = dyn Fn(&EvaluatedCase) -> Box<dyn FleetManager> + Send + Sync + 'a;
type LatePrice<'a> = dyn Fn(&EvaluatedCase) -> f64 + Send + Sync + 'a;

impl<'a> Contender<'a> {
    /// A policy whose fleet manager may depend on the case, as one tuned for each does; it is made anew for every run.
    pub fn new(
        name: impl Into<String>,
        make: impl Fn(&EvaluatedCase) -> Box<dyn FleetManager> + Send + Sync + 'a,
    ) -> Self {
        Self { name: name.into(), make: Box::new(make), late_price: Box::new(|_| 0.0) }
    }

    /// The same policy under a late price for each case, currency; without it there is none.
    #[must_use]
    pub fn with_late_price(self, late_price: impl Fn(&EvaluatedCase) -> f64 + Send + Sync + 'a) -> Self {
        Self { late_price: Box::new(late_price), ..self }
    }

    /// A heuristic, the same on every case.
    pub fn heuristic(name: impl Into<String>, heuristic: Heuristic) -> Self {
        Self::new(name, move |_| heuristic.manager())
    }
}

/// What one policy made of one demand on one case.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Run {
    /// Name of the case.
    pub case: String,
    /// Name of the contender.
    pub policy: String,
    /// Seed of the demand.
    pub seed: u64,
    /// All figures.
    pub summary: Summary,
    /// What was learned of the loads.
    #[serde(skip)]
    pub loading: LoadingRecord,
}

/// Runs every contender on every case under every seed. Runs come by case, then contender, then seed, each in the order given,
/// whatever the number of threads; docks are loaded as `dock` says, and `on_done` is called after each.
pub fn evaluate(
    contenders: &[Contender<'_>],
    cases: &[EvaluatedCase],
    seeds: &[u64],
    dock: DockSettings,
    on_done: &(dyn Fn() + Sync),
) -> Vec<Run> {
    let demands: Vec<(&EvaluatedCase, u64)> =
        cases.iter().flat_map(|case| seeds.iter().map(move |&seed| (case, seed))).collect();
    // [case and seed][contender]
    let mut results: Vec<Vec<(Summary, LoadingRecord)>> = demands
        .into_par_iter()
        .map(|(case, seed)| {
            let demand = Demand::of(&case.network.case, seed);
            contenders.par_iter().map(|contender| result(contender, case, &demand, dock, on_done)).collect()
        })
        .collect();
    let mut runs = Vec::with_capacity(cases.len() * contenders.len() * seeds.len());
    for (case, results) in cases.iter().zip(results.chunks_mut(seeds.len().max(1))) {
        for (at, contender) in contenders.iter().enumerate() {
            for (&seed, results) in seeds.iter().zip(&mut *results) {
                let (summary, loading) = std::mem::take(&mut results[at]);
                runs.push(Run { case: case.name.clone(), policy: contender.name.clone(), seed, summary, loading });
            }
        }
    }
    runs
}

fn result(
    contender: &Contender<'_>,
    case: &EvaluatedCase,
    demand: &Demand,
    dock: DockSettings,
    on_done: &(dyn Fn() + Sync),
) -> (Summary, LoadingRecord) {
    let mut manager = (contender.make)(case);
    let episode = Episode { network: &case.network, demand, dock, late_price: (contender.late_price)(case) };
    let outcome = episode.run(&mut *manager, |_| ());
    on_done();
    (outcome.schedule.summary, outcome.loading)
}

#[cfg(test)]
mod tests;
