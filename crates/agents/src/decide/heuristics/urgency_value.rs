//! As `full-truck`, but what is urgent leaves only if the penalty at risk is worth the trucks.

use linehaul_env::order::Order;
use linehaul_env::view::LaneView;
use serde::{Deserialize, Serialize};

use super::lane::{at_risk, full_or_all};
use super::rule::{Range, Rule};
use crate::decide::fleet_manager::{FleetManager, LaneRule};
use crate::decide::trucks::all;

/// Parameters; the defaults are those tuned on generated worlds of multipliers up to 2.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct UrgencyValue {
    /// Share of a largest vehicle from which it counts as full.
    pub full: f64,
    /// Penalties with at most this slack, hours, are at risk.
    pub slack: i32,
    /// Everything leaves when the penalty at risk is at least this share of what its cheapest vehicles cost.
    pub theta: f64,
}

impl Default for UrgencyValue {
    fn default() -> Self {
        Self { full: 0.97, slack: 0, theta: 0.4 }
    }
}

impl Rule for UrgencyValue {
    const NAME: &'static str = "urgency-value";
    const RANGES: &'static [Range] = &[Range::full("full"), Range::slack("slack"), Range::weight("theta")];

    fn grid(&self) -> Vec<Self> {
        let mut grid = Vec::new();
        for full in [0.8, 0.9, 0.97] {
            for slack in [0, 1, 2, 4, 6] {
                grid.extend([0.25, 0.4, 0.55, 0.7, 0.85, 1.0].map(|theta| Self { full, slack, theta }));
            }
        }
        grid
    }

    fn manager(self) -> Box<dyn FleetManager> {
        Box::new(self)
    }
}

impl LaneRule for UrgencyValue {
    fn order(&self, lane: &LaneView<'_>) -> Order {
        full_or_all(lane, self.full).unwrap_or_else(|| {
            let worth = at_risk(lane, self.slack) >= self.theta * lane.cheapest_cost();
            if worth { all(lane.load()) } else { Order::Hold }
        })
    }
}
