//! Sends everything as soon as it is there: nothing is late, and nothing is full.

use linehaul_env::order::Order;
use linehaul_env::view::LaneView;
use serde::{Deserialize, Serialize};

use crate::decide::fleet_manager::LaneRule;
use crate::decide::trucks::all;

/// No parameters.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Greedy {}

impl LaneRule for Greedy {
    fn order(&self, lane: &LaneView<'_>) -> Order {
        all(lane.load())
    }
}
