//! A second, more thoughtful load of a hub whose first left packages behind that were to open trucks.

use super::{Dock, available, lp_order, max_trucks};
use crate::order::Order;
use crate::world::World;

/// An order is to be obeyed: what opens a truck weighs a thousand times what trucks cost, what rides along next to nothing.
pub(super) const OPENING: f64 = 1_000.0;
pub(super) const RIDING: f64 = 0.01;
/// More than all else together, and for each such package the same.
const MUST_RIDE: f64 = 1e15;

impl World {
    /// Loads the hub again from the start; the loader then holds the better load.
    pub(super) fn repack(&mut self, dock: &mut Dock, hub: usize, orders: &[Order]) {
        let network = self.network.clone();
        dock.problem.begin(max_trucks(&network, hub), available(&network));
        dock.keys.clear();
        for at in 0..dock.lanes.len() {
            let lane = dock.lanes[at].lane as usize;
            dock.problem.add_lane(&lp_order(&network, lane, orders[lane]));
            self.own_items(dock, hub, lane, orders[lane]);
            for item in &dock.must_ride {
                dock.keys.push(item.key);
                dock.problem.push(*item, MUST_RIDE, true, false);
            }
            for (items, weight, rider) in [(&dock.opening, OPENING, false), (&dock.riding, RIDING, true)] {
                for item in items {
                    dock.keys.push(item.key);
                    dock.problem.push(*item, weight * f64::from(item.worth), false, rider);
                }
            }
        }
        dock.fast.solve(&dock.problem);
        dock.loader.clear();
        for at in 0..dock.lanes.len() {
            for (truck, items) in dock.fast.trucks().filter(|(truck, _)| usize::from(truck.lane) == at) {
                let number = dock.loader.send(dock.lanes[at].lane, truck.vehicle);
                for item in items {
                    dock.loader.put(number, &dock.problem.item_named(item, dock.keys[item as usize]));
                }
            }
        }
    }
}
