//! The one interface between whoever decides and the simulator.

use std::time::{Duration, Instant};

use linehaul_env::order::Order;
use linehaul_env::view::LaneView;
use linehaul_env::world::World;

/// Orders trucks for all lanes of a world, hour by hour; one agent a hub, all of one mind.
pub trait FleetManager: Send {
    /// Writes the orders of the current hour, `[lane]`.
    fn order(&mut self, world: &World, orders: &mut [Order]);
}

/// A fleet manager with a stopwatch.
pub struct Timed<'a> {
    manager: &'a mut dyn FleetManager,
    hours: u32,
    total: Duration,
    longest: Duration,
}

impl<'a> Timed<'a> {
    /// Nothing ordered yet.
    pub fn new(manager: &'a mut dyn FleetManager) -> Self {
        Self { manager, hours: 0, total: Duration::ZERO, longest: Duration::ZERO }
    }

    /// Mean and longest time that the orders of an hour took, wall clock.
    pub fn times(&self) -> (Duration, Duration) {
        (self.total / self.hours.max(1), self.longest)
    }
}

impl FleetManager for Timed<'_> {
    fn order(&mut self, world: &World, orders: &mut [Order]) {
        let start = Instant::now();
        self.manager.order(world, orders);
        let taken = start.elapsed();
        self.hours += 1;
        self.total += taken;
        self.longest = self.longest.max(taken);
    }
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
            *order = if lane.is_empty() { Order::Hold } else { LaneRule::order(self, &lane) };
        }
    }
}
