//! A truck leaves when waiting longer would not make its load cheaper by the unit, after the lot-sizing rule of Silver and Meal
//! (1973): cost a unit of shipping now, against the least over the coming hours with what is known and expected to arrive.

use linehaul_env::order::Order;
use linehaul_env::view::LaneView;
use serde::{Deserialize, Serialize};

use super::lane::full_or_all;
use super::rule::{Range, Rule};
use crate::decide::fleet_manager::{FleetManager, LaneRule};
use crate::decide::trucks::all;

/// Parameters; the defaults are those tuned on generated worlds.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct SilverMeal {
    /// A truck leaves while its unit cost is at most this share above the least to be had by waiting.
    pub margin: f64,
    /// Hours of slack at which a package is counted as late already.
    pub reserve: i32,
}

/// Hours that it looks ahead.
const AHEAD: i32 = 14;

impl Default for SilverMeal {
    fn default() -> Self {
        Self { margin: -0.05, reserve: 0 }
    }
}

impl Rule for SilverMeal {
    const NAME: &'static str = "silver-meal";
    const RANGES: &'static [Range] =
        &[Range { key: "margin", low: -1.0, high: 10.0 }, Range { key: "reserve", low: 0.0, high: 23.0 }];

    fn grid(&self) -> Vec<Self> {
        let margins = [-0.2, -0.1, -0.05, 0.0, 0.1];
        margins.into_iter().flat_map(|margin| [0, 1, 2, 4].map(|reserve| Self { margin, reserve })).collect()
    }

    fn manager(self) -> Box<dyn FleetManager> {
        Box::new(self)
    }
}

impl LaneRule for SilverMeal {
    fn order(&self, lane: &LaneView<'_>) -> Order {
        let load = lane.load();
        if load >= 1.0 {
            return full_or_all(lane, 0.9).unwrap_or(Order::Hold);
        }
        let now = lane.cheapest_cost() / load;
        let mut later_load = load;
        let mut penalty = lane.penalty_between(0, self.reserve - 1);
        let mut least = f64::INFINITY;
        for hours in 1..=AHEAD {
            later_load += lane.inbound(hours as usize) + lane.fresh_inflow();
            let turning = hours - 1 + self.reserve;
            penalty += lane.penalty_between(turning, turning) + lane.late_cost_per_hour();
            least = least.min((lane.cost_of_load(later_load) + penalty) / later_load);
        }
        if now <= least * (1.0 + self.margin) { all(load) } else { Order::Hold }
    }
}
