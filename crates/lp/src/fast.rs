//! The fast load of an instance: trucks chosen greedily by what they would earn, then polished, in microseconds.
//!
//! Each lane keeps its packages in one order, the most worth for its size first. A truck of a type on a lane is tried by filling it
//! down that order; of all trucks that may leave, the one that earns most goes, and so on. What a truck would earn hardly rises as
//! packages go, so an old figure serves as a bound, and most trials are never repeated. Then types are traded down, room is topped
//! up and packages are swapped with those left behind. Small instances are tried again without each truck in turn and in other
//! orders. Loads are integers and feasible by construction; ties go to the lower position; nothing looks at a clock.

mod lists;
mod polish;
mod state;

use crate::instance::Instance;
use crate::plan::{Plan, PlanTruck};
use lists::{Lists, Weighing};
use state::State;

/// A truck with cargo.
#[derive(Clone, Copy, Debug)]
struct Loaded {
    lane: u16,
    vehicle: u8,
    grams: u32,
    ml: u32,
    classes: u64,
    worth: f64,
}

/// Solves instances one after another and keeps its memory.
#[derive(Debug, Default)]
pub struct Fast {
    lists: Lists,
    state: State,
    /// The state to go back to when a change does not pay.
    before: State,
    /// The best load so far, as packages, and what it earns.
    best: Vec<(Loaded, Vec<u32>)>,
    n_best: usize,
    earned: f64,
    /// Bound on what a truck would earn, and whether it is exact, `[lane, type]`.
    gains: Vec<(f64, bool)>,
    trial: Vec<u32>,
}

/// Up to so many packages, each truck in turn is taken out and the rest done again.
const RUINED: usize = 60;
/// Up to so many packages, every order of the lists is tried.
const REORDERED: usize = 300;
/// After so many packages in a row that do not fit a truck it counts as full.
const PATIENCE: u32 = 48;
/// A truck must earn more than this.
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
        self.earned = f64::NEG_INFINITY;
        let n = instance.n_packages();
        for &weighing in if n <= REORDERED { &Weighing::ALL[..] } else { &Weighing::ALL[..1] } {
            self.lists.build(instance, weighing);
            self.state.clear(instance);
            self.greedy(instance, None);
            self.polish(instance);
            if n <= RUINED {
                self.ruin(instance);
            }
            self.keep_if_best(instance);
        }
    }

    /// The plan of the last instance loaded.
    pub fn plan(&self) -> Plan {
        let truck = |(truck, packages): &(Loaded, Vec<u32>)| PlanTruck {
            lane: truck.lane,
            vehicle: truck.vehicle,
            packages: packages.clone(),
        };
        Plan { trucks: self.best[..self.n_best].iter().map(truck).collect() }
    }

    /// Sends the truck that earns most, again and again; the first is not of the lane and type of `ban`.
    fn greedy(&mut self, instance: &Instance, ban: Option<(u16, u8)>) {
        let n_types = instance.vehicles().len();
        self.gains.clear();
        self.gains.resize(instance.lanes().len() * n_types, (f64::INFINITY, false));
        let mut ban = ban;
        while self.state.left > 0 {
            let Some((lane, vehicle)) = self.next_truck(instance, ban) else { break };
            ban = None;
            let load = self.fill(instance, lane, vehicle);
            let lanes = self.send(instance, load);
            for lane in 0..instance.lanes().len() {
                if lanes >> lane & 1 == 1 {
                    self.gains[lane * n_types..(lane + 1) * n_types].iter_mut().for_each(|gain| gain.1 = false);
                }
            }
        }
    }

    /// The lane and type of the truck that earns most, if any earns something.
    fn next_truck(&mut self, instance: &Instance, ban: Option<(u16, u8)>) -> Option<(usize, usize)> {
        let n_types = instance.vehicles().len();
        loop {
            let mut best = (LEAST_GAIN, None);
            for (lane, order) in instance.lanes().iter().enumerate() {
                if self.state.orders[lane] == 0 {
                    continue;
                }
                for vehicle in 0..n_types {
                    let gain = self.gains[lane * n_types + vehicle].0;
                    let may_leave = self.state.available[vehicle] > 0 && order.allows(vehicle);
                    if gain > best.0 && may_leave && ban != Some((lane as u16, vehicle as u8)) {
                        best = (gain, Some((lane, vehicle)));
                    }
                }
            }
            let (lane, vehicle) = best.1?;
            let at = lane * n_types + vehicle;
            if self.gains[at].1 {
                return Some((lane, vehicle));
            }
            let truck = self.fill(instance, lane, vehicle);
            self.gains[at] = (truck.worth - instance.lanes()[lane].costs[vehicle], true);
        }
    }

    /// Fills a truck for trial; its load is in `trial`.
    fn fill(&mut self, instance: &Instance, lane: usize, vehicle: usize) -> Loaded {
        let kind = &instance.vehicles()[vehicle];
        let mut truck = Loaded { lane: lane as u16, vehicle: vehicle as u8, grams: 0, ml: 0, classes: 0, worth: 0.0 };
        let (mut grams, mut ml) = (kind.grams, kind.ml);
        let (least_grams, least_ml) = self.lists.least[lane];
        let mut misses = 0;
        self.trial.clear();
        self.state.advance_head(&mut self.lists, lane);
        for at in self.lists.open(lane) {
            let entry = &self.lists.entries[at];
            if self.state.used[entry.package as usize] {
                continue;
            }
            let excluded = instance.conflicts()[usize::from(entry.class)] & truck.classes != 0;
            if entry.grams <= grams && entry.ml <= ml && !excluded {
                grams -= entry.grams;
                ml -= entry.ml;
                truck.classes |= 1 << entry.class;
                truck.worth += entry.worth;
                self.trial.push(at as u32);
                misses = 0;
                if grams < least_grams || ml < least_ml {
                    break;
                }
            } else if misses == PATIENCE {
                break;
            } else {
                misses += 1;
            }
        }
        (truck.grams, truck.ml) = (kind.grams - grams, kind.ml - ml);
        truck
    }

    /// Sends a truck with the load in `trial`. Returns the lanes that its packages could have taken, one bit a lane.
    fn send(&mut self, instance: &Instance, truck: Loaded) -> u64 {
        let mut lanes = 1 << truck.lane;
        for &at in &self.trial {
            let package = self.lists.entries[at as usize].package as usize;
            self.state.used[package] = true;
            for option in instance.options(package) {
                lanes |= 1 << option.lane;
            }
        }
        self.state.push(truck, &self.trial);
        lanes
    }

    /// Takes out each truck in turn and does the rest again with another first truck, as long as that pays.
    fn ruin(&mut self, instance: &Instance) {
        let mut best = self.state.earned(instance);
        for _ in 0..2 {
            let mut improved = false;
            let mut truck = 0;
            while truck < self.state.trucks.len() {
                self.before.clone_from(&self.state);
                let Loaded { lane, vehicle, .. } = self.state.trucks[truck];
                self.state.remove(truck, &self.lists);
                self.lists.rewind();
                self.greedy(instance, Some((lane, vehicle)));
                self.polish(instance);
                let earned = self.state.earned(instance);
                if earned > best + LEAST_GAIN {
                    best = earned;
                    improved = true;
                } else {
                    std::mem::swap(&mut self.state, &mut self.before);
                    self.lists.rewind();
                }
                truck += 1;
            }
            if !improved {
                break;
            }
        }
    }

    fn keep_if_best(&mut self, instance: &Instance) {
        let earned = self.state.earned(instance);
        if earned <= self.earned {
            return;
        }
        self.earned = earned;
        self.n_best = self.state.trucks.len();
        if self.best.len() < self.n_best {
            let empty = (self.state.trucks[0], Vec::new());
            self.best.resize(self.n_best, empty);
        }
        for (best, (truck, load)) in self.best.iter_mut().zip(self.state.trucks.iter().zip(&self.state.loads)) {
            best.0 = *truck;
            best.1.clear();
            best.1.extend(load.iter().map(|&at| self.lists.entries[at as usize].package));
        }
    }
}

#[cfg(test)]
mod tests;
