//! The state of an episode: everything that a snapshot has to hold, and nothing else.
//!
//! The facts are in the [`Network`], scratch belongs to whoever steps. Flat columns of integers, so a state is cheap to clone, and cheaper to
//! restore into another ([`Clone::clone_from`] reuses its memory). What changes it is `apply.rs` for events from outside, and `step.rs` for
//! the hour.

use std::sync::Arc;

use linehaul_case::Money;
use linehaul_case::network::{LOAD_ONE, Network};
use serde::{Deserialize, Serialize};

use crate::book::Book;
use crate::fields::clone_fields;
use crate::ledger::{Ledger, StepCosts};
use crate::limits::Limits;
use crate::road::{Moved, Road};
use crate::waiting::Waiting;

/// The state of one episode on a network.
#[derive(Debug, PartialEq, Serialize, Deserialize)]
pub struct State {
    /// The current hour; the horizon when the episode is over.
    pub(crate) hour: u16,
    /// What is known of packages, shared by states that know the same.
    pub(crate) book: Arc<Book>,
    pub(crate) waiting: Waiting,
    pub(crate) road: Road,
    pub(crate) limits: Limits,
    pub(crate) ledger: Ledger,
    /// Of the last step.
    pub(crate) step_costs: StepCosts,
    /// Trucks that have left.
    pub(crate) n_trucks: u32,
    /// Trucks whose arrival events have moved; each once.
    pub(crate) moved: Vec<Moved>,
    /// Hour of the last departure, 0 before any, `[lane]`.
    pub(crate) last_departures: Vec<u16>,
    /// Load that came to wait this hour, units of load, `[lane]`; released here, and in all.
    pub(crate) fresh_inflow: Vec<i64>,
    pub(crate) inflow: Vec<i64>,
    /// The same, smoothed, largest vehicles an hour.
    pub(crate) smooth_fresh_inflow: Vec<f32>,
    pub(crate) smooth_inflow: Vec<f32>,
}

clone_fields!(State {
    hour,
    book,
    waiting,
    road,
    limits,
    ledger,
    step_costs,
    n_trucks,
    moved,
    last_departures,
    fresh_inflow,
    inflow,
    smooth_fresh_inflow,
    smooth_inflow,
});

impl State {
    /// Before hour 0: nothing waits yet. The hour begins with [`State::begin_hour`].
    pub(crate) fn new(network: &Network, book: Arc<Book>) -> Self {
        let n_lanes = network.n_lanes;
        let late_price = Money::from_f64(book.late_price).0;
        Self {
            hour: 0,
            book,
            waiting: Waiting::new(network, late_price),
            road: Road::new(n_lanes, network.ring_hours),
            limits: Limits::new(network),
            ledger: Ledger { departures: vec![0; network.n_types], ..Ledger::default() },
            step_costs: StepCosts::new(n_lanes),
            n_trucks: 0,
            moved: Vec::new(),
            last_departures: vec![0; n_lanes],
            fresh_inflow: vec![0; n_lanes],
            inflow: vec![0; n_lanes],
            smooth_fresh_inflow: vec![0.0; n_lanes],
            smooth_inflow: network.lane_flows.clone(),
        }
    }

    /// The current hour, 0 to the horizon.
    pub fn hour(&self) -> u16 {
        self.hour
    }

    /// Whether the horizon of its network is reached: the episode is truncated, never terminated.
    pub fn is_over(&self, network: &Network) -> bool {
        self.hour >= network.case.hours()
    }

    /// What the episode has cost and moved so far.
    pub fn ledger(&self) -> &Ledger {
        &self.ledger
    }

    /// Caps and closures in force.
    pub fn limits(&self) -> &Limits {
        &self.limits
    }

    /// Trucks that have left so far.
    pub fn n_trucks(&self) -> u32 {
        self.n_trucks
    }

    /// Whether a truck, by its number, has come back to where it left or is about to.
    pub fn came_back(&self, truck: usize) -> bool {
        self.moved.iter().any(|moved| moved.returning && moved.number as usize == truck)
    }

    /// Whether a row of the demand has been cancelled.
    pub fn is_cancelled(&self, row: u32) -> bool {
        self.book.number_of(row).is_some_and(|number| self.book.packages[number as usize].marks.cancelled())
    }

    /// Whether a truck may leave on a lane in this hour, by the case's calendar and by events.
    pub(crate) fn is_open(&self, network: &Network, lane: usize) -> bool {
        network.calendar.as_ref().is_none_or(|calendar| calendar.day(self.hour, lane).open)
            && !self.limits.is_closed(network, lane)
    }

    /// Whether all of it is of a network: a state that was read from bytes may be anything.
    pub(crate) fn fits(&self, network: &Network) -> bool {
        let n = network.n_lanes;
        let lanes = [self.last_departures.len(), self.fresh_inflow.len(), self.inflow.len()];
        let smooth = [self.smooth_fresh_inflow.len(), self.smooth_inflow.len()];
        self.hour <= network.case.hours()
            && lanes == [n; 3]
            && smooth == [n; 2]
            && self.last_departures.iter().all(|&hour| hour <= self.hour)
            && self.ledger.departures.len() == network.n_types
            && self.moved.iter().all(|moved| moved.number < self.n_trucks)
            && self.step_costs.fits(n)
            && self.limits.fits(network)
            && self.book.fits(network)
            && self.waiting.fits(network, self.book.packages.len())
            && self.road.fits(network, self.book.packages.len())
    }

    /// Memory of the state, bytes, without what states share.
    pub fn bytes(&self) -> usize {
        let columns = self.inflow.len() * (2 * 8 + 2 * 4 + 2 + 4 * 8);
        size_of::<Self>() + columns + self.waiting.bytes() + self.road.bytes()
    }
}

/// Size in largest vehicles of an amount in units of load.
pub(crate) fn vehicles(load: i64) -> f32 {
    load as f32 * (1.0 / LOAD_ONE as f32)
}
