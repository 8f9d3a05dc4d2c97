//! The strongest rule: full trucks go; short of one, the vehicle type goes that saves more penalty than its empty space costs.
//!
//! Type y is worth `U min(1, load_y / urgent load) - theta (cost_y - k load_y cost_largest)`: `U` is the penalty with slack up to s0
//! plus a day of late waiting, `load_y` what y would carry, in largest vehicles. The bracket is the cost of wasted space at a going rate of k.
//! A package that is too large for y by itself is neither carried nor saved by it, so a type goes only where it can carry what it is sent for.

use linehaul_case::TypeId;
use linehaul_env::order::Order;
use linehaul_env::view::LaneView;
use serde::{Deserialize, Serialize};

use super::lane::at_risk;
use super::rule::{Range, Rule};
use crate::decide::fleet_manager::{FleetManager, LaneRule};

/// Parameters. Without any, those tuned on generated worlds by cost multiplier m: k 1.1, theta 0.9 for m <= 1.4, else 0.9 and 0.7.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Economic {
    /// Penalties with at most this slack, hours, are at risk.
    pub slack: i32,
    /// Going rate of used space over the cost of a full largest vehicle.
    pub k: Option<f64>,
    /// Weight of wasted space against penalty.
    pub theta: Option<f64>,
}

impl Rule for Economic {
    const NAME: &'static str = "economic";
    const RANGES: &'static [Range] = &[Range::slack("slack"), Range::weight("k"), Range::weight("theta")];

    /// The per-instance grid, 50 settings, that strong comparisons tune it on.
    fn grid(&self) -> Vec<Self> {
        let mut grid = Vec::new();
        for slack in [0, 1] {
            for k in [0.6, 0.8, 1.0, 1.2, 1.5] {
                let thetas = [0.4, 0.6, 0.8, 1.0, 1.3];
                grid.extend(thetas.map(|theta| Self { slack, k: Some(k), theta: Some(theta) }));
            }
        }
        grid
    }

    fn manager(self) -> Box<dyn FleetManager> {
        Box::new(self)
    }
}

impl LaneRule for Economic {
    fn order(&self, lane: &LaneView<'_>) -> Order {
        let load = lane.load();
        if load >= 1.0 {
            return Order::trucks(load as usize);
        }
        let dear = lane.cost_multiplier() > 1.4;
        let k = self.k.unwrap_or(if dear { 0.9 } else { 1.1 });
        let theta = self.theta.unwrap_or(if dear { 0.7 } else { 0.9 });
        let at_risk = at_risk(lane, self.slack);
        let urgent_load = lane.load_within(self.slack).max(1e-4);
        let mut best = (0.0, None);
        for (index, &cost) in lane.costs().iter().enumerate() {
            let vehicle = TypeId::from_index(index);
            if !lane.allows(vehicle) {
                continue;
            }
            let worth = |carried: f64, urgent: f64| {
                let saved = at_risk * (urgent / urgent_load).min(1.0);
                saved - theta * (cost - k * carried * lane.largest_cost())
            };
            let carried = lane.share_taken(vehicle) * load;
            let mut value = worth(carried, carried);
            // What is too large only makes it less: the queue is walked where that may decide.
            if value > best.0
                && carried < load
                && let Some([fits, urgent]) = lane.load_that_fits(vehicle, self.slack)
            {
                let carried = carried.min(fits);
                value = worth(carried, carried.min(urgent));
            }
            if value > best.0 {
                best = (value, Some(vehicle));
            }
        }
        best.1.map_or(Order::Hold, Order::one_of)
    }
}
