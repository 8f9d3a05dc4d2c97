//! Sends everything as soon as it is there: nothing is late, and nothing is full.

use linehaul_env::order::Order;
use linehaul_env::view::LaneView;
use serde::{Deserialize, Serialize};

use super::rule::{Range, Rule};
use crate::decide::fleet_manager::{FleetManager, LaneRule};
use crate::decide::trucks::all;

/// No parameters.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Greedy {}

impl Rule for Greedy {
    const NAME: &'static str = "greedy";
    const RANGES: &'static [Range] = &[];

    fn manager(self) -> Box<dyn FleetManager> {
        Box::new(self)
    }
}

impl LaneRule for Greedy {
    fn order(&self, lane: &LaneView<'_>) -> Order {
        all(lane.load())
    }
}
