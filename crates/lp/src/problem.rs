//! A dock-hour as flat columns that are filled again and again without allocating: what the fast load works on.
//!
//! Items stand lane by lane; within a lane first the packages whose own it is, then riders: packages that alone would not send a
//! truck there, such as those for which the lane is a detour. A package is one item on each lane that it may take.

mod from_instance;

use crate::dock::{Fleet, Item, Order};

/// A lane: what may leave on it, and where its items stand.
#[derive(Clone, Copy, Debug, Default)]
struct LaneItems {
    trucks: u32,
    types: u16,
    last_types: u16,
    start: u32,
    /// Where its own packages end and the riders begin.
    own_end: u32,
    end: u32,
}

/// See the module.
#[derive(Clone, Debug, Default)]
pub struct Problem {
    /// Types, ascending in size, and classes.
    fleet: Fleet,
    /// Trucks of each type, `u32::MAX` where there is no limit, `[type]`.
    available: Vec<u32>,
    /// Most trucks of the dock.
    max_trucks: u32,
    lanes: Vec<LaneItems>,
    /// Cost of a truck, `[lane, type]`.
    costs: Vec<f64>,
    /// `[item]`; the key of an item is its position here.
    items: Vec<Item>,
    /// What loading it counts, `[item]`.
    worths: Vec<f64>,
    /// `[item]`
    packages: Vec<u32>,
    /// `[package]`
    must_ride: Vec<bool>,
    /// Whether any package is several items; only then the next three are filled.
    detours: bool,
    /// Lane of each item, `[item]`.
    item_lanes: Vec<u8>,
    /// Items of each package, its own lane's first, `[package + 1]`.
    option_offsets: Vec<u32>,
    options: Vec<u32>,
}

impl Problem {
    /// A problem without lanes, for docks of a fleet; types ascend in size.
    pub fn new(fleet: Fleet) -> Self {
        Self { fleet, ..Self::default() }
    }

    pub(crate) fn fleet(&self) -> &Fleet {
        &self.fleet
    }

    /// Begins a dock of this fleet, still without lanes: `max_trucks` may leave in all, `available` of each type.
    pub fn begin(&mut self, max_trucks: u32, available: impl Iterator<Item = u32>) {
        self.max_trucks = max_trucks;
        self.available.clear();
        self.available.extend(available);
        self.lanes.clear();
        self.costs.clear();
        self.items.clear();
        self.worths.clear();
        self.packages.clear();
        self.must_ride.clear();
        self.detours = false;
    }

    /// Adds a lane; packages pushed from now on are its own.
    pub fn add_lane(&mut self, order: &Order<'_>) {
        let at = self.items.len() as u32;
        let Order { trucks, types, last_types, .. } = *order;
        self.lanes.push(LaneItems { trucks, types, last_types, start: at, own_end: at, end: at });
        self.costs.extend_from_slice(order.costs);
    }

    /// Adds a package of the last lane, which takes no other; `item.key` is ignored. Own packages come before riders.
    pub fn push(&mut self, item: Item, worth: f64, must_ride: bool, rider: bool) {
        let at = self.items.len() as u32;
        self.items.push(Item { key: at, ..item });
        self.worths.push(worth);
        self.packages.push(self.must_ride.len() as u32);
        self.must_ride.push(must_ride);
        let lane = self.lanes.last_mut().expect("a lane before its packages");
        lane.end = at + 1;
        if !rider {
            lane.own_end = at + 1;
        }
    }

    /// An item under a name of the caller's.
    pub fn item_named(&self, item: u32, key: u32) -> Item {
        Item { key, ..self.items[item as usize] }
    }

    pub(crate) fn n_lanes(&self) -> usize {
        self.lanes.len()
    }

    pub(crate) fn n_types(&self) -> usize {
        self.available.len()
    }

    pub(crate) fn n_packages(&self) -> usize {
        self.must_ride.len()
    }

    pub(crate) fn max_trucks(&self) -> u32 {
        self.max_trucks
    }

    pub(crate) fn available(&self) -> &[u32] {
        &self.available
    }

    /// The order of a lane, named by its position.
    pub(crate) fn order(&self, lane: usize) -> Order<'_> {
        let LaneItems { trucks, types, last_types, .. } = self.lanes[lane];
        Order { lane: lane as u32, trucks, types, last_types, costs: self.costs(lane) }
    }

    /// Costs of a truck, `[type]`.
    pub(crate) fn costs(&self, lane: usize) -> &[f64] {
        let n_types = self.n_types();
        &self.costs[lane * n_types..(lane + 1) * n_types]
    }

    /// Positions of a lane's items.
    pub(crate) fn lane_items(&self, lane: usize) -> std::ops::Range<usize> {
        self.lanes[lane].start as usize..self.lanes[lane].end as usize
    }

    /// Packages whose own lane it is.
    pub(crate) fn own(&self, lane: usize) -> &[Item] {
        &self.items[self.lanes[lane].start as usize..self.lanes[lane].own_end as usize]
    }

    /// Packages that only fill up its trucks.
    pub(crate) fn riders(&self, lane: usize) -> &[Item] {
        &self.items[self.lanes[lane].own_end as usize..self.lanes[lane].end as usize]
    }

    /// Classes that a class must not share a truck with, one bit a class.
    pub(crate) fn conflicts(&self, class: u8) -> u64 {
        self.fleet.conflicts.get(usize::from(class)).copied().unwrap_or(0)
    }

    pub(crate) fn item(&self, item: usize) -> &Item {
        &self.items[item]
    }

    pub(crate) fn worth(&self, item: usize) -> f64 {
        self.worths[item]
    }

    pub(crate) fn package(&self, item: usize) -> usize {
        self.packages[item] as usize
    }

    pub(crate) fn must_ride(&self, package: usize) -> bool {
        self.must_ride[package]
    }

    pub(crate) fn any_must_ride(&self) -> bool {
        self.must_ride.contains(&true)
    }

    /// The items of a package that is several, and their lanes; nothing for others.
    pub(crate) fn options(&self, package: usize) -> impl Iterator<Item = (usize, usize)> {
        let part = if self.detours {
            self.option_offsets[package] as usize..self.option_offsets[package + 1] as usize
        } else {
            0..0
        };
        let part = if part.len() > 1 { part } else { 0..0 };
        self.options[part].iter().map(|&item| (item as usize, usize::from(self.item_lanes[item as usize])))
    }
}
