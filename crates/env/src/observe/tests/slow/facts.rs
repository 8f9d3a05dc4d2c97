//! A world seen slowly: what features need of it, from the packages themselves.

use crate::book::Package;
use crate::road::PENALTY_DUE;
use crate::world::World;
use linehaul_case::VehicleType;
use linehaul_case::network::{LOAD_ONE, Network};

/// x / (1 + x)
pub fn saturated(x: f64) -> f64 {
    x / (1.0 + x)
}

/// Any slack.
pub const ALL: (i32, i32) = (i32::MIN, i32::MAX);

/// A world.
pub struct Slow<'a> {
    pub world: &'a World,
    pub network: &'a Network,
}

impl Slow<'_> {
    pub fn waiting(&self, lane: usize) -> impl Iterator<Item = (&Package, i32)> {
        let hour = i32::from(self.world.state.hour);
        self.world.state.waiting.queues[lane]
            .iter()
            .map(move |queued| (&self.world.state.book.packages[queued.package as usize], queued.critical - hour))
    }

    pub fn size(package: &Package) -> f64 {
        f64::from(package.load) / LOAD_ONE as f64
    }

    /// In largest vehicles.
    pub fn by_weight_and_volume(&self, lane: usize) -> (f64, f64) {
        let largest = self.network.case.vehicles().last().unwrap();
        let grams: f64 = self.waiting(lane).map(|(p, _)| f64::from(p.grams)).sum();
        let ml: f64 = self.waiting(lane).map(|(p, _)| f64::from(p.ml)).sum();
        (grams / f64::from(largest.grams.0), ml / f64::from(largest.ml.0))
    }

    pub fn load(&self, lane: usize) -> f64 {
        let (by_weight, by_volume) = self.by_weight_and_volume(lane);
        by_weight.max(by_volume)
    }

    pub fn total(&self, lane: usize) -> f64 {
        self.load_within(lane, ALL.0, ALL.1)
    }

    /// A part of the total; 0 of nothing.
    pub fn share(&self, lane: usize, part: f64) -> f64 {
        if self.total(lane) > 0.0 { part / self.total(lane) } else { 0.0 }
    }

    pub fn load_within(&self, lane: usize, from: i32, to: i32) -> f64 {
        self.waiting(lane).filter(|(_, slack)| (from..=to).contains(slack)).map(|(p, _)| Self::size(p)).sum()
    }

    pub fn penalty_within(&self, lane: usize, from: i32, to: i32) -> f64 {
        let penalty =
            |p: &Package| (p.penalty as f64 / 1e6 + self.world.state.book.late_price) * self.share_of_penalty(lane, p);
        self.waiting(lane).filter(|(_, slack)| (from..=to).contains(slack)).map(|(p, _)| penalty(p)).sum()
    }

    /// Of a penalty that counts on the lane: by the cost of the lanes that are still to go.
    pub fn share_of_penalty(&self, lane: usize, package: &Package) -> f64 {
        let destination = usize::from(package.destination);
        let (mut hub, mut cost) = (self.network.lane_to[lane].index(), self.largest_cost(lane));
        while hub != destination {
            let next = self.network.route(hub, destination).lane.index();
            cost += self.largest_cost(next);
            hub = self.network.lane_to[next].index();
        }
        (self.largest_cost(lane) / cost).powf(0.75)
    }

    pub fn late_day(&self, lane: usize) -> f64 {
        let late = self.waiting(lane).filter(|(_, slack)| (-71..0).contains(slack));
        late.map(|(p, _)| p.penalty as f64 / 1e6).sum::<f64>() * 0.015 * 24.0
    }

    /// Load on trucks that will wait for a lane from so many hours ahead to so many.
    pub fn inbound(&self, lane: usize, from: u16, to: u16) -> f64 {
        let mut inbound = 0.0;
        for ahead in from..=to {
            let slot = usize::from(self.world.state.hour + ahead) % self.network.ring_hours;
            let arriving = &self.world.state.road.arriving[slot];
            let mut start = 0;
            for truck in &arriving.trucks {
                let hub = self.network.lane_to[truck.lane as usize].index();
                for &marked in &arriving.packages[start..truck.end as usize] {
                    let package = &self.world.state.book.packages[(marked & !PENALTY_DUE) as usize];
                    let destination = usize::from(package.destination);
                    if destination != hub && self.network.route(hub, destination).lane.index() == lane {
                        inbound += Self::size(package);
                    }
                }
                start = truck.end as usize;
            }
        }
        inbound
    }

    pub fn largest_cost(&self, lane: usize) -> f64 {
        self.network.largest_cost(lane)
    }

    /// As much of the lane's goods as one vehicle takes, in largest vehicles.
    pub fn room(&self, lane: usize, vehicle: usize) -> f64 {
        let vehicles = self.network.case.vehicles();
        let grams: f64 = self.waiting(lane).map(|(p, _)| f64::from(p.grams)).sum();
        let ml: f64 = self.waiting(lane).map(|(p, _)| f64::from(p.ml)).sum();
        let times =
            |vehicle: usize| (f64::from(vehicles[vehicle].grams.0) / grams).min(f64::from(vehicles[vehicle].ml.0) / ml);
        if ml > 0.0 {
            return times(vehicle) / times(vehicles.len() - 1);
        }
        let share = |of: fn(&VehicleType) -> f64| of(&vehicles[vehicle]) / of(vehicles.last().unwrap());
        share(|v| f64::from(v.grams.0)).min(share(|v| f64::from(v.ml.0)))
    }

    /// Cost and room of the cheapest vehicles for everything; where nothing waits, as little as divides.
    pub fn cheapest(&self, lane: usize) -> (f64, f64) {
        if self.total(lane) == 0.0 {
            return (1e-6, 1e-6);
        }
        let vehicles = self.network.case.vehicles();
        let largest = vehicles.last().unwrap();
        let grams: i64 = self.waiting(lane).map(|(p, _)| i64::from(p.grams)).sum();
        let ml: i64 = self.waiting(lane).map(|(p, _)| i64::from(p.ml)).sum();
        let full = ((self.load(lane).ceil() as i64) - 1).max(0);
        let fits = |t: &usize| {
            grams - full * i64::from(largest.grams.0) <= i64::from(vehicles[*t].grams.0)
                && ml - full * i64::from(largest.ml.0) <= i64::from(vehicles[*t].ml.0)
        };
        let costs = self.network.costs(lane);
        let rest = (0..vehicles.len()).filter(fits).min_by(|a, b| costs[*a].total_cmp(&costs[*b]));
        let rest = rest.unwrap_or(vehicles.len() - 1);
        (full as f64 * self.largest_cost(lane) + costs[rest], full as f64 + self.room(lane, rest))
    }

    pub fn cost_of_load(&self, lane: usize, load: f64) -> f64 {
        let full = (load.ceil() - 1.0).max(0.0);
        let vehicles = self.network.case.vehicles();
        let fits = |t: &usize| load - full <= self.room(lane, *t) + 1e-7;
        let rest = (0..vehicles.len()).filter(fits).map(|t| self.network.costs(lane)[t]);
        full * self.largest_cost(lane) + rest.fold(self.largest_cost(lane), f64::min)
    }

    /// Load of the hub's other lanes that may take this one.
    pub fn detour(&self, lane: usize) -> f64 {
        let hub = self.network.lane_from[lane].index();
        let lanes = self.network.lanes_of(hub);
        let bit = lane - lanes.start;
        let eligible = |p: &Package| self.network.detours(hub, usize::from(p.destination)) >> bit & 1 == 1;
        let others = lanes.filter(|&other| other != lane).flat_map(|other| self.waiting(other));
        others.filter(|(p, _)| eligible(p)).map(|(p, _)| Self::size(p)).sum()
    }

    pub fn inflow(&self, lane: usize) -> f64 {
        f64::from(self.world.state.smooth_inflow[lane])
    }

    pub fn idle(&self, lane: usize) -> f64 {
        (f64::from(self.world.state.hour - self.world.state.last_departures[lane]) / 24.0).min(1.0)
    }

    pub fn next_load(&self, lane: usize, next: usize) -> f64 {
        let to = self.network.lane_to[lane].index();
        let goes_on = |p: &Package| {
            let destination = usize::from(p.destination);
            destination != to && self.network.route(to, destination).lane.index() == next
        };
        self.waiting(lane).filter(|(p, _)| goes_on(p)).map(|(p, _)| Self::size(p)).sum()
    }
}
