//! A world seen slowly: every feature from the packages themselves.

use crate::book::Package;
use crate::road::PENALTY_DUE;
use crate::world::World;
use linehaul_case::network::{LOAD_ONE, Network};
use linehaul_case::{TypeId, VehicleType};

fn sq(x: f64) -> f64 {
    x / (1.0 + x)
}

/// A world.
pub(super) struct Slow<'a> {
    pub(super) world: &'a World,
    pub(super) network: &'a Network,
}

impl Slow<'_> {
    fn waiting(&self, lane: usize) -> impl Iterator<Item = (&Package, i32)> {
        let hour = i32::from(self.world.state.hour);
        self.world.state.waiting.queues[lane]
            .iter()
            .map(move |queued| (&self.world.state.book.packages[queued.package as usize], queued.critical - hour))
    }

    fn size(package: &Package) -> f64 {
        f64::from(package.load) / LOAD_ONE as f64
    }

    fn load(&self, lane: usize) -> f64 {
        let largest = self.network.case.vehicles().last().unwrap();
        let grams: f64 = self.waiting(lane).map(|(p, _)| f64::from(p.grams)).sum();
        let ml: f64 = self.waiting(lane).map(|(p, _)| f64::from(p.ml)).sum();
        (grams / f64::from(largest.grams.0)).max(ml / f64::from(largest.ml.0))
    }

    fn load_within(&self, lane: usize, from: i32, to: i32) -> f64 {
        self.waiting(lane).filter(|(_, slack)| (from..=to).contains(slack)).map(|(p, _)| Self::size(p)).sum()
    }

    fn penalty_within(&self, lane: usize, from: i32, to: i32) -> f64 {
        let penalty = |p: &Package| (p.penalty as f64 / 1e6 + self.world.state.book.late_price) * self.share(lane, p);
        self.waiting(lane).filter(|(_, slack)| (from..=to).contains(slack)).map(|(p, _)| penalty(p)).sum()
    }

    /// Of a penalty that counts on the lane: by the cost of the lanes that are still to go.
    fn share(&self, lane: usize, package: &Package) -> f64 {
        let destination = usize::from(package.destination);
        let (mut hub, mut cost) = (self.network.lane_to[lane].index(), self.largest_cost(lane));
        while hub != destination {
            let next = self.network.route(hub, destination).lane.index();
            cost += self.largest_cost(next);
            hub = self.network.lane_to[next].index();
        }
        (self.largest_cost(lane) / cost).powf(0.75)
    }

    fn late_day(&self, lane: usize) -> f64 {
        let late = self.waiting(lane).filter(|(_, slack)| (-71..0).contains(slack));
        late.map(|(p, _)| p.penalty as f64 / 1e6).sum::<f64>() * 0.015 * 24.0
    }

    /// Load on trucks that will wait for a lane from so many hours ahead to so many.
    fn inbound(&self, lane: usize, from: u16, to: u16) -> f64 {
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

    fn largest_cost(&self, lane: usize) -> f64 {
        self.network.largest_cost(lane)
    }

    /// As much of the lane's goods as one vehicle takes, in largest vehicles.
    fn room(&self, lane: usize, vehicle: usize) -> f64 {
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

    fn cost_of_load(&self, lane: usize, load: f64) -> f64 {
        let full = (load.ceil() - 1.0).max(0.0);
        let vehicles = self.network.case.vehicles();
        let fits = |t: &usize| load - full <= self.room(lane, *t) + 1e-7;
        let rest = (0..vehicles.len()).filter(fits).map(|t| self.network.costs(lane)[t]);
        full * self.largest_cost(lane) + rest.fold(self.largest_cost(lane), f64::min)
    }

    fn idle(&self, lane: usize) -> f64 {
        (f64::from(self.world.state.hour - self.world.state.last_departures[lane]) / 24.0).min(1.0)
    }

    fn next_load(&self, lane: usize, next: usize) -> f64 {
        let to = self.network.lane_to[lane].index();
        let goes_on = |p: &Package| {
            let destination = usize::from(p.destination);
            destination != to && self.network.route(to, destination).lane.index() == next
        };
        self.waiting(lane).filter(|(p, _)| goes_on(p)).map(|(p, _)| Self::size(p)).sum()
    }

    #[allow(clippy::too_many_lines, reason = "one feature after another, as they are listed")]
    pub(super) fn row(&self, lane: usize) -> Vec<f64> {
        let (world, network) = (self.world, self.network);
        let hub = network.lane_from[lane].index();
        let lanes = network.lanes_of(hub);
        let f = self.load(lane);
        let all = (i32::MIN, i32::MAX);
        let total = self.load_within(lane, all.0, all.1);
        let share = |part: f64| if total > 0.0 { part / total } else { 0.0 };
        let empty = total == 0.0;
        let mut row = vec![sq(f), f - f.floor(), f.floor().min(4.0) / 4.0, f64::from(u8::from(empty))];
        for (from, to) in [(i32::MIN, -1), (0, 0), (1, 2), (3, 5), (6, 11), (12, 23), (24, i32::MAX)] {
            row.push(share(self.load_within(lane, from, to)));
        }
        let largest = network.case.vehicles().last().unwrap();
        let grams: i64 = self.waiting(lane).map(|(p, _)| i64::from(p.grams)).sum();
        let ml: i64 = self.waiting(lane).map(|(p, _)| i64::from(p.ml)).sum();
        let full = ((f.ceil() as i64) - 1).max(0);
        let fits = |t: &usize| {
            let v = &network.case.vehicles()[*t];
            grams - full * i64::from(largest.grams.0) <= i64::from(v.grams.0)
                && ml - full * i64::from(largest.ml.0) <= i64::from(v.ml.0)
        };
        let rest = (0..network.n_types)
            .filter(fits)
            .min_by(|a, b| network.costs(lane)[*a].total_cmp(&network.costs(lane)[*b]));
        let rest = rest.unwrap_or(network.n_types - 1);
        let cost = if empty { 1e-6 } else { full as f64 * self.largest_cost(lane) + network.costs(lane)[rest] };
        row.push(sq(self.late_day(lane) / cost));
        for to in [0, 2, 5, 11, 23, i32::MAX] {
            row.push(sq(self.penalty_within(lane, 0, to) / cost));
        }
        let room = full as f64 + self.room(lane, rest);
        row.push(if empty { 0.0 } else { (f * self.largest_cost(lane) / cost).min(1.0) });
        row.push(if empty { 0.0 } else { (f / room).min(1.0) });
        let bit = lane - lanes.start;
        let detour: f64 = lanes
            .clone()
            .filter(|&other| other != lane)
            .flat_map(|other| self.waiting(other))
            .map(|(p, _)| {
                let eligible = network.detours(hub, usize::from(p.destination)) >> bit & 1 == 1;
                if eligible { Self::size(p) } else { 0.0 }
            })
            .sum();
        row.push(sq(detour));
        for (from, to) in [(1, 2), (3, 5), (6, 11), (12, 23)] {
            row.push(sq(self.inbound(lane, from, to)));
        }
        let inflow = f64::from(world.state.smooth_inflow[lane]).max(1e-4);
        row.push(sq(6.0 * inflow));
        row.push(sq((1.0 - f.fract()) / inflow / 12.0));
        row.push((f64::from(network.lane_hours[lane]) / 12.0).min(1.0));
        row.push(sq(world.state.road.in_transit[lane] as f64 / LOAD_ONE as f64));
        row.push(self.idle(lane));
        row.push((network.case.cost_multiplier().log2() / 6.0 + 0.5).clamp(0.0, 1.0));
        let to = network.lane_to[lane];
        row.push(share(self.waiting(lane).filter(|(p, _)| p.destination == to.0).map(|(p, _)| Self::size(p)).sum()));
        let penalty = self.penalty_within(lane, all.0, all.1);
        let sc = self.largest_cost(lane);
        row.push(if empty { 0.5 } else { sc / (sc + penalty / total) });
        let (a, b) = (ml as f64 / f64::from(largest.ml.0), grams as f64 / f64::from(largest.grams.0));
        row.push(if empty { 0.5 } else { b / (a + b) });
        let remaining: f64 = self
            .waiting(lane)
            .map(|(p, _)| Self::size(p) * f64::from(network.route(hub, usize::from(p.destination)).hours_after))
            .sum();
        row.push(sq(share(remaining) / 12.0));

        let hour = f64::from((network.case.start_hour_of_day() + world.state.hour) % 24);
        let angle = hour * std::f64::consts::TAU / 24.0;
        row.extend([0.5 + 0.5 * angle.sin(), 0.5 + 0.5 * angle.cos()]);

        let degree = lanes.len() as f64;
        let hub_load: f64 = lanes.clone().map(|l| self.load(l)).sum();
        let needed: f64 = lanes.clone().map(|l| self.load(l).ceil()).sum();
        let late: f64 = lanes.clone().map(|l| self.load_within(l, i32::MIN, -1)).sum();
        let urgent: f64 = lanes.clone().map(|l| self.penalty_within(l, 0, 5)).sum();
        let mean_cost = lanes.clone().map(|l| self.largest_cost(l)).sum::<f64>() / degree;
        row.push(sq(hub_load / degree));
        row.push((needed / f64::from(network.case.hubs()[hub].max_dispatch_per_hour) / 2.0).min(1.0));
        row.push((degree / 8.0).min(1.0));
        row.push(if hub_load > 0.0 { (late / hub_load).min(1.0) } else { 0.0 });
        row.push(if hub_load > 0.0 { f / hub_load } else { 0.0 });
        row.push(sq(urgent / mean_cost));

        for to in [0, 2, 8] {
            let load = self.load_within(lane, i32::MIN, to);
            let cost = self.cost_of_load(lane, load);
            row.push((cost / sc).min(2.0) / 2.0);
            row.push((load * sc / cost).min(1.0));
            let some = if load > 0.0 { 1.0 } else { 0.0 };
            row.push(some * sq(2.0 * (self.penalty_within(lane, 0, 0) + self.late_day(lane)) / cost));
            row.push(some * sq(2.0 * self.penalty_within(lane, 0, 2) / cost));
        }
        let cost = self.cost_of_load(lane, f + detour);
        row.push((cost / sc).min(3.0) / 3.0);
        row.push(((f + detour) * sc / cost).min(1.0));

        let next = network.lanes_of(to.index());
        let onward: f64 = next.clone().map(|n| self.next_load(lane, n)).sum();
        let mut means = [0.0; 8];
        for n in next.filter(|&n| self.next_load(lane, n) > 0.0) {
            let share = self.next_load(lane, n) / onward;
            let f2 = self.load(n);
            let sc2 = self.largest_cost(n);
            let values = [
                sq(f2),
                f2.fract(),
                sq(self.inbound(n, 1, 6)),
                sq(6.0 * f64::from(world.state.smooth_inflow[n])),
                sq(self.penalty_within(n, 0, 3) / sc2),
                self.idle(n),
                sc2 / (sc2 + sc),
                ((f2.ceil() - f2) / self.next_load(lane, n)).min(1.0),
            ];
            means.iter_mut().zip(values).for_each(|(mean, value)| *mean += share * value);
        }
        row.extend(means);

        let mut up = [0.0; 6];
        for before in network.lanes_to(hub).iter().map(|l| l.index()) {
            let coming = self.next_load(before, lane);
            let hours = f64::from(network.lane_hours[before]);
            up[0] += coming;
            up[1] += coming * self.load(before).min(1.0);
            up[2] += if hours <= 3.0 { coming } else { 0.0 };
            up[3] += coming * (hours / 12.0).min(1.0);
            up[4] += coming * sq(self.penalty_within(before, 0, 2) / self.largest_cost(before));
            up[5] += coming * self.idle(before);
        }
        row.extend([sq(up[0]), sq(up[1]), sq(up[2])]);
        row.extend([up[3], up[4], up[5]].map(|sum| if up[0] > 0.0 { sum / up[0] } else { 0.0 }));
        row.push(sq(4.0 * self.inbound(lane, 1, 1)));
        row.push(sq(6.0 * f64::from(world.state.smooth_fresh_inflow[lane])));

        let packages = world.state.waiting.queues[lane].len().max(1) as f64;
        let mean_package = self.waiting(lane).map(|(package, _)| Self::size(package)).sum::<f64>() / packages;
        row.push(mean_package / (mean_package + self.room(lane, 0)));
        row.push(sq(f64::from(network.lane_hours[lane]) / 24.0));

        for size in network.sizes {
            let Some(vehicle) = size.map(TypeId::index) else {
                row.extend([1.0, 0.0]);
                continue;
            };
            row.push((network.costs(lane)[vehicle] / sc).min(1.0));
            row.push(if f > 0.0 { (self.room(lane, vehicle) / f).min(1.0) } else { 1.0 });
        }
        let in_time = || self.waiting(lane).filter(|(_, slack)| *slack >= 0);
        let load: f64 = in_time().map(|(package, _)| Self::size(package)).sum();
        let hours: f64 = in_time().map(|(package, slack)| Self::size(package) * f64::from(slack)).sum();
        row.push(if load > 0.0 { sq(hours / load / 24.0) } else { 0.0 });
        row
    }
}
