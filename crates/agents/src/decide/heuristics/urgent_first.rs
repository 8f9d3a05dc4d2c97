//! Once something is about to be late, the packages that are urgent soon leave together if their penalty is worth their trucks;
//! others fill the trucks up.

use linehaul_case::MAX_HOURS;
use linehaul_env::order::Order;
use linehaul_env::view::LaneView;
use serde::{Deserialize, Serialize};

use super::lane::{at_risk, full_or_all};
use super::rule::{Range, Rule};
use crate::decide::fleet_manager::{FleetManager, LaneRule};

/// Parameters; the defaults are those tuned on generated worlds of multiplier 1.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct UrgentFirst {
    /// Penalties with at most this slack, hours, are at risk.
    pub slack: i32,
    /// Packages with at most this slack, hours, are urgent and leave together.
    pub urgent_slack: u16,
    /// They leave when the penalty at risk is at least this share of what their vehicles cost.
    pub theta: f64,
}

/// Share of a largest vehicle from which it counts as full.
const FULL: f64 = 0.97;

impl Default for UrgentFirst {
    fn default() -> Self {
        Self { slack: 0, urgent_slack: 12, theta: 0.32 }
    }
}

impl Rule for UrgentFirst {
    const NAME: &'static str = "urgent-first";
    const RANGES: &'static [Range] = &[
        Range::slack("slack"),
        Range { key: "urgent_slack", low: 0.0, high: MAX_HOURS as f64 },
        Range::weight("theta"),
    ];

    fn grid(&self) -> Vec<Self> {
        let mut grid = Vec::new();
        for slack in [0, 1, 2] {
            for urgent_slack in [6, 9, 12, 16, 21] {
                let thetas = [0.08, 0.12, 0.16, 0.2, 0.25, 0.32, 0.4];
                grid.extend(thetas.map(|theta| Self { slack, urgent_slack, theta }));
            }
        }
        grid
    }

    fn manager(self) -> Box<dyn FleetManager> {
        Box::new(self)
    }
}

impl LaneRule for UrgentFirst {
    fn order(&self, lane: &LaneView<'_>) -> Order {
        full_or_all(lane, FULL).unwrap_or_else(|| {
            let at_risk = at_risk(lane, self.slack);
            let urgent = lane.load_within(i32::from(self.urgent_slack));
            if at_risk > 0.0 && at_risk >= self.theta * lane.cost_of_load(urgent) {
                Order::urgent(self.urgent_slack)
            } else {
                Order::Hold
            }
        })
    }
}
