//! What a policy decides by, measured in cost: whole episodes in which one group of features tells it nothing.
//!
//! Permutation importance (Breiman 2001, "Random Forests", section 10), of a policy instead of a forest. An episode is run as it is,
//! and what the policy saw is kept. Then the same demand is run again once for each group: at every decision the columns of the group
//! are those of another decision of the first run, in a random order of all of them, and everything else is as it is. The values are
//! as frequent as before, and say nothing about this lane in this hour. What the episode costs more is what the group was worth.
//!
//! Columns go across hours as well as lanes. Within an hour the lanes could only swap, and what all of them share, such as the hour
//! of the day, would seem to be worth nothing; so would everything on a network with one busy lane.
//!
//! Groups are permuted one at a time. What two of them tell alike seems to be worth little in either: the policy reads it in the
//! other.

mod donors;
mod groups;
mod permuted;

use std::sync::Arc;

use linehaul_case::Demand;
use linehaul_case::network::Network;
use linehaul_case::schedule::Summary;
use linehaul_env::loading::DockSettings;
use linehaul_nets::policy::Policy;
use rayon::prelude::*;
use serde::Serialize;

use self::donors::Recorder;
pub use self::groups::{FeatureGroup, groups};
use self::permuted::Permuted;
use crate::decide::actions::ActionSpace;
use crate::decide::run::Episode;
use crate::judge::comparison::{Estimate, cost_ratio};
use crate::judge::statistics::mean;

/// What groups of features are worth to a policy on a case.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Explanation {
    /// Seeds of the demands.
    pub seeds: Vec<u64>,
    /// The policy as it is.
    pub plain: MeanFigures,
    /// Each group permuted, the dearest first.
    pub groups: Vec<Worth>,
}

/// A group of features and what came of permuting it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Worth {
    /// The group.
    #[serde(flatten)]
    pub group: FeatureGroup,
    /// Mean over the demands of total cost over that of the policy as it is, with its interval; 1 where nothing changed.
    pub cost_ratio: Estimate,
    /// These ratios, `[seed]`.
    pub ratios: Vec<f64>,
    /// The figures behind them.
    #[serde(flatten)]
    pub figures: MeanFigures,
}

/// Means over the demands.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct MeanFigures {
    /// Total cost, currency.
    pub total_cost: f64,
    /// Share of late packages, 0 to 1.
    pub late_share: f64,
    /// Loaded m3 over offered m3, 0 to 1.
    pub fill_m3: f64,
    /// Trucks that left.
    pub departures: f64,
}

/// Runs that [`explain`] takes.
pub fn n_runs(space: ActionSpace, n_seeds: usize) -> usize {
    (1 + groups(space).len()) * n_seeds
}

/// Measures what each group of features is worth to a policy that all hubs share, or to those of each, `[hub]`. `on_done` is called
/// after each run. The same seeds give the same figures, on any number of threads.
pub fn explain(policies: &[Policy], network: &Arc<Network>, seeds: &[u64], on_done: &(dyn Fn() + Sync)) -> Explanation {
    let groups = groups(ActionSpace::of(&policies[0].shape.space));
    // The policy as it is, then each group, `[seed]`.
    let runs: Vec<(Summary, Vec<Summary>)> =
        seeds.par_iter().map(|&seed| runs_of(policies, network, seed, &groups, on_done)).collect();
    let plain: Vec<&Summary> = runs.iter().map(|(plain, _)| plain).collect();
    let worth = |(at, group): (usize, &FeatureGroup)| {
        let permuted: Vec<&Summary> = runs.iter().map(|(_, permuted)| &permuted[at]).collect();
        let ratios: Vec<f64> = permuted.iter().zip(&plain).map(|(run, plain)| cost_ratio(run, plain)).collect();
        Worth {
            group: group.clone(),
            cost_ratio: Estimate::of(std::slice::from_ref(&ratios), mean),
            ratios,
            figures: MeanFigures::of(&permuted),
        }
    };
    let mut worths: Vec<Worth> = groups.iter().enumerate().map(worth).collect();
    worths.sort_by(|a, b| b.cost_ratio.value.total_cmp(&a.cost_ratio.value));
    Explanation { seeds: seeds.to_vec(), plain: MeanFigures::of(&plain), groups: worths }
}

/// All runs on one demand.
fn runs_of(
    policies: &[Policy],
    network: &Arc<Network>,
    seed: u64,
    groups: &[FeatureGroup],
    on_done: &(dyn Fn() + Sync),
) -> (Summary, Vec<Summary>) {
    let demand = Demand::of(&network.case, seed);
    let episode = Episode { network, demand: &demand, dock: DockSettings::default(), late_price: 0.0 };
    let mut recorder = Recorder::new(policies, seed);
    let plain = episode.run(&mut recorder, |_| ()).schedule.summary;
    on_done();
    let donors = recorder.into_donors();
    let permuted = |group: &FeatureGroup| {
        let summary = episode.run(&mut Permuted::new(policies, &donors, group, seed), |_| ()).schedule.summary;
        on_done();
        summary
    };
    (plain, groups.par_iter().map(permuted).collect())
}

impl MeanFigures {
    fn of(runs: &[&Summary]) -> Self {
        let of = |figure: fn(&Summary) -> f64| mean(&runs.iter().map(|run| figure(run)).collect::<Vec<_>>());
        Self {
            total_cost: of(|run| run.total_cost),
            late_share: of(|run| run.late_share),
            fill_m3: of(|run| run.fill_m3),
            departures: of(|run| run.departures as f64),
        }
    }
}

#[cfg(test)]
mod tests;
