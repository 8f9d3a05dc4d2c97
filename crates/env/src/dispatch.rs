//! From orders to trucks on the road: the phase of the step in which the dock worker loads.
//!
//! A hub's lanes are loaded together, the most urgent first where they compete for the hub's trucks: first the packages that open
//! trucks, then, with the types settled, the lane's other packages, then those of other lanes whose detour this is.

mod send;

use linehaul_lp::{Fleet, Item, Loader, Vehicle};

use crate::arrivals::Package;
use crate::case::Case;
use crate::network::Network;
use crate::order::Order;
use crate::world::World;

/// Least slack, hours, that a package must have left after a detour.
const DETOUR_SLACK: i32 = 2;
/// Detours are looked for only if a truck has at least this share of its weight and of its volume left, as a divisor. Many
/// packages are larger, and the look goes through all queues of the hub.
const DETOUR_ROOM: u32 = 64;
/// Slack, hours, up to which penalties count when lanes compete for a hub's trucks.
const COMPETING_SLACK: i32 = 6;
/// Late packages cost 1.5 % an hour: they are loaded like packages with this share of their penalty at risk.
const LATE_URGENCY: f32 = 0.08;
/// Mark on the package number of a queue's entry that has just been loaded.
const LOADED: u32 = 1 << 31;

/// Where a package waits at a hub, as the loader's key: the lane's position among the hub's, and the position in its queue.
#[derive(Clone, Copy, Debug)]
struct Place {
    slot: usize,
    position: usize,
}

impl Place {
    /// A hub has at most 64 lanes and a demand at most 2^26 packages: both are checked when a case is built.
    const POSITION_BITS: u32 = 26;

    fn key(slot: usize, position: usize) -> u32 {
        (slot as u32) << Self::POSITION_BITS | position as u32
    }

    fn of(key: u32) -> Self {
        Self {
            slot: (key >> Self::POSITION_BITS) as usize,
            position: (key & ((1 << Self::POSITION_BITS) - 1)) as usize,
        }
    }
}

/// A lane to load: the most penalties at stake first, then the most cargo.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Ranked {
    minus_penalty: i64,
    minus_load: i64,
    lane: u32,
}

/// Scratch of the loading phase.
#[derive(Debug, Default)]
pub struct Dock {
    loader: Loader,
    /// Lanes to load; the order of the fields is the order of loading.
    lanes: Vec<Ranked>,
    /// Packages that come first, packages that open trucks, and packages that only ride along.
    must_ride: Vec<Item>,
    opening: Vec<Item>,
    riding: Vec<Item>,
    /// How many of the loader's loads are marked in the queues, and the lanes of these queues, one bit a lane of the hub.
    marked: usize,
    touched: u64,
    /// Positions in the loader's loads, by truck.
    by_truck: Vec<u32>,
    /// Where each truck's part of `by_truck` ends.
    ends: Vec<u32>,
}

impl Dock {
    /// Scratch for a network.
    pub fn new(network: &Network) -> Self {
        Self { loader: Loader::new(fleet(&network.case)), ..Self::default() }
    }
}

fn fleet(case: &Case) -> Fleet {
    let mut conflicts = vec![0_u64; case.classes.len()];
    for &[a, b] in &case.rules.separate {
        conflicts[a.index()] |= 1 << b.0;
        conflicts[b.index()] |= 1 << a.0;
    }
    let vehicles = case.vehicles.iter().map(|v| Vehicle { grams: v.grams.0, ml: v.ml.0 }).collect();
    Fleet { vehicles, conflicts }
}

/// Share of a penalty that is at stake in not leaving now, by slack: `1 / (2 + slack)`.
fn urgency(slack: i32) -> f32 {
    if slack < 0 { LATE_URGENCY } else { 1.0 / (2 + slack) as f32 }
}

impl World {
    /// Loads and sends the trucks of all hubs.
    pub(crate) fn depart(&mut self, orders: &[Order]) {
        let mut dock = std::mem::take(&mut self.dock);
        for hub in 0..self.network.n_hubs {
            self.rank_lanes(&mut dock, hub, orders);
            if !dock.lanes.is_empty() {
                self.load(&mut dock, hub, orders);
                self.send(&mut dock, hub);
            }
        }
        self.dock = dock;
    }

    /// The lanes of a hub with an order and cargo, the most urgent first.
    fn rank_lanes(&mut self, dock: &mut Dock, hub: usize, orders: &[Order]) {
        let hour = self.hour;
        let open = |lane: usize| self.network.calendar.as_ref().is_none_or(|calendar| calendar.day(hour, lane).open);
        dock.lanes.clear();
        let mut trucks = 0;
        for lane in self.network.lanes_of(hub) {
            if orders[lane].trucks > 0 && self.waiting.sums[lane].count > 0 && open(lane) {
                dock.lanes.push(Ranked { minus_penalty: 0, minus_load: 0, lane: lane as u32 });
                trucks += u32::from(orders[lane].trucks);
            }
        }
        let cap = u32::from(self.network.case.hubs[hub].max_dispatch_per_hour);
        if dock.lanes.len() > 1 && (trucks > cap || self.network.limited_fleet) {
            for ranked in &mut dock.lanes {
                let lane = ranked.lane as usize;
                ranked.minus_penalty = -self.waiting.by_slack(lane, i32::from(hour)).between(0, COMPETING_SLACK).1;
                ranked.minus_load = -self.waiting.sums[lane].load;
            }
            dock.lanes.sort_unstable();
        }
    }

    /// Fills trucks for the ranked lanes of a hub, and marks in the queues what was loaded.
    fn load(&mut self, dock: &mut Dock, hub: usize, orders: &[Order]) {
        let network = self.network.clone();
        let case = &network.case;
        let limits = case.vehicles.iter().map(|v| v.per_hub_per_hour.map_or(u32::MAX, u32::from));
        dock.loader.open(u32::from(case.hubs[hub].max_dispatch_per_hour), limits);
        dock.marked = 0;
        dock.touched = 0;
        for at in 0..dock.lanes.len() {
            let lane = dock.lanes[at].lane as usize;
            let order = lp_order(&network, lane, orders[lane]);
            self.own_items(dock, hub, lane, orders[lane].max_slack);
            if !dock.must_ride.is_empty() {
                dock.loader.load_each(&order, &dock.must_ride);
            }
            dock.loader.load(&order, &dock.opening);
            dock.loader.settle(&order);
            if !dock.riding.is_empty() {
                dock.loader.top_up(order.lane, &dock.riding);
            }
        }
        self.mark_loaded(dock, hub);
        for at in 0..dock.lanes.len() {
            let lane = dock.lanes[at].lane as usize;
            if self.waiting.sums[lane].detour_load > 0 && dock.loader.has_room(lane as u32, DETOUR_ROOM) {
                self.detour_items(dock, hub, lane);
                dock.loader.top_up(lane as u32, &dock.riding);
                self.mark_loaded(dock, hub);
            }
        }
    }

    /// Sorts the packages of a lane into those that come first, open trucks, and ride along.
    fn own_items(&self, dock: &mut Dock, hub: usize, lane: usize, max_slack: u16) {
        let hour = i32::from(self.hour);
        let slot = lane - self.network.lane_offsets[hub] as usize;
        dock.must_ride.clear();
        dock.opening.clear();
        dock.riding.clear();
        for (position, queued) in self.waiting.queues[lane].iter().enumerate() {
            let package = &self.arrivals.packages[queued.package as usize];
            let slack = queued.critical - hour;
            let item = item(Place::key(slot, position), package, slack);
            if package.must_ride {
                dock.must_ride.push(item);
            } else if slack <= i32::from(max_slack) {
                dock.opening.push(item);
            } else {
                dock.riding.push(item);
            }
        }
    }

    /// Lists as riding the packages of other lanes of the hub that may take this one as a detour.
    fn detour_items(&self, dock: &mut Dock, hub: usize, lane: usize) {
        let network = &self.network;
        let hour = i32::from(self.hour);
        let lanes = network.lanes_of(hub);
        let bit = 1 << (lane - lanes.start);
        let to = network.lane_to[lane].index();
        let hours = i32::from(network.lane_hours[lane]);
        dock.riding.clear();
        for (slot, other) in lanes.enumerate().filter(|&(_, other)| other != lane) {
            for (position, queued) in self.waiting.queues[other].iter().enumerate() {
                if queued.detours & bit == 0 || queued.package & LOADED != 0 {
                    continue;
                }
                let package = &self.arrivals.packages[queued.package as usize];
                let destination = usize::from(package.destination);
                let rest = if to == destination { 0 } else { i32::from(network.route(to, destination).hours) };
                if package.due - hour - hours - rest >= DETOUR_SLACK && !package.must_ride {
                    dock.riding.push(item(Place::key(slot, position), package, queued.critical - hour));
                }
            }
        }
    }

    fn mark_loaded(&mut self, dock: &mut Dock, hub: usize) {
        let first = self.network.lane_offsets[hub] as usize;
        for &(_, key) in &dock.loader.loads()[dock.marked..] {
            let Place { slot, position } = Place::of(key);
            self.waiting.queues[first + slot][position].package |= LOADED;
            dock.touched |= 1 << slot;
        }
        dock.marked = dock.loader.loads().len();
    }
}

fn item(key: u32, package: &Package, slack: i32) -> Item {
    let rank = package.density * urgency(slack);
    Item { key, grams: package.grams, ml: package.ml, rank, class: package.class }
}

fn lp_order(network: &Network, lane: usize, order: Order) -> linehaul_lp::Order<'_> {
    linehaul_lp::Order {
        lane: lane as u32,
        trucks: u32::from(order.trucks),
        last_type: order.last_type.0,
        types: network.lane_types[lane],
        costs: network.costs(lane),
    }
}
