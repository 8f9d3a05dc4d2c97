//! The main loop: one hour of a state, phase by phase.
//!
//! `docs/model.md` says what each phase does. A step takes the orders of all hubs for the current hour and ends when trucks of the next hour
//! have been unloaded; then come the hour's events, and `State::end_intake`. It cannot fail: the case was checked when it was built.

use std::ops::Range;

use linehaul_case::network::Network;
use linehaul_case::schedule::Departures;

use crate::book::Package;
use crate::dispatch::{Dock, NotThere};
use crate::order::Order;
use crate::road::PENALTY_DUE;
use crate::state::{State, vehicles};
use crate::waiting::Queued;

/// Weight of the newest hour in the smoothed inflow.
const SMOOTHING: f32 = 0.05;
/// Records of packages that are read before the first of them is used: they lie far apart, and the waits for memory overlap.
const AHEAD: usize = 32;
/// A usual fill: what is under way at the end is settled as if carried in trucks this full.
pub const SETTLEMENT_FILL: f64 = 0.7;

impl State {
    /// Loads and sends trucks as ordered, charges what waits, and moves on to the next hour. Whatever leaves is added to the log, if there
    /// is one.
    ///
    /// `orders` is `[lane]`; an order beyond a limit is clipped to it. The state must not be over.
    pub(crate) fn step(&mut self, network: &Network, orders: &[Order], dock: &mut Dock, log: Option<&mut Departures>) {
        debug_assert!(!self.is_over(network));
        debug_assert_eq!(orders.len(), network.n_lanes);
        self.step_costs.clear();
        self.depart(network, orders, dock, log);
        self.end_hour(network);
    }

    /// The same with the trucks that a record says have left, rows `trucks` of it; packages are rows of the demand.
    pub(crate) fn replay(
        &mut self,
        network: &Network,
        record: &Departures,
        trucks: Range<usize>,
        dock: &mut Dock,
        log: Option<&mut Departures>,
    ) -> Result<(), NotThere> {
        self.step_costs.clear();
        self.depart_as_recorded(network, record, trucks, dock, log)?;
        self.end_hour(network);
        Ok(())
    }

    /// Everything after the departures: what waits is charged, and the next hour begins.
    fn end_hour(&mut self, network: &Network) {
        self.charge_waiting(network);
        self.hour += 1;
        if self.is_over(network) {
            self.settle(network);
        }
        self.begin_hour(network);
    }

    /// The first part of an hour: trucks are unloaded. Events follow.
    pub(crate) fn begin_hour(&mut self, network: &Network) {
        self.fresh_inflow.fill(0);
        self.inflow.fill(0);
        self.waiting.review(network, i32::from(self.hour), &self.book.packages);
        self.unload(network);
    }

    /// Ends what comes in before the orders: brings running figures up to date.
    pub(crate) fn end_intake(&mut self) {
        let columns = [(&mut self.smooth_inflow, &self.inflow), (&mut self.smooth_fresh_inflow, &self.fresh_inflow)];
        for (smooth, inflow) in columns {
            for (smooth, &inflow) in smooth.iter_mut().zip(inflow) {
                *smooth += SMOOTHING * (vehicles(inflow) - *smooth);
            }
        }
    }

    /// Unloads what arrives in this hour.
    pub(crate) fn unload(&mut self, network: &Network) {
        let mut arriving = std::mem::take(self.road.at(self.hour));
        let mut start = 0;
        let mut records = [Package::default(); AHEAD];
        for truck in &arriving.trucks {
            let packages = &arriving.packages[start..truck.end as usize];
            start = truck.end as usize;
            let (lane, hub) = (truck.lane as usize, truck.to(network));
            if self.limits.is_shut(hub) && !self.is_over(network) {
                self.wait_at_gate(network, *truck, packages);
                continue;
            }
            self.road.in_transit[lane] -= truck.load;
            // Lanes of the hub that its packages take next, one bit a lane.
            let (first_next, mut came) = (network.lane_offsets[hub] as usize, 0_u64);
            for packages in packages.chunks(AHEAD) {
                for (record, marked) in records.iter_mut().zip(packages) {
                    *record = self.book.packages[(marked & !PENALTY_DUE) as usize];
                }
                for (&marked, package) in packages.iter().zip(&records) {
                    let (number, penalty_due) = (marked & !PENALTY_DUE, marked & PENALTY_DUE != 0);
                    if package.marks.cancelled() {
                        continue;
                    }
                    if usize::from(package.destination) == hub {
                        self.deliver(network, lane, package, penalty_due);
                    } else {
                        let next = self.stand(network, hub, number, package, penalty_due);
                        came |= 1 << (next - first_next);
                    }
                }
            }
            while came != 0 {
                self.road.clear(first_next + came.trailing_zeros() as usize, self.hour);
                came &= came - 1;
            }
        }
        arriving.trucks.clear();
        arriving.packages.clear();
        // Hand the buffers back for a later hour.
        *self.road.at(self.hour) = arriving;
    }

    fn deliver(&mut self, network: &Network, lane: usize, package: &Package, penalty_due: bool) {
        let late = i32::from(self.hour) > package.due;
        if late && !penalty_due {
            let counted = package.penalty + self.waiting.late_price;
            self.charge_penalty(network, lane, package.penalty, counted);
        }
        // A truck that comes in when the horizon is over counts as under way.
        if !self.is_over(network) {
            self.ledger.delivered += 1;
            self.ledger.judged += 1;
            self.ledger.late += u64::from(late);
        }
    }

    /// Hands a package over at its origin, unless that was done in another hour or nobody waits for it.
    pub(crate) fn release(&mut self, network: &Network, number: u32) {
        let package = self.book.packages[number as usize];
        if self.book.releases[number as usize] != self.hour || package.marks.cancelled() {
            return;
        }
        let origin = self.book.origins[number as usize].index();
        let lane = self.stand(network, origin, number, &package, false);
        self.fresh_inflow[lane] += i64::from(package.load);
    }

    /// Puts a package into the queue of its primary lane, which it returns.
    fn stand(&mut self, network: &Network, hub: usize, number: u32, package: &Package, penalty_due: bool) -> usize {
        let hour = i32::from(self.hour);
        let destination = usize::from(package.destination);
        let route = network.route(hub, destination);
        let lane = route.lane.index();
        let mut critical = package.due - i32::from(route.hours);
        if penalty_due {
            critical = critical.min(hour - 1);
        }
        let queued = Queued { package: number, critical, detours: network.detours(hub, destination) };
        self.waiting.push(network, hour, queued, package, route);
        self.inflow[lane] += i64::from(package.load);
        if critical < hour && !penalty_due {
            let share = route.share_of(package.penalty + self.waiting.late_price);
            self.charge_penalty(network, lane, package.penalty, share);
        }
        lane
    }

    /// A penalty falls due at once, and some of it, with the late price, counts for a lane. Past the horizon nothing is charged any more,
    /// but the reward may still show it.
    pub(crate) fn charge_penalty(&mut self, network: &Network, lane: usize, penalty: i64, share: i64) {
        self.step_costs.penalty[lane] += share as f64 / 1e6;
        if !self.is_over(network) {
            self.ledger.penalty += penalty;
        }
    }

    fn charge_waiting(&mut self, network: &Network) {
        let hour = i32::from(self.hour);
        let hourly = network.case.late().hourly;
        for lane in 0..network.n_lanes {
            let sums = &self.waiting.sums[lane];
            if sums.count == 0 {
                continue;
            }
            let late_waiting = sums.late_penalty;
            let (bare, share) = self.waiting.turn_late(lane, hour, &self.book.packages);
            self.ledger.late_waiting += late_waiting;
            self.ledger.penalty += bare;
            self.step_costs.late_waiting[lane] += late_waiting as f64 / 1e6 * hourly;
            self.step_costs.penalty[lane] += share as f64 / 1e6;
        }
    }

    /// Charges everything still under way for the rest of its way, and judges it.
    fn settle(&mut self, network: &Network) {
        let packages = &self.book.packages;
        let horizon = i32::from(network.case.hours());
        let (mut cost, mut overdue) = (0.0, 0);
        let mut settle = |hub: usize, number: u32| {
            let package = &packages[number as usize];
            if package.marks.cancelled() {
                return;
            }
            cost += network.size(package.grams, package.ml) * network.route_cost(hub, usize::from(package.destination))
                / SETTLEMENT_FILL;
            overdue += u64::from(package.due < horizon);
        };
        for (lane, queue) in self.waiting.queues.iter().enumerate() {
            for queued in queue {
                settle(network.lane_from[lane].index(), queued.package);
            }
        }
        for arriving in &self.road.arriving {
            for (truck, load) in arriving.loads() {
                for marked in load {
                    settle(truck.to(network), marked & !PENALTY_DUE);
                }
            }
        }
        self.ledger.settlement = cost;
        self.ledger.late += overdue;
        self.ledger.judged += overdue;
    }
}
