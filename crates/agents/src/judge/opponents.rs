//! The strongest heuristic at a cap on lateness: every setting of every rule that waits, each with its own late price.
//!
//! Some 290 settings are each calibrated roughly on the same demand, in *heats*; the most promising few are then calibrated finely
//! (*final*). A setting that is late more often than it may be, and costs clearly more all the same than another one at the aim, is in no
//! further heat. One that looks dear because its price was still coarse is judged by what it would cost right at the aim, on the line
//! between its nearest tries on both sides. `greedy`, which never waits, is there so that some heuristic holds whatever can be held. Weak
//! opponents flatter.

use std::sync::Arc;

use linehaul_case::Demand;
use linehaul_case::network::Network;
use rayon::prelude::*;

use crate::decide::heuristics::Heuristic;
use crate::judge::calibrate::{Cap, PriceRange, Trail, Tried};
use crate::judge::tune::settings;

/// Tries of the heats. In the first all settings run without a price, with the highest, and at two halvings of three decades, for at low prices
/// cost may still fall; three more halvings bring them to a quarter of the price.
const HEATS: [usize; 4] = [4, 1, 1, 1];
/// Out of the heats is who costs more than this times the best. Cost is not quite in the order of lateness, so more than 1.
const TOO_DEAR: f64 = 1.03;
/// Settings in the final, and how many more prices each tries: to 1.4 % of the price.
const FINALISTS: usize = 10;
const FINAL_TRIES: usize = 4;

/// A heuristic with its parameters and its late price.
#[derive(Clone, Debug, PartialEq)]
pub struct Champion {
    /// Rule and parameters.
    pub heuristic: Heuristic,
    /// The price, and what it reached on the demand that it was found on.
    pub tried: Tried,
}

/// All settings with what they have tried on one demand.
pub struct Opponents<'a> {
    network: &'a Arc<Network>,
    demand: &'a Demand,
    range: PriceRange,
    entrants: Vec<Entrant>,
}

struct Entrant {
    heuristic: Heuristic,
    trail: Trail,
}

impl<'a> Opponents<'a> {
    /// How many settings there are.
    pub fn count() -> usize {
        entrants().len()
    }

    /// Runs the heats for an aim; `on_done` is called for each setting when it has had its last.
    pub fn new(network: &'a Arc<Network>, demand: &'a Demand, aim: f64, on_done: &(dyn Fn() + Sync)) -> Self {
        let mut opponents = Self { network, demand, range: PriceRange::of(network), entrants: entrants() };
        let range = opponents.range;
        let mut racing: Vec<&mut Entrant> = opponents.entrants.iter_mut().collect();
        for n_tries in HEATS {
            racing.par_iter_mut().for_each(|entrant| entrant.search(network, demand, (aim, range), n_tries));
            let holding = racing.iter().filter_map(|entrant| entrant.trail.cheapest(aim));
            let best = holding.map(|tried| tried.total_cost).fold(f64::INFINITY, f64::min);
            let n_before = racing.len();
            racing.retain(|entrant| entrant.least(aim) <= best * TOO_DEAR);
            for _ in racing.len()..n_before {
                on_done();
            }
        }
        for _ in racing {
            on_done();
        }
        opponents
    }

    /// The cheapest at a cap. Asked again with a smaller aim, it goes on from what was tried before.
    pub fn strongest(&mut self, cap: Cap) -> Champion {
        let mut ranking: Vec<&mut Entrant> = self.entrants.iter_mut().collect();
        // Stable: equals stay in the order of rules and grids.
        ranking.sort_by(|a, b| a.promise(cap.aim).total_cmp(&b.promise(cap.aim)));
        ranking.truncate(FINALISTS);
        let (network, demand, range) = (self.network, self.demand, self.range);
        ranking.into_par_iter().for_each(|entrant| entrant.search(network, demand, (cap.aim, range), FINAL_TRIES));
        let best = |of: &dyn Fn(&Trail) -> Option<&Tried>| {
            let champions = self.entrants.iter().filter_map(|entrant| {
                Some(Champion { heuristic: entrant.heuristic.clone(), tried: *of(&entrant.trail)? })
            });
            champions.min_by(|a, b| a.tried.total_cost.total_cmp(&b.tried.total_cost))
        };
        let least_late = self.entrants.iter().map(|entrant| entrant.trail.most_punctual().late_share);
        let least_late = least_late.fold(f64::INFINITY, f64::min);
        best(&|trail| trail.cheapest(cap.aim))
            .or_else(|| best(&|trail| trail.cheapest(cap.late_share)))
            .or_else(|| best(&|trail| trail.cheapest(least_late)))
            .expect("every setting was tried")
    }
}

/// Every setting, nothing tried yet.
fn entrants() -> Vec<Entrant> {
    let heuristics = rules().flat_map(|rule| settings(&rule));
    heuristics.map(|heuristic| Entrant { heuristic, trail: Trail::default() }).collect()
}

/// The rules that take part: all but `random`, and but those that see ahead, which stand beside the strongest of these.
fn rules() -> impl Iterator<Item = Heuristic> {
    let rules = Heuristic::NAMES.into_iter().map(|name| Heuristic::named(name).expect("the rule has this name"));
    rules.filter(|rule| !matches!(rule, Heuristic::Random(_) | Heuristic::AnnouncedFull(_)))
}

impl Entrant {
    fn search(&mut self, network: &Arc<Network>, demand: &Demand, (aim, range): (f64, PriceRange), tries: usize) {
        let Self { heuristic, trail } = self;
        trail.search(aim, range, tries, |price| Tried::run(network, demand, price, &mut *heuristic.manager()));
    }

    /// What it may cost at the aim, currency: its cheapest try that holds it or, if that is less, the cost at the aim on the line from
    /// there to the most punctual try that misses it. Infinite where none holds.
    fn promise(&self, aim: f64) -> f64 {
        let Some(holding) = self.trail.cheapest(aim) else { return f64::INFINITY };
        let Some(near) = self.nearly_holding(aim) else { return holding.total_cost };
        let part = (aim - holding.late_share) / (near.late_share - holding.late_share);
        holding.total_cost + part * (near.total_cost - holding.total_cost).min(0.0)
    }

    /// What it costs at the aim at least, currency, if being late more often never costs more.
    fn least(&self, aim: f64) -> f64 {
        let ends = self.trail.cheapest(aim).into_iter().chain(self.nearly_holding(aim));
        ends.map(|tried| tried.total_cost).fold(f64::INFINITY, f64::min)
    }

    /// The most punctual try that misses the aim.
    fn nearly_holding(&self, aim: f64) -> Option<&Tried> {
        let missing = self.trail.0.iter().filter(|tried| tried.late_share > aim);
        missing.min_by(|a, b| a.late_share.total_cmp(&b.late_share))
    }
}

#[cfg(test)]
mod tests;
