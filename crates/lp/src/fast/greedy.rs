//! The truck that earns most, again and again.

use super::lists::Lists;
use super::scratch::{Fast, Gain};
use super::state::Loaded;
use crate::problem::Problem;

/// After so many packages in a row that do not fit a truck it counts as full.
const PATIENCE: u32 = 48;
/// A truck must earn more than this.
const LEAST: f64 = 1e-9;

impl Fast {
    /// Sends trucks until none earns anything; the first is not of the lane and type of `ban`.
    pub(super) fn greedy(&mut self, problem: &Problem, ban: Option<(u16, u8)>) {
        let n_types = problem.n_types();
        self.tried = None;
        self.gains.clear();
        self.gains.resize(problem.n_lanes() * n_types, Gain::UNKNOWN);
        let mut ban = ban;
        while self.state.left > 0 {
            let Some((lane, vehicle)) = self.next_truck(problem, ban) else { break };
            ban = None;
            let tried = self.tried.take().filter(|truck| (truck.lane, truck.vehicle) == (lane as u16, vehicle as u8));
            let truck = tried.unwrap_or_else(|| self.fill(problem, lane, vehicle));
            let lanes = self.send(problem, truck);
            for (at, gain) in self.gains.iter_mut().enumerate() {
                gain.exact &= lanes >> (at / n_types) & 1 == 0;
            }
        }
    }

    /// The lane and type of the truck that earns most, if any earns something.
    fn next_truck(&mut self, problem: &Problem, ban: Option<(u16, u8)>) -> Option<(usize, usize)> {
        let n_types = problem.n_types();
        loop {
            let mut best = (LEAST, None);
            for lane in 0..problem.n_lanes() {
                // Of equals the largest type comes first: its trial bounds the others.
                for vehicle in (0..n_types).rev() {
                    let amount = self.gains[lane * n_types + vehicle].amount;
                    if amount > best.0
                        && self.state.may_leave(problem, lane, vehicle)
                        && ban != Some((lane as u16, vehicle as u8))
                    {
                        best = (amount, Some((lane, vehicle)));
                    }
                }
            }
            let (lane, vehicle) = best.1?;
            let at = lane * n_types + vehicle;
            if self.gains[at].exact {
                return Some((lane, vehicle));
            }
            let truck = self.fill(problem, lane, vehicle);
            self.tried = Some(truck);
            self.gains[at] = Gain { amount: truck.worth - problem.costs(lane)[vehicle], exact: true };
        }
    }

    /// Fills a truck for trial; its load is in `trial`. Smaller types that are not tried yet are bounded by what the truck had on
    /// board when it outgrew them.
    pub(super) fn fill(&mut self, problem: &Problem, lane: usize, vehicle: usize) -> Loaded {
        let kind = problem.fleet().vehicles[vehicle];
        let n_types = problem.n_types();
        let mut truck = Loaded { lane: lane as u16, vehicle: vehicle as u8, grams: 0, ml: 0, classes: 0, worth: 0.0 };
        let (mut grams, mut ml) = (kind.grams, kind.ml);
        let (least_grams, least_ml) = self.lists.least[lane];
        let mut misses = 0;
        // The next type to be outgrown.
        let mut outgrown = 0;
        self.trial.clear();
        advance_head(&mut self.lists, &self.state.used, lane);
        for entry in &self.lists.entries[self.lists.open(lane)] {
            if self.state.used[entry.package as usize] {
                continue;
            }
            let excluded = problem.conflicts(entry.class) & truck.classes != 0;
            if entry.grams <= grams && entry.ml <= ml && !excluded {
                grams -= entry.grams;
                ml -= entry.ml;
                truck.classes |= 1 << entry.class;
                truck.worth += entry.worth;
                self.trial.push(*entry);
                misses = 0;
                while outgrown < vehicle && {
                    let smaller = problem.fleet().vehicles[outgrown];
                    kind.grams - grams > smaller.grams || kind.ml - ml > smaller.ml
                } {
                    let gain = &mut self.gains[lane * n_types + outgrown];
                    gain.amount = gain.amount.min(truck.worth - problem.costs(lane)[outgrown]);
                    outgrown += 1;
                }
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
    pub(super) fn send(&mut self, problem: &Problem, truck: Loaded) -> u64 {
        let mut lanes = 1 << truck.lane;
        for entry in &self.trial {
            let package = entry.package as usize;
            self.state.used[package] = true;
            problem.options(package).for_each(|(_, lane)| lanes |= 1 << lane);
        }
        self.state.push(problem, truck).extend_from_slice(&self.trial);
        lanes
    }
}

fn advance_head(lists: &mut Lists, used: &[bool], lane: usize) {
    let gone = lists.entries[lists.open(lane)].iter().take_while(|entry| used[entry.package as usize]).count();
    lists.heads[lane] += gone as u32;
}
