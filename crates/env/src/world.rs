//! A world: one episode with whoever steps it. Facts, the state, what feeds it, scratch of the dock, and a log for those who want one.

use std::sync::Arc;

use linehaul_case::network::Network;
use linehaul_case::schedule::Departures;
use linehaul_case::{Event, Money, TimedEvent};
use linehaul_lp::Instance;

use crate::apply::Refused;
use crate::dispatch::{Dock, NotThere};
use crate::feed::Feed;
use crate::ledger::{Ledger, StepCosts};
use crate::loading::{DockSettings, LoadingRecord};
use crate::order::Order;
use crate::state::{State, vehicles};

/// An episode.
#[derive(Debug)]
pub struct World {
    /// The facts.
    pub network: Arc<Network>,
    /// The state.
    pub(crate) state: State,
    /// What comes from outside.
    pub(crate) feed: Arc<Feed>,
    /// Every truck that left, when somebody asked for it; packages by number.
    pub(crate) log: Option<Departures>,
    pub(crate) dock: Dock,
    /// Events that made no sense when their hour came.
    pub(crate) refused: Vec<(TimedEvent, Refused)>,
}

impl World {
    /// A world at hour 0, with the first packages released.
    pub fn new(network: Arc<Network>, feed: Arc<Feed>) -> Self {
        let mut state = State::new(&network, feed.book.clone());
        state.begin_hour(&network);
        let mut world = Self::at(network, feed, state);
        world.take_in();
        world
    }

    /// A world that goes on from a state, into which all events of its hour have gone.
    pub fn at(network: Arc<Network>, feed: Arc<Feed>, state: State) -> Self {
        let dock = Dock::new(&network, DockSettings::default());
        Self { network, state, feed, log: None, dock, refused: Vec::new() }
    }

    /// Loads and sends trucks as ordered, charges what waits, and moves on to the next hour and what it brings.
    ///
    /// `orders` is `[lane]`; an order beyond a limit is clipped to it. The world must not be over.
    pub fn step(&mut self, orders: &[Order]) {
        self.state.step(&self.network, orders, &mut self.dock, self.log.as_mut());
        self.take_in();
    }

    /// The same with the trucks that left in a record in place of orders; rows `trucks` of it are those of the current hour.
    pub fn replay(&mut self, record: &Departures, trucks: std::ops::Range<usize>) -> Result<(), NotThere> {
        self.state.replay(&self.network, record, trucks, &mut self.dock, self.log.as_mut())?;
        self.take_in();
        Ok(())
    }

    /// Takes in an event that is told now, beside those of the feed. A package whose hour has come by then is released at once.
    pub fn apply(&mut self, event: &Event) -> Result<(), Refused> {
        self.state.apply(&self.network, event)?;
        if let Event::Announced(_) = event {
            let newest = self.state.book.packages.len() as u32 - 1;
            self.state.release(&self.network, newest);
        }
        Ok(())
    }

    /// What the feed brings in the current hour: packages of the demand, events, packages that these announced.
    fn take_in(&mut self) {
        let (network, hour) = (&*self.network, self.state.hour);
        if !self.is_over() {
            for number in self.feed.released(hour) {
                self.state.release(network, number);
            }
            for timed in self.feed.events(hour) {
                if let Err(refused) = self.state.apply(network, &timed.event) {
                    self.refused.push((timed.clone(), refused));
                }
            }
            for row in self.feed.announced(hour) {
                if let Some(number) = self.state.book.number_of(row) {
                    self.state.release(network, number);
                }
            }
        }
        self.state.end_intake();
    }

    /// The state.
    pub fn state(&self) -> &State {
        &self.state
    }

    /// What comes from outside.
    pub fn feed(&self) -> &Feed {
        &self.feed
    }

    /// Events that made no sense when their hour came, and why; they changed nothing.
    pub fn refused(&self) -> &[(TimedEvent, Refused)] {
        &self.refused
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

    /// Goes on with a log whose packages are rows of the demand.
    pub fn record_after(&mut self, mut log: Departures) {
        for row in &mut log.loads {
            *row = self.state.book.number_of(*row).expect("a log names packages of its demand");
        }
        self.log = Some(log);
    }

    /// The departures since [`World::record`], packages as rows of the demand's table, arrivals as events have moved them.
    pub fn take_log(&mut self) -> Departures {
        let mut log = self.log.take().unwrap_or_default();
        for package in &mut log.loads {
            *package = self.state.book.rows[*package as usize];
        }
        for moved in &self.state.moved {
            log.arrival_hours[moved.number as usize] = moved.arrival;
        }
        log
    }

    /// The current hour, 0 to the horizon.
    pub fn hour(&self) -> u16 {
        self.state.hour
    }

    /// Whether the horizon is reached: the episode is truncated, never terminated.
    pub fn is_over(&self) -> bool {
        self.state.is_over(&self.network)
    }

    /// What the episode has cost and moved so far.
    pub fn ledger(&self) -> &Ledger {
        &self.state.ledger
    }

    /// Shipment, late costs and settlement so far, currency, without any late price.
    pub fn total_cost(&self) -> f64 {
        let ledger = self.ledger();
        ledger.shipment + self.late_penalty_cost() + self.late_waiting_cost() + ledger.settlement
    }

    /// One-off penalties so far, currency.
    pub fn late_penalty_cost(&self) -> f64 {
        Money(self.ledger().penalty).to_f64()
    }

    /// Late waiting so far, currency.
    pub fn late_waiting_cost(&self) -> f64 {
        Money(self.ledger().late_waiting).to_f64() * self.network.case.late().hourly
    }

    /// What the last step has cost each lane.
    pub fn step_costs(&self) -> &StepCosts {
        &self.state.step_costs
    }

    /// Load that waits for a lane, sum of package sizes, largest vehicles.
    pub fn waiting_load(&self, lane: usize) -> f32 {
        vehicles(self.state.waiting.sums[lane].load)
    }

    /// The same times the hours that remain after the lane, largest vehicles times hours.
    pub fn waiting_load_hours(&self, lane: usize) -> f32 {
        vehicles(self.state.waiting.sums[lane].remaining)
    }

    /// Packages that wait at a hub, over all its lanes.
    pub fn n_waiting(&self, hub: usize) -> usize {
        self.network.lanes_of(hub).map(|lane| self.state.waiting.queues[lane].len()).sum()
    }

    /// What waits at a hub for the lanes with an order and cargo, as a problem of its own; `None` where there are none. `orders` is
    /// `[lane]`.
    pub fn dock_instance(&self, hub: usize, orders: &[Order]) -> Option<Instance> {
        self.state.dock_instance(&self.network, hub, orders)
    }
}

impl Clone for World {
    fn clone(&self) -> Self {
        Self {
            network: self.network.clone(),
            state: self.state.clone(),
            feed: self.feed.clone(),
            log: self.log.clone(),
            // What was learned stays with the original.
            dock: Dock::new(&self.network, self.dock.settings),
            refused: self.refused.clone(),
        }
    }

    fn clone_from(&mut self, source: &Self) {
        if !Arc::ptr_eq(&self.network, &source.network) {
            *self = source.clone();
            return;
        }
        self.state.clone_from(&source.state);
        self.feed.clone_from(&source.feed);
        self.log.clone_from(&source.log);
        self.dock.settings = source.dock.settings;
        self.refused.clone_from(&source.refused);
    }
}

#[cfg(test)]
mod tests;
