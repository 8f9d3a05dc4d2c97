//! A second, more thoughtful load of a hub whose first left packages behind that were to open trucks.

use linehaul_case::network::Network;

use super::dock::{Dock, Repacking, fleet, lp_order};
use crate::order::Order;
use crate::state::State;

/// An order is to be obeyed: what opens a truck weighs a thousand times what trucks cost, what rides along next to nothing.
pub(super) const OPENING: f64 = 1_000.0;
pub(super) const RIDING: f64 = 0.01;
/// More than all else together, and for each such package the same.
const MUST_RIDE: f64 = 1e15;

impl State {
    /// Loads the hub again from the start; the loader then holds the better load.
    pub(super) fn repack(&mut self, network: &Network, dock: &mut Dock, hub: usize, orders: &[Order]) {
        let mut repacking = dock.repacking.take().unwrap_or_else(|| Box::new(Repacking::new(fleet(&network.case))));
        repacking.problem.begin(self.max_trucks(hub), self.available());
        repacking.keys.clear();
        for at in 0..dock.lanes.len() {
            let lane = dock.lanes[at].lane as usize;
            repacking.problem.add_lane(&lp_order(network, lane, orders[lane]));
            self.own_items(network, dock, hub, lane, orders[lane]);
            for item in &dock.must_ride {
                repacking.keys.push(item.key);
                repacking.problem.push(*item, MUST_RIDE, true, false);
            }
            for (items, weight, rider) in [(&dock.opening, OPENING, false), (&dock.riding, RIDING, true)] {
                for item in items {
                    repacking.keys.push(item.key);
                    repacking.problem.push(*item, weight * f64::from(item.worth), false, rider);
                }
            }
        }
        repacking.fast.solve(&repacking.problem);
        dock.loader.clear();
        for at in 0..dock.lanes.len() {
            for (truck, items) in repacking.fast.trucks().filter(|(truck, _)| usize::from(truck.lane) == at) {
                let number = dock.loader.send(dock.lanes[at].lane, truck.vehicle);
                for item in items {
                    dock.loader.put(number, &repacking.problem.item_named(item, repacking.keys[item as usize]));
                }
            }
        }
        dock.repacking = Some(repacking);
    }
}
