//! The late price at which a policy holds a cap on lateness.
//!
//! Policies minimise cost, and where trucks are dear it is cheapest to be late. A *late price* is added to the penalty of each package
//! wherever a decision looks, so one policy, learned or written by hand, serves any promise without a change of its weights. A higher
//! price means fewer late packages at a higher cost; which price holds a cap differs by network, so it is found by trying, on one demand.
//!
//! Choices made. No price is tried first, then the highest, then the logarithm of the price is halved between what fails and what holds.
//! Neither lateness nor cost follow the price run by run: learned policies were seen to cost less at the end of the range, and to be late with fewer, than
//! where they just held a cap. So the rest of the tries go where none has been, above what holds or, where nothing does, anywhere; and the cheapest of
//! all that was tried is taken, not the last. The search aims below the cap, because other demand is late more often than the one that was
//! calibrated on.

use std::sync::Arc;

use linehaul_case::Demand;
use linehaul_case::network::Network;
use linehaul_case::schedule::Summary;
use linehaul_env::loading::DockSettings;
use serde::{Deserialize, Serialize};

use crate::decide::fleet_manager::FleetManager;
use crate::decide::run::Episode;

/// A cap on lateness.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Cap {
    /// Largest share of late packages, 0 to 1.
    pub late_share: f64,
    /// What is aimed at instead, to have something in hand on other demand.
    pub aim: f64,
}

impl Cap {
    /// A cap, aimed at 80 % of it: what one demand is late with, another may exceed by an eighth and more (of 84 generated cases aimed at
    /// 90 %, six broke the cap on fresh demand).
    pub fn new(late_share: f64) -> Self {
        Self { late_share, aim: late_share * 8.0 / 10.0 }
    }
}

/// Late prices worth trying beside none, currency.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PriceRange {
    /// Less than this changes nothing.
    pub low: f64,
    /// With this a single package is worth any truck.
    pub high: f64,
}

impl PriceRange {
    /// From a hundredth to ten times the mean cost of a largest vehicle over the lanes. On the generated worlds of the base family that is
    /// about what training draws prices from; in another currency, or over longer lanes, it moves along.
    pub fn of(network: &Network) -> Self {
        let costs = (0..network.n_lanes).map(|lane| network.largest_cost(lane));
        let truck = costs.sum::<f64>() / network.n_lanes.max(1) as f64;
        Self { low: 0.01 * truck, high: 10.0 * truck }
    }

    /// No price, then `n - 1` that rise by one factor over the whole range; at least two.
    pub fn spread(self, n: usize) -> Vec<f64> {
        let factor = self.high / self.low.max(f64::MIN_POSITIVE);
        let at = |step: usize| self.low * factor.powf(step as f64 / (n - 2).max(1) as f64);
        std::iter::once(0.0).chain((0..n - 1).map(at)).collect()
    }
}

/// What came of a late price. Costs are without it.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Tried {
    /// The price, currency.
    pub late_price: f64,
    /// Late packages.
    pub late: u64,
    /// Share of late packages, 0 to 1.
    pub late_share: f64,
    /// Total cost, currency.
    pub total_cost: f64,
    /// Loaded m3 over offered m3, 0 to 1.
    pub fill_m3: f64,
    /// Trucks that left.
    pub departures: u64,
}

impl Tried {
    /// Runs a demand under a late price.
    pub fn run(network: &Arc<Network>, demand: &Demand, late_price: f64, manager: &mut dyn FleetManager) -> Self {
        let episode = Episode { network, demand, dock: DockSettings::default(), late_price };
        Self::of(late_price, &episode.run(manager, |_| ()).schedule.summary)
    }

    fn of(late_price: f64, summary: &Summary) -> Self {
        Self {
            late_price,
            late: summary.late,
            late_share: summary.late_share,
            total_cost: summary.total_cost,
            fill_m3: summary.fill_m3,
            departures: summary.departures,
        }
    }
}

/// All that was tried with one policy on one demand, in order.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Trail(pub Vec<Tried>);

/// Prices closer than this are the same.
const RESOLUTION: f64 = 1.01;
/// Prices closer than this are as likely to hold, or to be cheaper, as the nearest that was tried.
const CLOSE: f64 = 2.0;

impl Trail {
    /// Tries up to `n` more prices, between those that miss `aim` and the smallest that holds it and then above; stops where nothing is
    /// left to find.
    pub fn search(&mut self, aim: f64, range: PriceRange, n: usize, mut attempt: impl FnMut(f64) -> Tried) {
        for _ in 0..n {
            let Some(price) = self.next(aim, range) else { return };
            self.0.push(attempt(price));
        }
    }

    /// None first, then the highest. What holds without a price needs none.
    fn next(&self, aim: f64, range: PriceRange) -> Option<f64> {
        let Some(free) = self.0.iter().find(|tried| tried.late_price == 0.0) else { return Some(0.0) };
        if free.late_share <= aim {
            return None;
        }
        if !self.0.iter().any(|tried| tried.late_price >= range.high) {
            return Some(range.high);
        }
        let (holding, missing): (Vec<&Tried>, Vec<&Tried>) = self.0.iter().partition(|tried| tried.late_share <= aim);
        let none_holds = holding.is_empty();
        let prices = |tried: Vec<&Tried>| tried.into_iter().map(|tried| tried.late_price).collect::<Vec<_>>();
        let high = prices(holding).into_iter().fold(range.high, f64::min);
        let low = prices(missing).into_iter().filter(|&price| price < high).fold(range.low, f64::max);
        let between = |(low, high): (f64, f64)| rounded((low * high).sqrt());
        if none_holds && high < low * CLOSE {
            return Some(between(self.widest_gap(range.low, range.high)));
        }
        if high > low * RESOLUTION {
            return Some(between((low, high)));
        }
        Some(self.widest_gap(high, range.high)).filter(|gap| gap.1 > gap.0 * CLOSE).map(between)
    }

    /// The widest stretch between two prices without a try, by ratio; the lowest of equals.
    fn widest_gap(&self, low: f64, high: f64) -> (f64, f64) {
        let tried = self.0.iter().map(|tried| tried.late_price).filter(|price| (low..=high).contains(price));
        let mut prices: Vec<f64> = tried.chain([low, high]).collect();
        prices.sort_unstable_by(f64::total_cmp);
        let gaps = prices.windows(2).map(|pair| (pair[0], pair[1]));
        gaps.fold((1.0, 1.0), |widest, gap| if gap.1 / gap.0 > widest.1 / widest.0 { gap } else { widest })
    }

    /// The cheapest that is late at most so often; the smallest price of equals.
    pub fn cheapest(&self, late_share: f64) -> Option<&Tried> {
        let holding = self.0.iter().filter(|tried| tried.late_share <= late_share);
        holding.min_by(|a, b| a.total_cost.total_cmp(&b.total_cost).then_with(|| a.late_price.total_cmp(&b.late_price)))
    }

    /// The one that is late least often, the cheapest of equals. At least one must have been tried.
    pub fn most_punctual(&self) -> &Tried {
        let least = self.0.iter().map(|tried| tried.late_share).fold(f64::INFINITY, f64::min);
        self.cheapest(least).expect("something was tried")
    }

    /// What to go by: the cheapest that holds the aim, else the cheapest that holds the cap, else the most punctual.
    pub fn best(&self, cap: Cap) -> &Tried {
        let holding = self.cheapest(cap.aim).or_else(|| self.cheapest(cap.late_share));
        holding.unwrap_or_else(|| self.most_punctual())
    }
}

/// Four significant digits, far finer than the search: a price can be read off and typed.
fn rounded(price: f64) -> f64 {
    format!("{price:.3e}").parse().expect("a number was written")
}

/// A late price for a cap.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Calibration {
    /// The cap.
    pub cap: Cap,
    /// The price to use, and what it reached.
    pub chosen: Tried,
    /// Whether it holds the cap on the demand that it was found on.
    pub held: bool,
    /// Everything that was tried, in order.
    pub trail: Vec<Tried>,
}

impl Calibration {
    /// Most runs that a calibration takes. Where lateness falls with the price twelve are enough: one without a price, the highest, and ten
    /// halvings of three decades, to the resolution. The others are for policies that hold a cap here and there, or more cheaply elsewhere.
    pub const TRIES: usize = 16;

    /// Searches for the price; `attempt` runs the policy under a price.
    pub fn search(cap: Cap, range: PriceRange, attempt: impl FnMut(f64) -> Tried) -> Self {
        let mut trail = Trail::default();
        trail.search(cap.aim, range, Self::TRIES, attempt);
        let chosen = *trail.best(cap);
        Self { cap, chosen, held: chosen.late_share <= cap.late_share, trail: trail.0 }
    }
}

#[cfg(test)]
mod tests;
