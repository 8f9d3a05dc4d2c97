//! The first load: every order obeyed, lane by lane, the most worth first.

use super::lists::Entry;
use super::scratch::Fast;
use super::state::Loaded;
use crate::dock::Item;
use crate::problem::Problem;

impl Fast {
    /// Loads into the state. Returns whether all packages ride on their own lanes, and what that would be worth.
    pub(super) fn obey(&mut self, problem: &Problem) -> (bool, f64) {
        self.loader.set_fleet(problem.fleet());
        self.loader.open(problem.max_trucks(), problem.available().iter().copied());
        self.state.clear(problem);
        self.obey.riding = 0;
        self.obey.lanes.clear();
        for lane in 0..problem.n_lanes() {
            let worth = problem.own(lane).iter().map(|item| problem.worth(item.key as usize)).sum();
            self.obey.lanes.push((worth, lane));
        }
        self.obey.lanes.sort_unstable_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        let worth = self.obey.lanes.iter().map(|lane| lane.0).sum();
        let any_must_ride = problem.any_must_ride();
        for at in 0..self.obey.lanes.len() {
            let lane = self.obey.lanes[at].1;
            let order = problem.order(lane);
            if any_must_ride {
                let (must, rest) = (&mut self.obey.must_ride, &mut self.obey.rest);
                must.clear();
                rest.clear();
                for &item in problem.own(lane) {
                    let must_ride = problem.must_ride(problem.package(item.key as usize));
                    if must_ride { &mut *must } else { &mut *rest }.push(item);
                }
                self.loader.load_each(&order, must);
                self.loader.load(&order, rest);
            } else {
                self.loader.load(&order, problem.own(lane));
            }
            self.loader.exchange(order.lane);
            self.loader.settle(&order);
        }
        self.mark_riding(problem);
        let all_ride = self.obey.riding == problem.n_packages();
        for at in 0..self.obey.lanes.len() {
            let lane = self.obey.lanes[at].1;
            if all_ride || problem.riders(lane).is_empty() {
                continue;
            }
            self.obey.rest.clear();
            let free = |item: &&Item| !self.state.used[problem.package(item.key as usize)];
            self.obey.rest.extend(problem.riders(lane).iter().filter(free).copied());
            self.loader.top_up(lane as u32, &self.obey.rest);
            self.mark_riding(problem);
        }
        self.take_over(problem);
        (all_ride, worth)
    }

    fn mark_riding(&mut self, problem: &Problem) {
        self.obey.riding = 0;
        for truck in 0..self.loader.trucks().len() {
            for item in self.loader.load_of(truck) {
                self.state.used[problem.package(item.key as usize)] = true;
                self.obey.riding += 1;
            }
        }
    }

    /// The loader's trucks become the state's.
    fn take_over(&mut self, problem: &Problem) {
        for (at, truck) in self.loader.trucks().iter().enumerate() {
            let load = self.loader.load_of(at).iter().map(|item| Entry::of(problem, item.key as usize));
            let loaded = Loaded {
                lane: truck.lane as u16,
                vehicle: truck.vehicle,
                grams: truck.grams,
                ml: truck.ml,
                classes: truck.classes,
                worth: load.clone().map(|entry| entry.worth).sum(),
            };
            self.state.push(problem, loaded).extend(load);
        }
    }
}

/// Whether the ordered trucks, all of the largest type that there is, have room for every lane's own packages; as a guess by
/// sums, for in a large dock that cannot send all there is no need to try.
pub(super) fn room_for_all(problem: &Problem) -> bool {
    let mut trucks = problem.max_trucks();
    let largest = (0..problem.n_types()).rfind(|&vehicle| problem.available()[vehicle] > 0);
    let Some(largest) = largest.map(|vehicle| problem.fleet().vehicles[vehicle]) else { return false };
    (0..problem.n_lanes()).all(|lane| {
        let sum = |of: fn(&Item) -> u32| problem.own(lane).iter().map(|item| u64::from(of(item))).sum::<u64>();
        let by_weight = sum(|item| item.grams).div_ceil(u64::from(largest.grams.max(1)));
        let by_volume = sum(|item| item.ml).div_ceil(u64::from(largest.ml.max(1)));
        let needed = by_weight.max(by_volume);
        let left = u64::from(trucks).checked_sub(needed);
        trucks = left.unwrap_or(0) as u32;
        left.is_some() && needed <= u64::from(problem.order(lane).trucks)
    })
}
