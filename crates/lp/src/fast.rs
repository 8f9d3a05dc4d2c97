//! The fast load of a dock: what was ordered, loaded greedily, then improved where that left something behind; in microseconds.
//!
//! First the orders are obeyed lane by lane as the simulator does it (`Loader`). Mostly everything rides then, and where trucks
//! cost next to nothing beside it no plan can be better by much. Otherwise that plan is polished, a fleet is chosen from sums before
//! any truck is filled, trucks are chosen one by one by what they would earn, and the best of these plans is kept.
//!
//! A truck of a type on a lane is tried by filling it down the lane's list, the most worth for its size first. What it would earn
//! hardly rises as packages go, so an old figure serves as a bound, and most trials are never repeated. Small docks are tried
//! again without each truck in turn and in other orders. Loads are integers and feasible by construction; ties go to the lower
//! position; nothing looks at a clock, and a warm [`Fast`] does not allocate.

mod fleet;
mod greedy;
mod lists;
mod obey;
mod polish;
mod scratch;
mod state;

use crate::instance::Instance;
use crate::plan::{Plan, PlanTruck};
use crate::problem::Problem;
use lists::{Entry, Weighing};
use state::Loaded;

pub use scratch::Fast;

/// Up to so many packages, each truck in turn is taken out and the rest done again.
const RUINED: usize = 60;
/// Up to so many packages, every order of the lists is tried.
const REORDERED: usize = 300;
/// Trucks that cost less than this share of what rides are not worth a thought more.
const NEGLIGIBLE: f64 = 0.01;
/// A change must earn more than this share.
const LEAST_GAIN: f64 = 1e-9;

/// A plan within all limits.
pub fn solve(instance: &Instance) -> Plan {
    let mut fast = Fast::default();
    fast.load(instance);
    fast.plan()
}

impl Fast {
    /// Loads an instance; the result is kept until the next.
    pub fn load(&mut self, instance: &Instance) {
        let mut problem = std::mem::take(&mut self.problem);
        problem.set(instance, &mut self.positions);
        self.solve(&problem);
        self.problem = problem;
    }

    /// The plan of the last instance loaded.
    pub fn plan(&self) -> Plan {
        let truck = |(truck, load): (&Loaded, &[Entry])| PlanTruck {
            lane: truck.lane,
            vehicle: self.positions[usize::from(truck.vehicle)],
            packages: load.iter().map(|entry| entry.package).collect(),
        };
        Plan { trucks: self.loaded().map(truck).collect() }
    }

    /// The trucks of the last problem solved, and the positions of their items.
    pub fn trucks(&self) -> impl Iterator<Item = (&Loaded, impl Iterator<Item = u32>)> {
        self.loaded().map(|(truck, load)| (truck, load.iter().map(|entry| entry.item)))
    }

    fn loaded(&self) -> impl Iterator<Item = (&Loaded, &[Entry])> {
        self.best.trucks.iter().zip(self.best.loads.iter().map(Vec::as_slice))
    }

    /// Solves a problem; the result is kept until the next.
    pub fn solve(&mut self, problem: &Problem) {
        self.earned = f64::NEG_INFINITY;
        let small = problem.n_packages() <= REORDERED;
        let obeyed = small || obey::room_for_all(problem);
        if obeyed {
            let (all_ride, worth) = self.obey(problem);
            self.keep_if_best(problem);
            if all_ride && worth - self.earned <= NEGLIGIBLE * worth {
                return;
            }
        }
        for &weighing in if small { &Weighing::ALL[..] } else { &Weighing::ALL[..1] } {
            self.lists.build(problem, weighing);
            if obeyed && weighing == Weighing::Scarcity {
                self.polish(problem);
                self.keep_if_best(problem);
            }
            if small && weighing == Weighing::Scarcity {
                self.send_fleet(problem);
                self.complete(problem);
            }
            self.state.clear(problem);
            self.complete(problem);
        }
    }

    /// Sends the trucks of a good fleet, filled down the lists; the state is clear before.
    fn send_fleet(&mut self, problem: &Problem) {
        let mut choice = std::mem::take(&mut self.fleet);
        choice.choose(problem, &self.lists, &mut self.state);
        self.state.clear(problem);
        let n_types = problem.n_types();
        self.gains.clear();
        self.gains.resize(problem.n_lanes() * n_types, scratch::Gain::UNKNOWN);
        for lane in 0..problem.n_lanes() {
            for vehicle in (0..n_types).rev() {
                for _ in 0..choice.counts[lane * n_types + vehicle] {
                    let truck = self.fill(problem, lane, vehicle);
                    if !self.trial.is_empty() {
                        self.send(problem, truck);
                    }
                }
            }
        }
        self.fleet = choice;
    }

    /// Sends the best trucks that may still leave, improves them all, and keeps the result if it is the best so far.
    fn complete(&mut self, problem: &Problem) {
        self.lists.rewind();
        self.greedy(problem, None);
        self.polish(problem);
        if problem.n_packages() <= RUINED {
            self.ruin(problem);
        }
        self.keep_if_best(problem);
    }

    /// Takes out each truck in turn and does the rest again with another first truck, and trades the types of each two trucks, as
    /// long as that pays.
    fn ruin(&mut self, problem: &Problem) {
        for _ in 0..2 {
            let mut improved = false;
            let mut truck = 0;
            while truck < self.state.trucks.len() {
                let Loaded { lane, vehicle, .. } = self.state.trucks[truck];
                improved |= self.attempt(problem, |fast| {
                    fast.state.remove(truck, problem);
                    fast.greedy(problem, Some((lane, vehicle)));
                });
                for other in 0..truck {
                    improved |= self.trade_types(problem, other, truck);
                }
                truck += 1;
            }
            if !improved {
                break;
            }
        }
    }

    /// Fills two trucks of different lanes and types anew, each with the type of the other, if that pays.
    fn trade_types(&mut self, problem: &Problem, first: usize, second: usize) -> bool {
        let (Some(&a), Some(&b)) = (self.state.trucks.get(first), self.state.trucks.get(second)) else { return false };
        if a.lane == b.lane || a.vehicle == b.vehicle {
            return false;
        }
        self.attempt(problem, |fast| {
            fast.state.remove(second, problem);
            fast.state.remove(first, problem);
            for (lane, vehicle) in [(a.lane, b.vehicle), (b.lane, a.vehicle)] {
                let (lane, vehicle) = (usize::from(lane), usize::from(vehicle));
                if fast.state.may_leave(problem, lane, vehicle) {
                    let truck = fast.fill(problem, lane, vehicle);
                    if !fast.trial.is_empty() {
                        fast.send(problem, truck);
                    }
                }
            }
            fast.greedy(problem, None);
        })
    }

    /// Makes a change and polishes the result; goes back if that did not pay. Returns whether it did.
    fn attempt(&mut self, problem: &Problem, change: impl FnOnce(&mut Self)) -> bool {
        let earned = self.state.earned(problem);
        self.before.copy(&self.state);
        self.lists.rewind();
        change(self);
        self.polish(problem);
        let better = self.state.earned(problem) > earned + LEAST_GAIN * earned.abs();
        if !better {
            std::mem::swap(&mut self.state, &mut self.before);
        }
        better
    }

    fn keep_if_best(&mut self, problem: &Problem) {
        let earned = self.state.earned(problem);
        if earned > self.earned {
            self.earned = earned;
            self.best.copy(&self.state);
        }
    }
}

#[cfg(test)]
mod tests;
