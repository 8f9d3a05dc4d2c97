//! Small improvements of a load: cheaper types, fuller trucks, better packages.

use super::lists::Entry;
use super::scratch::Fast;
use super::state::Loaded;
use crate::exchange::{Board, considered, exchange};
use crate::problem::Problem;

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
            for (vehicle, kind) in problem.fleet().vehicles.iter().enumerate() {
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
        let state = &mut self.state;
        let of_lane = |truck: &Loaded| usize::from(truck.lane) == lane;
        let n_trucks = state.trucks.iter().filter(|truck| of_lane(truck)).count();
        if n_trucks == 0 {
            return;
        }
        self.left.clear();
        let free = self.lists.all(lane).iter().filter(|entry| !state.used[entry.package as usize]);
        self.left.extend(free.take(considered(n_trucks)));
        if self.left.is_empty() {
            return;
        }
        for (truck, load) in state.trucks.iter_mut().zip(&mut state.loads).filter(|(truck, _)| of_lane(truck)) {
            let vehicle = problem.fleet().vehicles[usize::from(truck.vehicle)];
            let mut board = Board { grams: truck.grams, ml: truck.ml, classes: truck.classes };
            let conflicts = |class| problem.conflicts(class);
            let (left, columns) = (&mut self.left, &mut self.columns);
            exchange(vehicle, &mut board, load, left, columns, conflicts, |off: Option<Entry>, on: Option<Entry>| {
                if let Some(off) = off {
                    state.used[off.package as usize] = false;
                    truck.worth -= off.worth;
                }
                if let Some(on) = on {
                    state.used[on.package as usize] = true;
                    truck.worth += on.worth;
                }
            });
            Board { grams: truck.grams, ml: truck.ml, classes: truck.classes } = board;
        }
    }
}
