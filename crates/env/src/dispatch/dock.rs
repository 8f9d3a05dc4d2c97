//! How docks are loaded, what was learned of it, and scratch of the loading phase: it belongs to whoever steps, never to a state.

use linehaul_case::Case;
use linehaul_case::network::Network;
use linehaul_lp::fast::Fast;
use linehaul_lp::{Fleet, Item, Loader, Problem, Vehicle};

use crate::loading::{DockSettings, LoadingRecord};
use crate::order::Order;

/// A lane to load: the largest shares of penalties at stake first, then the most cargo.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Ranked {
    pub minus_penalty: i64,
    pub minus_load: i64,
    pub lane: u32,
}

/// How docks are loaded, what was learned of it, and scratch of the loading phase.
#[derive(Debug, Default)]
pub struct Dock {
    /// How docks are loaded.
    pub settings: DockSettings,
    /// What was learned.
    pub record: LoadingRecord,
    pub(super) loader: Loader,
    /// Lanes to load; the order of the fields is the order of loading.
    pub(super) lanes: Vec<Ranked>,
    /// Packages that come first, packages that open trucks, and packages that only ride along.
    pub(super) must_ride: Vec<Item>,
    pub(super) opening: Vec<Item>,
    pub(super) riding: Vec<Item>,
    /// Values by position in `opening`, for an order that cuts the queue.
    pub(super) values: Vec<(f32, u32)>,
    /// How many packages of each truck are marked in the queues, and the lanes of these queues, one bit a lane of the hub.
    pub(super) marked: Vec<u32>,
    pub(super) touched: u64,
    /// Made when a hub is first loaded for a second time.
    pub(super) repacking: Option<Box<Repacking>>,
}

impl Dock {
    /// Scratch for a network.
    pub fn new(network: &Network, settings: DockSettings) -> Self {
        Self { settings, loader: Loader::new(fleet(&network.case)), ..Self::default() }
    }

    /// Whether any lane of the hub at hand is to be loaded.
    pub(super) fn has_lanes(&self) -> bool {
        !self.lanes.is_empty()
    }

    /// Nothing is marked yet.
    pub(super) fn unmark(&mut self) {
        self.marked.clear();
        self.touched = 0;
    }
}

pub(super) fn fleet(case: &Case) -> Fleet {
    let mut conflicts = vec![0_u64; case.classes().len()];
    for &[a, b] in &case.rules().separate {
        conflicts[a.index()] |= 1 << b.0;
        conflicts[b.index()] |= 1 << a.0;
    }
    let vehicles = case.vehicles().iter().map(|v| Vehicle { grams: v.grams.0, ml: v.ml.0 }).collect();
    Fleet { vehicles, conflicts }
}

/// An order as the loader takes it.
pub(super) fn lp_order(network: &Network, lane: usize, order: Order) -> linehaul_lp::Order<'_> {
    let up_to = |last: u8| u16::MAX >> (15 - u32::from(last.min(15)));
    linehaul_lp::Order {
        lane: lane as u32,
        trucks: order.max_trucks(),
        types: network.lane_types[lane],
        last_types: order.last_type().map_or(u16::MAX, |last| up_to(last.0)),
        costs: network.costs(lane),
    }
}

/// Scratch of a second, more thoughtful load.
#[derive(Debug)]
pub(super) struct Repacking {
    /// The hub's dock.
    pub problem: Problem,
    /// The loader's keys of its items.
    pub keys: Vec<u32>,
    pub fast: Fast,
}

impl Repacking {
    pub fn new(fleet: Fleet) -> Self {
        Self { problem: Problem::new(fleet), keys: Vec::new(), fast: Fast::default() }
    }
}
