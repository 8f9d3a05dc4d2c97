//! From orders to trucks on the road: the phase of the step in which the dock worker loads.
//!
//! A hub's lanes are loaded together, the most urgent first where they compete for the hub's trucks: first the packages that open
//! trucks, then, with the types settled, the lane's other packages, then those of other lanes whose detour this is. Where lanes
//! compete for too few trucks, the hub is loaded once more with more thought. A solver can take all that over, and a sample of loads
//! is compared with what any load could be worth.

mod instance;
mod items;
mod repack;
mod send;
mod solve;

use linehaul_lp::{Fleet, Item, Loader, Vehicle};

use crate::loading::{DockSettings, LoadingRecord};
use crate::order::Order;
use crate::world::World;
use items::{LOADED, Place};
use linehaul_case::Case;
use linehaul_case::network::Network;
use repack::Repacking;

/// Detours are looked for only if a truck has at least this share of its weight and of its volume left, as a divisor. Many
/// packages are larger, and the look goes through all queues of the hub.
const DETOUR_ROOM: u32 = 64;
/// Slack, hours, up to which penalties count when lanes compete for a hub's trucks.
const COMPETING_SLACK: i32 = 6;

/// A lane to load: the largest shares of penalties at stake first, then the most cargo.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Ranked {
    minus_penalty: i64,
    minus_load: i64,
    lane: u32,
}

/// How docks are loaded, what was learned of it, and scratch of the loading phase.
#[derive(Debug, Default)]
pub struct Dock {
    /// How docks are loaded.
    pub settings: DockSettings,
    /// What was learned.
    pub record: LoadingRecord,
    loader: Loader,
    /// Lanes to load; the order of the fields is the order of loading.
    lanes: Vec<Ranked>,
    /// Packages that come first, packages that open trucks, and packages that only ride along.
    must_ride: Vec<Item>,
    opening: Vec<Item>,
    riding: Vec<Item>,
    /// Values by position in `opening`, for an order that cuts the queue.
    values: Vec<(f32, u32)>,
    /// How many packages of each truck are marked in the queues, and the lanes of these queues, one bit a lane of the hub.
    marked: Vec<u32>,
    touched: u64,
    /// Made when a hub is first loaded for a second time.
    repacking: Option<Box<Repacking>>,
}

impl Dock {
    /// Scratch for a network.
    pub fn new(network: &Network, settings: DockSettings) -> Self {
        Self { settings, loader: Loader::new(fleet(&network.case)), ..Self::default() }
    }
}

impl Dock {
    /// Nothing is marked yet.
    fn unmark(&mut self) {
        self.marked.clear();
        self.touched = 0;
    }
}

fn fleet(case: &Case) -> Fleet {
    let mut conflicts = vec![0_u64; case.classes().len()];
    for &[a, b] in &case.rules().separate {
        conflicts[a.index()] |= 1 << b.0;
        conflicts[b.index()] |= 1 << a.0;
    }
    let vehicles = case.vehicles().iter().map(|v| Vehicle { grams: v.grams.0, ml: v.ml.0 }).collect();
    Fleet { vehicles, conflicts }
}

impl World {
    /// Loads and sends the trucks of all hubs.
    pub(crate) fn depart(&mut self, orders: &[Order]) {
        let mut dock = std::mem::take(&mut self.dock);
        for hub in 0..self.network.n_hubs {
            self.rank_lanes(&mut dock, hub, orders);
            if !dock.lanes.is_empty() {
                if dock.settings == DockSettings::default() {
                    self.load(&mut dock, hub, orders);
                } else {
                    self.load_as_set(&mut dock, hub, orders);
                }
                self.send(&mut dock, hub);
            }
        }
        self.dock = dock;
    }

    /// The lanes of a hub with an order and cargo, the most urgent first.
    fn rank_lanes(&self, dock: &mut Dock, hub: usize, orders: &[Order]) {
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
        let cap = u32::from(self.network.case.hubs()[hub].max_dispatch_per_hour);
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
        dock.loader.open(max_trucks(&network, hub), available(&network));
        dock.unmark();
        for at in 0..dock.lanes.len() {
            let lane = dock.lanes[at].lane as usize;
            let order = lp_order(&network, lane, orders[lane]);
            self.own_items(dock, hub, lane, orders[lane]);
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
            self.repack(dock, hub, orders);
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

    fn mark_loaded(&mut self, dock: &mut Dock, hub: usize) {
        let first = self.network.lane_offsets[hub] as usize;
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
}

/// Most trucks that may leave a hub in an hour.
fn max_trucks(network: &Network, hub: usize) -> u32 {
    u32::from(network.case.hubs()[hub].max_dispatch_per_hour)
}

/// Trucks of each type that may leave a hub in an hour, `[type]`.
fn available(network: &Network) -> impl Iterator<Item = u32> {
    network.case.vehicles().iter().map(|v| v.per_hub_per_hour.map_or(u32::MAX, u32::from))
}

fn lp_order(network: &Network, lane: usize, order: Order) -> linehaul_lp::Order<'_> {
    let up_to = |last: u8| u16::MAX >> (15 - u32::from(last.min(15)));
    linehaul_lp::Order {
        lane: lane as u32,
        trucks: u32::from(order.trucks),
        types: network.lane_types[lane],
        last_types: up_to(order.last_type.0),
        costs: network.costs(lane),
    }
}
