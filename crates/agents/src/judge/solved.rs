//! Cases solved under a cap on lateness, by a policy that has never seen them.
//!
//! Both sides find their late price on the case's own packages (demand seed 0) and are judged on fresh demand, days redrawn with seeds
//! from 1. A case is *solved* if the policy's mean lateness over the fresh demand is at most the cap, and its mean total cost at most
//! that of the strongest heuristic under the same cap. The policy has one price to find and no second chance. The opponent has all its
//! settings, and if it breaks the cap on the fresh demand it may aim lower until it holds it there too: it sees what it is judged on, so it
//! begins nearer to the cap. So both costs are those of a promise that was kept.

use std::sync::Arc;

use linehaul_case::Demand;
use linehaul_case::network::Network;
use linehaul_nets::policy::Policy;
use rayon::prelude::*;
use serde::Serialize;

use crate::decide::fleet_manager::FleetManager;
use crate::decide::heuristics::Heuristic;
use crate::decide::learned::Learned;
use crate::judge::calibrate::{Calibration, Cap, PriceRange, Tried};
use crate::judge::opponents::Opponents;
use crate::judge::statistics::{Interval, RESAMPLES, mean, stratified_bootstrap};

/// Demand seed that late prices and parameters are found on.
const CALIBRATION_SEED: u64 = 0;
/// What the opponent aims at first, as a share of the cap.
const FIRST_AIM: f64 = 0.9;
/// Times that the opponent may aim lower, and by how much at least.
const RETRIES: usize = 6;
const LOWER: f64 = 0.95;
/// Seed of every bootstrap.
const BOOTSTRAP_SEED: u64 = 1;

/// How one side did on one case.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Side {
    /// Its late price, and what it reached on the demand that it was found on.
    pub calibrated: Tried,
    /// The fresh demand, `[seed]`.
    pub fresh: Vec<Tried>,
    /// Mean late share over the fresh demand, 0 to 1.
    pub late_share: f64,
    /// Mean total cost over it, currency.
    pub total_cost: f64,
    /// Whether its mean late share is at most the cap.
    pub held: bool,
}

/// A case with its opponent, made once and used for any number of policies.
pub struct CappedCase {
    name: String,
    network: Arc<Network>,
    cap: Cap,
    seeds: Vec<u64>,
    heuristic: Heuristic,
    opponent: Side,
}

/// How a policy did on one case.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct CaseResult {
    /// Name of the case.
    pub case: String,
    /// The policy.
    pub policy: Side,
    /// The strongest heuristic.
    pub opponent: Side,
    /// Its rule and parameters.
    pub heuristic: Heuristic,
    /// Mean total cost of the policy over that of the opponent.
    pub ratio: f64,
    /// Whether the policy holds the cap and costs no more.
    pub solved: bool,
}

/// How a policy did on some cases.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct GroupResult {
    /// Name of the family, or of the case.
    pub name: String,
    /// Each case by itself.
    pub cases: Vec<CaseResult>,
    /// Mean ratio of costs over the cases.
    pub mean: f64,
    /// Its 95 % interval: over cases where there are several, over the demand seeds of a single one; none from one seed.
    pub interval: Option<Interval>,
}

impl CappedCase {
    /// Finds the opponent of a case and judges it on `n_fresh` demand seeds; `on_done` is called after each setting's heat.
    pub fn new(name: String, network: Arc<Network>, cap: Cap, n_fresh: u64, on_done: &(dyn Fn() + Sync)) -> Self {
        let seeds: Vec<u64> = (CALIBRATION_SEED + 1..=CALIBRATION_SEED + n_fresh).collect();
        let demand = Demand::of(&network.case, CALIBRATION_SEED);
        let mut aim = FIRST_AIM * cap.late_share;
        let mut opponents = Opponents::new(&network, &demand, aim, on_done);
        let judge = |opponents: &mut Opponents<'_>, aim: f64| {
            let champion = opponents.strongest(Cap { aim, ..cap });
            let side = Side::judged(&network, &seeds, cap, champion.tried, &|| champion.heuristic.manager());
            (champion.heuristic, side)
        };
        let (mut heuristic, mut opponent) = judge(&mut opponents, aim);
        for _ in 0..RETRIES {
            if opponent.held {
                break;
            }
            aim *= (cap.late_share / opponent.late_share).min(LOWER);
            (heuristic, opponent) = judge(&mut opponents, aim);
        }
        Self { name, network, cap, seeds, heuristic, opponent }
    }

    /// Calibrates a policy, its weights as they are, and judges it.
    pub fn examine(&self, policy: &Policy) -> CaseResult {
        let make = || Box::new(Learned::new(std::slice::from_ref(policy))) as Box<dyn FleetManager>;
        let demand = Demand::of(&self.network.case, CALIBRATION_SEED);
        let attempt = |price| Tried::run(&self.network, &demand, price, &mut *make());
        let calibration = Calibration::search(self.cap, PriceRange::of(&self.network), attempt);
        let side = Side::judged(&self.network, &self.seeds, self.cap, calibration.chosen, &make);
        let ratio = ratio(side.total_cost, self.opponent.total_cost);
        CaseResult {
            case: self.name.clone(),
            solved: side.held && ratio <= 1.0,
            ratio,
            policy: side,
            opponent: self.opponent.clone(),
            heuristic: self.heuristic.clone(),
        }
    }
}

impl Side {
    fn judged(
        network: &Arc<Network>,
        seeds: &[u64],
        cap: Cap,
        calibrated: Tried,
        make: &(dyn Fn() -> Box<dyn FleetManager> + Sync),
    ) -> Self {
        let run =
            |seed: &u64| Tried::run(network, &Demand::of(&network.case, *seed), calibrated.late_price, &mut *make());
        let fresh: Vec<Tried> = seeds.par_iter().map(run).collect();
        let average = |of: fn(&Tried) -> f64| mean(&fresh.iter().map(of).collect::<Vec<_>>());
        let late_share = average(|tried| tried.late_share);
        let total_cost = average(|tried| tried.total_cost);
        Self { held: late_share <= cap.late_share, calibrated, late_share, total_cost, fresh }
    }
}

impl GroupResult {
    /// Examines a policy on the cases of a group, at least one.
    pub fn of(name: String, cases: &[CappedCase], policy: &Policy) -> Self {
        let cases: Vec<CaseResult> = cases.par_iter().map(|case| case.examine(policy)).collect();
        let ratios: Vec<f64> = cases.iter().map(|case| case.ratio).collect();
        let scores = if let [case] = cases.as_slice() { case.ratios() } else { ratios.clone() };
        let interval = (scores.len() > 1).then(|| stratified_bootstrap(&[scores], mean, RESAMPLES, BOOTSTRAP_SEED));
        Self { name, mean: mean(&ratios), interval, cases }
    }

    /// Cases that were solved.
    pub fn solved(&self) -> usize {
        self.cases.iter().filter(|case| case.solved).count()
    }
}

impl CaseResult {
    /// Ratio of costs by demand seed.
    fn ratios(&self) -> Vec<f64> {
        let pairs = self.policy.fresh.iter().zip(&self.opponent.fresh);
        pairs.map(|(policy, opponent)| ratio(policy.total_cost, opponent.total_cost)).collect()
    }
}

/// 1 where both cost the same, nothing included.
fn ratio(cost: f64, opponent: f64) -> f64 {
    if cost.total_cmp(&opponent).is_eq() { 1.0 } else { cost / opponent }
}

#[cfg(test)]
mod tests;
