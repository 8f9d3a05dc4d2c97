//! A truck leaves when it is full, or when any package has no more slack than allowed.

use linehaul_env::order::Order;
use linehaul_env::view::LaneView;
use serde::{Deserialize, Serialize};

use super::lane::full_or_all;
use super::rule::{Range, Rule};
use crate::decide::fleet_manager::{FleetManager, LaneRule};
use crate::decide::trucks::all;

/// Parameters; the defaults are those tuned on generated worlds of multiplier 1.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct FullTruck {
    /// Share of a largest vehicle from which it counts as full.
    pub full: f64,
    /// Everything leaves when a package has at most this slack, hours; -1 for never.
    pub slack: i32,
}

impl Default for FullTruck {
    fn default() -> Self {
        Self { full: 0.97, slack: 0 }
    }
}

impl Rule for FullTruck {
    const NAME: &'static str = "full-truck";
    const RANGES: &'static [Range] = &[Range::full("full"), Range::slack("slack")];

    fn grid(&self) -> Vec<Self> {
        let fulls = [0.6, 0.8, 0.9, 0.97, 1.1];
        fulls.into_iter().flat_map(|full| [-1, 0, 1, 2, 4].map(|slack| Self { full, slack })).collect()
    }

    fn manager(self) -> Box<dyn FleetManager> {
        Box::new(self)
    }
}

impl LaneRule for FullTruck {
    fn order(&self, lane: &LaneView<'_>) -> Order {
        if lane.penalty_between(0, self.slack) > 0.0 {
            return all(lane.load());
        }
        full_or_all(lane, self.full).unwrap_or(Order::Hold)
    }
}
