//! A world: one network, one demand and the state of one episode.
//!
//! Network and arrivals are shared and fixed; the rest is flat columns of integers, so a world is cheap to clone, and cheaper to
//! restore into another ([`Clone::clone_from`] reuses its memory). The main loop is in [`crate::step`].

use std::sync::Arc;

use crate::arrivals::Arrivals;
use crate::dispatch::Dock;
use crate::ledger::{Ledger, StepCosts};
use crate::loading::{DockSettings, LoadingRecord};
use crate::road::Road;
use crate::waiting::Waiting;
use linehaul_case::Money;
use linehaul_case::network::{LOAD_ONE, Network};
use linehaul_case::schedule::Departures;

/// The state of one episode.
#[derive(Debug)]
pub struct World {
    /// The network.
    pub network: Arc<Network>,
    /// The packages to come.
    pub arrivals: Arc<Arrivals>,
    /// The current hour; the horizon when the episode is over.
    pub(crate) hour: u16,
    pub(crate) waiting: Waiting,
    pub(crate) road: Road,
    pub(crate) ledger: Ledger,
    pub(crate) step_costs: StepCosts,
    /// Hour of the last departure, 0 before any, `[lane]`.
    pub(crate) last_departures: Vec<u16>,
    /// Load that came to wait this hour, units of load, `[lane]`; released here, and in all.
    pub(crate) fresh_inflow: Vec<i64>,
    pub(crate) inflow: Vec<i64>,
    /// The same, smoothed, largest vehicles an hour.
    pub(crate) smooth_fresh_inflow: Vec<f32>,
    pub(crate) smooth_inflow: Vec<f32>,
    /// Every truck that left, when somebody asked for it.
    pub(crate) log: Option<Departures>,
    pub(crate) dock: Dock,
}

impl World {
    /// A world at hour 0, with the first packages released.
    pub fn new(network: Arc<Network>, arrivals: Arc<Arrivals>) -> Self {
        let n_lanes = network.n_lanes;
        let late_price = Money::from_f64(arrivals.late_price).0;
        let mut world = Self {
            hour: 0,
            waiting: Waiting::new(&network, late_price),
            road: Road::new(n_lanes, network.ring_hours),
            ledger: Ledger { departures: vec![0; network.n_types], ..Ledger::default() },
            step_costs: StepCosts::new(n_lanes),
            last_departures: vec![0; n_lanes],
            fresh_inflow: vec![0; n_lanes],
            inflow: vec![0; n_lanes],
            smooth_fresh_inflow: vec![0.0; n_lanes],
            smooth_inflow: network.lane_flows.clone(),
            log: None,
            dock: Dock::new(&network, DockSettings::default()),
            network,
            arrivals,
        };
        world.begin_hour();
        world
    }

    /// Sets how docks are loaded from now on.
    pub fn set_dock(&mut self, settings: DockSettings) {
        self.dock.settings = settings;
    }

    /// What was learned of the loads so far; nothing is kept.
    pub fn take_loading(&mut self) -> LoadingRecord {
        std::mem::take(&mut self.dock.record)
    }

    /// Keeps every departure from now on; see [`World::take_log`].
    pub fn record(&mut self) {
        self.log = Some(Departures::default());
    }

    /// The departures since [`World::record`], packages as rows of the demand's table.
    pub fn take_log(&mut self) -> Departures {
        let mut log = self.log.take().unwrap_or_default();
        for package in &mut log.loads {
            *package = self.arrivals.rows[*package as usize];
        }
        log
    }

    /// The current hour, 0 to the horizon.
    pub fn hour(&self) -> u16 {
        self.hour
    }

    /// Whether the horizon is reached: the episode is truncated, never terminated.
    pub fn is_over(&self) -> bool {
        self.hour >= self.network.case.hours()
    }

    /// What the episode has cost and moved so far.
    pub fn ledger(&self) -> &Ledger {
        &self.ledger
    }

    /// Shipment, late costs and settlement so far, currency, without any late price.
    pub fn total_cost(&self) -> f64 {
        self.ledger.shipment + self.late_penalty_cost() + self.late_waiting_cost() + self.ledger.settlement
    }

    /// One-off penalties so far, currency.
    pub fn late_penalty_cost(&self) -> f64 {
        Money(self.ledger.penalty).to_f64()
    }

    /// Late waiting so far, currency.
    pub fn late_waiting_cost(&self) -> f64 {
        Money(self.ledger.late_waiting).to_f64() * self.network.case.late().hourly
    }

    /// Packages that wait at a hub, over all its lanes.
    pub fn n_waiting(&self, hub: usize) -> usize {
        self.network.lanes_of(hub).map(|lane| self.waiting.queues[lane].len()).sum()
    }

    /// What the last step has cost, lane by lane.
    pub fn step_costs(&self) -> &StepCosts {
        &self.step_costs
    }

    /// Load that waits for a lane, sum of package sizes, largest vehicles.
    pub fn waiting_load(&self, lane: usize) -> f32 {
        Self::vehicles(self.waiting.sums[lane].load)
    }

    /// The same times the hours that remain after the lane, largest vehicles times hours.
    pub fn waiting_load_hours(&self, lane: usize) -> f32 {
        Self::vehicles(self.waiting.sums[lane].remaining)
    }

    /// Size in largest vehicles of an amount in units of load.
    pub(crate) fn vehicles(load: i64) -> f32 {
        load as f32 * (1.0 / LOAD_ONE as f32)
    }

    /// Memory of the state, bytes, without what worlds share.
    pub fn state_bytes(&self) -> usize {
        let columns = self.inflow.len() * (2 * 8 + 2 * 4 + 2 + 4 * 8);
        size_of::<Self>() + columns + self.waiting.bytes() + self.road.bytes()
    }
}

impl Clone for World {
    fn clone(&self) -> Self {
        Self {
            network: self.network.clone(),
            arrivals: self.arrivals.clone(),
            hour: self.hour,
            waiting: self.waiting.clone(),
            road: self.road.clone(),
            ledger: self.ledger.clone(),
            step_costs: self.step_costs.clone(),
            last_departures: self.last_departures.clone(),
            fresh_inflow: self.fresh_inflow.clone(),
            inflow: self.inflow.clone(),
            smooth_fresh_inflow: self.smooth_fresh_inflow.clone(),
            smooth_inflow: self.smooth_inflow.clone(),
            log: self.log.clone(),
            // What was learned stays with the original.
            dock: Dock::new(&self.network, self.dock.settings),
        }
    }

    fn clone_from(&mut self, source: &Self) {
        if !Arc::ptr_eq(&self.network, &source.network) {
            *self = source.clone();
            return;
        }
        self.arrivals.clone_from(&source.arrivals);
        self.hour = source.hour;
        self.waiting.clone_from(&source.waiting);
        self.road.clone_from(&source.road);
        self.ledger.clone_from(&source.ledger);
        self.step_costs.clone_from(&source.step_costs);
        self.last_departures.clone_from(&source.last_departures);
        self.fresh_inflow.clone_from(&source.fresh_inflow);
        self.inflow.clone_from(&source.inflow);
        self.smooth_fresh_inflow.clone_from(&source.smooth_fresh_inflow);
        self.smooth_inflow.clone_from(&source.smooth_inflow);
        self.log.clone_from(&source.log);
        self.dock.settings = source.dock.settings;
    }
}

#[cfg(test)]
mod tests;
