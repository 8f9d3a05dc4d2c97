//! The one interface between whoever decides and the simulator.

use linehaul_env::order::Order;
use linehaul_env::view::LaneView;
use linehaul_env::world::World;

/// Orders trucks for all lanes of a world, hour by hour; one agent a hub, all of one mind.
pub trait FleetManager: Send {
    /// Writes the orders of the current hour, `[lane]`.
    fn order(&mut self, world: &World, orders: &mut [Order]);
}

/// A rule that looks at one lane at a time.
pub trait LaneRule: Send {
    /// The order for a lane that has cargo.
    fn order(&self, lane: &LaneView<'_>) -> Order;
}

impl<R: LaneRule> FleetManager for R {
    fn order(&mut self, world: &World, orders: &mut [Order]) {
        for (index, order) in orders.iter_mut().enumerate() {
            let lane = world.lane(index);
            *order = if lane.is_empty() { Order::HOLD } else { LaneRule::order(self, &lane) };
        }
    }
}
