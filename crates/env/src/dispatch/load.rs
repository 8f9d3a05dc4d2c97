//! The load of a hub: which lanes first, what opens trucks, what rides along, and what fills the room left as a detour.

use linehaul_case::network::Network;

use super::dock::{Dock, Ranked, lp_order};
use super::items::{LOADED, Place};
use crate::order::Order;
use crate::state::State;

/// Detours are looked for only if a truck has at least this share of its weight and of its volume left, as a divisor. Many
/// packages are larger, and the look goes through all queues of the hub.
const DETOUR_ROOM: u32 = 64;
/// Slack, hours, up to which penalties count when lanes compete for a hub's trucks.
const COMPETING_SLACK: i32 = 6;

impl State {
    /// The lanes of a hub with an order and cargo, the most urgent first.
    pub(super) fn rank_lanes(&self, network: &Network, dock: &mut Dock, hub: usize, orders: &[Order]) {
        dock.lanes.clear();
        let mut trucks = 0;
        for lane in network.lanes_of(hub) {
            if !orders[lane].is_hold() && self.waiting.sums[lane].count > 0 && self.is_open(network, lane) {
                dock.lanes.push(Ranked { minus_penalty: 0, minus_load: 0, lane: lane as u32 });
                trucks += orders[lane].max_trucks();
            }
        }
        if dock.lanes.len() > 1 && (trucks > self.max_trucks(hub) || self.limits.limited_fleet()) {
            for ranked in &mut dock.lanes {
                let lane = ranked.lane as usize;
                let by_slack = self.waiting.by_slack(lane, i32::from(self.hour));
                ranked.minus_penalty = -by_slack.between(0, COMPETING_SLACK).1;
                ranked.minus_load = -self.waiting.sums[lane].load;
            }
            dock.lanes.sort_unstable();
        }
    }

    /// Fills trucks for the ranked lanes of a hub, and marks in the queues what was loaded.
    pub(super) fn load(&mut self, network: &Network, dock: &mut Dock, hub: usize, orders: &[Order]) {
        dock.loader.open(self.max_trucks(hub), self.available());
        dock.unmark();
        for at in 0..dock.lanes.len() {
            let lane = dock.lanes[at].lane as usize;
            let order = lp_order(network, lane, orders[lane]);
            self.own_items(network, dock, hub, lane, orders[lane]);
            if !dock.must_ride.is_empty() {
                dock.loader.load_each(&order, &dock.must_ride);
            }
            dock.loader.load(&order, &dock.opening);
            dock.loader.exchange(order.lane);
            dock.loader.settle(&order);
            if !dock.riding.is_empty() {
                dock.loader.top_up(order.lane, &dock.riding);
            }
        }
        if dock.loader.dock_is_short() {
            self.repack(network, dock, hub, orders);
        }
        self.mark_loaded(network, dock, hub);
        for at in 0..dock.lanes.len() {
            let lane = dock.lanes[at].lane as usize;
            if self.waiting.sums[lane].detour_load > 0 && dock.loader.has_room(lane as u32, DETOUR_ROOM) {
                self.detour_items(network, dock, hub, lane);
                dock.loader.top_up(lane as u32, &dock.riding);
                self.mark_loaded(network, dock, hub);
            }
        }
    }

    /// Marks in the queues of a hub what was loaded since the last time.
    pub(super) fn mark_loaded(&mut self, network: &Network, dock: &mut Dock, hub: usize) {
        let first = network.lane_offsets[hub] as usize;
        dock.marked.resize(dock.loader.trucks().len(), 0);
        for (truck, marked) in dock.marked.iter_mut().enumerate() {
            let load = dock.loader.load_of(truck);
            for item in &load[*marked as usize..] {
                let Place { slot, position } = Place::of(item.key);
                self.waiting.queues[first + slot][position].package |= LOADED;
                dock.touched |= 1 << slot;
            }
            *marked = load.len() as u32;
        }
    }

    /// Most trucks that may leave a hub in this hour.
    pub(super) fn max_trucks(&self, hub: usize) -> u32 {
        u32::from(self.limits.cap(hub))
    }

    /// Trucks of each type that may leave a hub in this hour, `[type]`.
    pub(super) fn available(&self) -> impl Iterator<Item = u32> {
        self.limits.fleet().iter().map(|trucks| trucks.map_or(u32::MAX, u32::from))
    }
}
