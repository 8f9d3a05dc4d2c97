//! One episode from start to horizon under a fleet manager.

use std::sync::Arc;

use linehaul_case::Demand;
use linehaul_case::network::Network;
use linehaul_case::schedule::Schedule;
use linehaul_env::feed::Feed;
use linehaul_env::loading::DockSettings;
use linehaul_env::order::Order;
use linehaul_env::summary::Outcome;
use linehaul_env::world::World;

use crate::decide::fleet_manager::FleetManager;

/// What a fleet manager is set to run.
#[derive(Clone, Copy, Debug)]
pub struct Episode<'a> {
    /// The network.
    pub network: &'a Arc<Network>,
    /// The packages.
    pub demand: &'a Demand,
    /// How docks are loaded.
    pub dock: DockSettings,
    /// Extra price of a late package that decisions see and no cost has, currency.
    pub late_price: f64,
}

impl Episode<'_> {
    /// Simulates it and returns what came of it; `after_hour` is told each hour that is done.
    pub fn run(&self, manager: &mut dyn FleetManager, after_hour: impl Fn(u16)) -> Outcome {
        let mut world = World::new(self.network.clone(), Feed::of(self.network, self.demand, self.late_price));
        world.set_dock(self.dock);
        world.record();
        let mut orders = vec![Order::Hold; self.network.n_lanes];
        while !world.is_over() {
            manager.order(&world, &mut orders);
            world.step(&orders);
            after_hour(world.hour());
        }
        Outcome::of(&mut world, self.demand)
    }
}

/// The schedule of an episode without a late price.
pub fn run(
    network: &Arc<Network>,
    demand: &Demand,
    dock: DockSettings,
    manager: &mut dyn FleetManager,
    after_hour: impl Fn(u16),
) -> Schedule {
    Episode { network, demand, dock, late_price: 0.0 }.run(manager, after_hour).schedule
}
