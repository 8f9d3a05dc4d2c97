//! The main loop: one hour of a world, phase by phase.
//!
//! `docs/model.md` says what each phase does. A step takes the orders of all hubs for the current hour and ends when the packages of
//! the next hour are in place, so that observation and reward can be read. It cannot fail: the case was checked when it was built.

use crate::arrivals::Package;
use crate::order::Order;
use crate::road::PENALTY_DUE;
use crate::waiting::Queued;
use crate::world::World;

/// Weight of the newest hour in the smoothed inflow.
const SMOOTHING: f32 = 0.05;
/// A usual fill: what is under way at the end is settled as if carried in trucks this full.
pub(crate) const SETTLEMENT_FILL: f64 = 0.7;

impl World {
    /// Loads and sends trucks as ordered, charges what waits, and moves on to the next hour.
    ///
    /// `orders` is `[lane]`; an order beyond a limit is clipped to it. The world must not be over.
    pub fn step(&mut self, orders: &[Order]) {
        debug_assert!(!self.is_over());
        debug_assert_eq!(orders.len(), self.network.n_lanes);
        self.step_costs.clear();
        self.depart(orders);
        self.charge_waiting();
        self.hour += 1;
        if self.is_over() {
            self.settle();
        }
        self.begin_hour();
    }

    /// Everything before the orders: trucks are unloaded, packages released, running figures brought up to date.
    pub(crate) fn begin_hour(&mut self) {
        self.fresh_inflow.fill(0);
        self.inflow.fill(0);
        self.waiting.review(&self.network, i32::from(self.hour), &self.arrivals.packages);
        self.unload();
        if !self.is_over() {
            self.release();
        }
        self.smooth();
    }

    fn unload(&mut self) {
        let mut arriving = std::mem::take(self.road.at(self.hour));
        let mut start = 0;
        for truck in &arriving.trucks {
            self.road.in_transit[truck.lane as usize] -= truck.load;
            let hub = self.network.lane_to[truck.lane as usize].index();
            for &marked in &arriving.packages[start..truck.end as usize] {
                let (number, penalty_due) = (marked & !PENALTY_DUE, marked & PENALTY_DUE != 0);
                let package = self.arrivals.packages[number as usize];
                if usize::from(package.destination) == hub {
                    self.deliver(truck.lane as usize, &package, penalty_due);
                } else {
                    let lane = self.stand(hub, number, &package, penalty_due);
                    self.road.clear(lane, self.hour);
                }
            }
            start = truck.end as usize;
        }
        arriving.trucks.clear();
        arriving.packages.clear();
        // Hand the buffers back for a later hour.
        *self.road.at(self.hour) = arriving;
    }

    fn deliver(&mut self, lane: usize, package: &Package, penalty_due: bool) {
        let late = i32::from(self.hour) > package.due;
        if late && !penalty_due {
            self.charge_penalty(lane, package.penalty, package.penalty + self.waiting.late_price);
        }
        // A truck that comes in when the horizon is over counts as under way.
        if !self.is_over() {
            self.ledger.delivered += 1;
            self.ledger.judged += 1;
            self.ledger.late += u64::from(late);
        }
    }

    fn release(&mut self) {
        for number in self.arrivals.released(self.hour) {
            let package = self.arrivals.packages[number as usize];
            let lane = self.stand(self.arrivals.origins[number as usize].index(), number, &package, false);
            self.fresh_inflow[lane] += i64::from(package.load);
        }
    }

    /// Puts a package into the queue of its primary lane, which it returns.
    fn stand(&mut self, hub: usize, number: u32, package: &Package, penalty_due: bool) -> usize {
        let (network, hour) = (&*self.network, i32::from(self.hour));
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
            self.charge_penalty(lane, package.penalty, share);
        }
        lane
    }

    /// A penalty falls due at once, and some of it, with the late price, counts for a lane. Past the horizon nothing is charged any more,
    /// but the reward may still show it.
    fn charge_penalty(&mut self, lane: usize, penalty: i64, share: i64) {
        self.step_costs.penalty[lane] += share as f64 / 1e6;
        if !self.is_over() {
            self.ledger.penalty += penalty;
        }
    }

    fn charge_waiting(&mut self) {
        let hour = i32::from(self.hour);
        let hourly = self.network.case.late().hourly;
        for lane in 0..self.network.n_lanes {
            let sums = &self.waiting.sums[lane];
            if sums.count == 0 {
                continue;
            }
            let late_waiting = sums.late_penalty;
            let (bare, share) = self.waiting.turn_late(lane, hour, &self.arrivals.packages);
            self.ledger.late_waiting += late_waiting;
            self.ledger.penalty += bare;
            self.step_costs.late_waiting[lane] += late_waiting as f64 / 1e6 * hourly;
            self.step_costs.penalty[lane] += share as f64 / 1e6;
        }
    }

    /// Charges everything still under way for the rest of its way, and judges it.
    fn settle(&mut self) {
        let (network, packages) = (&self.network, &self.arrivals.packages);
        let horizon = i32::from(network.case.hours());
        let (mut cost, mut overdue) = (0.0, 0);
        let mut settle = |hub: usize, number: u32| {
            let package = &packages[number as usize];
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
            let mut start = 0;
            for truck in &arriving.trucks {
                let hub = network.lane_to[truck.lane as usize].index();
                let load = &arriving.packages[start..truck.end as usize];
                for marked in load {
                    settle(hub, marked & !PENALTY_DUE);
                }
                start = truck.end as usize;
            }
        }
        self.ledger.settlement = cost;
        self.ledger.late += overdue;
        self.ledger.judged += overdue;
    }

    fn smooth(&mut self) {
        let columns = [(&mut self.smooth_inflow, &self.inflow), (&mut self.smooth_fresh_inflow, &self.fresh_inflow)];
        for (smooth, inflow) in columns {
            for (smooth, &inflow) in smooth.iter_mut().zip(inflow) {
                *smooth += SMOOTHING * (Self::vehicles(inflow) - *smooth);
            }
        }
    }
}
