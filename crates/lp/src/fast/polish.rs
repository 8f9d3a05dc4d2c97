//! Small improvements of a load: cheaper types, fuller trucks, better packages.

use super::Fast;
use super::lists::Entry;
use crate::problem::Problem;

/// Packages left behind that are considered for the trucks of a lane, all its trucks together; and for each truck.
const CONSIDERED: usize = 128;
const MOST_CONSIDERED: usize = 64;
const LEAST_CONSIDERED: usize = 1;

impl Fast {
    pub(super) fn polish(&mut self, problem: &Problem) {
        self.trade_down(problem);
        self.lists.rewind();
        for lane in 0..problem.n_lanes() {
            self.improve_lane(problem, lane);
        }
    }

    /// Gives each truck the cheapest type that holds its load.
    fn trade_down(&mut self, problem: &Problem) {
        for at in 0..self.state.trucks.len() {
            let truck = self.state.trucks[at];
            let lane = usize::from(truck.lane);
            let (costs, was) = (problem.costs(lane), usize::from(truck.vehicle));
            let mut best = was;
            self.state.release(problem, lane, was);
            for (vehicle, kind) in problem.fleet.vehicles.iter().enumerate() {
                let holds = truck.grams <= kind.grams && truck.ml <= kind.ml;
                if holds && costs[vehicle] < costs[best] && self.state.may_leave(problem, lane, vehicle) {
                    best = vehicle;
                }
            }
            self.state.reserve(problem, lane, best);
            self.state.trucks[at].vehicle = best as u8;
        }
    }

    /// Improves the trucks of a lane by the best packages that it leaves behind.
    fn improve_lane(&mut self, problem: &Problem, lane: usize) {
        let n_trucks = self.state.trucks.iter().filter(|truck| usize::from(truck.lane) == lane).count();
        if n_trucks == 0 {
            return;
        }
        let most = (CONSIDERED / n_trucks).clamp(LEAST_CONSIDERED, MOST_CONSIDERED);
        self.left.clear();
        let entries = &self.lists.entries[self.lists.open(lane)];
        let free = entries.iter().filter(|entry| !self.state.used[entry.package as usize]);
        self.left.extend(free.take(most));
        for truck in 0..self.state.trucks.len() {
            if usize::from(self.state.trucks[truck].lane) == lane && !self.left.is_empty() {
                self.improve(problem, truck);
            }
        }
    }

    /// Adds packages left behind to a truck, or puts them in the place of one that is worth less.
    fn improve(&mut self, problem: &Problem, truck: usize) {
        let state = &mut self.state;
        let loaded = &mut state.trucks[truck];
        let load = &mut state.loads[truck];
        let kind = problem.fleet.vehicles[usize::from(loaded.vehicle)];
        self.left.retain_mut(|left| {
            let entry = *left;
            if problem.conflicts(entry.class) & loaded.classes != 0 {
                return true;
            }
            let over_grams = entry.grams.saturating_sub(kind.grams - loaded.grams);
            let over_ml = entry.ml.saturating_sub(kind.ml - loaded.ml);
            let rides = over_grams == 0 && over_ml == 0;
            if rides {
                load.push(entry.item);
            } else {
                // The least worth that makes the room.
                let mut out = (entry.worth, None);
                for (place, &other) in load.iter().enumerate() {
                    let (other, worth) = (problem.item(other as usize), problem.worth(other as usize));
                    if worth < out.0 && other.grams >= over_grams && other.ml >= over_ml {
                        out = (worth, Some(place));
                    }
                }
                let Some(place) = out.1 else { return true };
                let other = std::mem::replace(&mut load[place], entry.item) as usize;
                state.used[problem.package(other)] = false;
                loaded.grams -= problem.item(other).grams;
                loaded.ml -= problem.item(other).ml;
                loaded.worth -= problem.worth(other);
                // It takes the place of the other among those left behind.
                *left = Entry::of(problem, other);
            }
            // A class whose last package went stays on the mask: the truck is stricter than it need be, never laxer.
            state.used[entry.package as usize] = true;
            loaded.grams += entry.grams;
            loaded.ml += entry.ml;
            loaded.classes |= 1 << entry.class;
            loaded.worth += entry.worth;
            !rides
        });
    }
}
