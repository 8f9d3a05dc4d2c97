//! Packages that wait at a hub, as the loader sees them.

use linehaul_lp::Item;

use super::dock::Dock;
use crate::book::Package;
use crate::order::Order;
use crate::state::State;
use linehaul_case::network::{LOAD_ONE, Network};

/// Least slack, hours, that a package must have left after a detour.
const DETOUR_SLACK: i32 = 2;
/// Late packages cost 1.5 % an hour: they are loaded like packages with this share of their penalty at risk.
const LATE_URGENCY: f32 = 0.08;
/// Worth of a full largest truck's progress on its lane beside the penalties at stake, as a share of its cost: makes packages without
/// penalties worth sending, and tells equal penalties apart by size.
const PROGRESS: f64 = 0.05;
/// Mark on the package number of a queue's entry that has just been loaded.
pub(super) const LOADED: u32 = 1 << 31;

/// Where a package waits at a hub, as the loader's key: the lane's position among the hub's, and the position in its queue.
#[derive(Clone, Copy, Debug)]
pub(super) struct Place {
    pub slot: usize,
    pub position: usize,
}

impl Place {
    /// A hub has at most 64 lanes and a demand at most 2^26 packages: both are checked when a case is built.
    const POSITION_BITS: u32 = 26;

    pub fn key(slot: usize, position: usize) -> u32 {
        (slot as u32) << Self::POSITION_BITS | position as u32
    }

    pub fn of(key: u32) -> Self {
        Self {
            slot: (key >> Self::POSITION_BITS) as usize,
            position: (key & ((1 << Self::POSITION_BITS) - 1)) as usize,
        }
    }
}

/// Share of a penalty that is at stake in not leaving now, by slack: `1 / (2 + slack)`.
fn urgency(slack: i32) -> f32 {
    if slack < 0 { LATE_URGENCY } else { 1.0 / (2 + slack) as f32 }
}

/// A package as an item of a lane: the penalty at stake in not leaving now, and its share of what a full truck's progress counts.
fn item(key: u32, package: &Package, slack: i32, progress: f32) -> Item {
    let rank = progress + package.density * urgency(slack);
    let worth = rank * package.load as f32 * (1.0 / LOAD_ONE as f32);
    Item { key, grams: package.grams, ml: package.ml, rank, worth, class: package.class }
}

impl State {
    /// Sorts the packages of a lane into those that come first, open trucks, and ride along.
    pub(super) fn own_items(&self, network: &Network, dock: &mut Dock, hub: usize, lane: usize, order: Order) {
        let hour = i32::from(self.hour);
        let slot = lane - network.lane_offsets[hub] as usize;
        let progress = progress(network, lane);
        dock.must_ride.clear();
        dock.opening.clear();
        dock.riding.clear();
        for (position, queued) in self.waiting.queues[lane].iter().enumerate() {
            let package = &self.book.packages[queued.package as usize];
            let slack = queued.critical - hour;
            let item = item(Place::key(slot, position), package, slack, progress);
            if package.marks.must_ride() {
                // Nothing takes its place.
                dock.must_ride.push(Item { worth: f32::INFINITY, ..item });
            } else if order.opens(slack) {
                dock.opening.push(item);
            } else {
                dock.riding.push(item);
            }
        }
        if let Some(percent) = order.head() {
            self.cut_queue(dock, lane, percent);
        }
    }

    /// Leaves the first so many hundredths of the opening packages by penalty times urgency; the others ride along.
    fn cut_queue(&self, dock: &mut Dock, lane: usize, percent: u8) {
        let queue = &self.waiting.queues[lane];
        dock.values.clear();
        dock.values.extend(dock.opening.iter().enumerate().map(|(at, item)| {
            let queued = queue[Place::of(item.key).position];
            let package = &self.book.packages[queued.package as usize];
            let slack = queued.critical - i32::from(self.hour);
            (package.density * package.load as f32 * urgency(slack), at as u32)
        }));
        dock.values.sort_unstable_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        let cut = (dock.values.len() * usize::from(percent)).div_ceil(100);
        dock.riding.extend(dock.values[cut..].iter().map(|&(_, at)| dock.opening[at as usize]));
        // The head in the order of the queue, so that equal ranks load in order of arrival.
        dock.values.truncate(cut);
        dock.values.sort_unstable_by_key(|&(_, at)| at);
        for (to, &(_, at)) in dock.values.iter().enumerate() {
            dock.opening[to] = dock.opening[at as usize];
        }
        dock.opening.truncate(cut);
    }

    /// Lists as riding the packages of other lanes of the hub that may take this one as a detour.
    pub(super) fn detour_items(&self, network: &Network, dock: &mut Dock, hub: usize, lane: usize) {
        let lanes = network.lanes_of(hub);
        dock.riding.clear();
        for (slot, other) in lanes.enumerate().filter(|&(_, other)| other != lane) {
            for position in 0..self.waiting.queues[other].len() {
                if self.may_detour(network, hub, other, position, lane) {
                    dock.riding.push(self.item_at(network, other, slot, position, lane));
                }
            }
        }
    }

    /// Whether a package in a queue of a hub, not loaded yet, may take another lane of the hub.
    pub(super) fn may_detour(&self, network: &Network, hub: usize, own: usize, position: usize, lane: usize) -> bool {
        let queued = self.waiting.queues[own][position];
        if queued.detours >> (lane - network.lane_offsets[hub] as usize) & 1 == 0 || queued.package & LOADED != 0 {
            return false;
        }
        let package = &self.book.packages[queued.package as usize];
        let (to, destination) = (network.lane_to[lane].index(), usize::from(package.destination));
        let rest = if to == destination { 0 } else { i32::from(network.route(to, destination).hours) };
        let hours = i32::from(network.lane_hours[lane]);
        package.due - i32::from(self.hour) - hours - rest >= DETOUR_SLACK && !package.marks.must_ride()
    }

    /// A package in a queue of a hub, its lane's position there being `slot`, as an item of a lane that it takes.
    pub(super) fn item_at(&self, network: &Network, own: usize, slot: usize, position: usize, lane: usize) -> Item {
        let queued = self.waiting.queues[own][position];
        let package = &self.book.packages[(queued.package & !LOADED) as usize];
        item(Place::key(slot, position), package, queued.critical - i32::from(self.hour), progress(network, lane))
    }
}

/// What a full largest truck's progress on a lane counts.
fn progress(network: &Network, lane: usize) -> f32 {
    (PROGRESS * network.largest_cost(lane)) as f32
}
