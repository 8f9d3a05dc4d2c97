//! Orders none to three trucks with equal chances: the floor under every comparison.

use linehaul_env::order::Order;
use linehaul_env::world::World;
use rand::RngExt;
use rand_pcg::Pcg64;
use serde::{Deserialize, Serialize};

use super::rule::{Range, Rule};
use crate::decide::fleet_manager::FleetManager;

/// Seed of the orders.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Random {
    /// The same seed orders the same on the same network.
    pub seed: u64,
}

/// Second word of the random stream.
const STREAM: u128 = 0x6f72_6465_7273;

struct RandomManager(Pcg64);

impl Rule for Random {
    const NAME: &'static str = "random";
    const RANGES: &'static [Range] = &[Range { key: "seed", low: 0.0, high: i64::MAX as f64 }];

    fn manager(self) -> Box<dyn FleetManager> {
        Box::new(RandomManager(Pcg64::new(u128::from(self.seed), STREAM)))
    }
}

impl FleetManager for RandomManager {
    fn order(&mut self, _: &World, orders: &mut [Order]) {
        orders.fill_with(|| Order::trucks(self.0.random_range(0..4)));
    }
}
