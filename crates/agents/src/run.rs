//! One episode from start to horizon under a fleet manager.

use std::sync::Arc;

use linehaul_env::arrivals::Arrivals;
use linehaul_env::demand::Demand;
use linehaul_env::loading::DockSettings;
use linehaul_env::network::Network;
use linehaul_env::order::Order;
use linehaul_env::schedule::Schedule;
use linehaul_env::world::World;

use crate::fleet_manager::FleetManager;

/// Simulates a demand on a network, its docks loaded as `dock` says, and returns the schedule; `after_hour` is told each hour that is done.
pub fn run(
    network: &Arc<Network>,
    demand: &Demand,
    dock: DockSettings,
    manager: &mut dyn FleetManager,
    after_hour: impl Fn(u16),
) -> Schedule {
    let mut world = World::new(network.clone(), Arrivals::new(network, demand, 0.0));
    world.set_dock(dock);
    world.record();
    let mut orders = vec![Order::HOLD; network.n_lanes];
    while !world.is_over() {
        manager.order(&world, &mut orders);
        world.step(&orders);
        after_hour(world.hour());
    }
    Schedule::of(&mut world, demand)
}
