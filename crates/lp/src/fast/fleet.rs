//! How many trucks of which type go on which lane, before any is filled.
//!
//! What a fleet of total capacity `(W, V)` takes of a lane is nearly what stands at the head of its list until one of the two is
//! used up, the last package in part: a concave figure, read off cumulative sums by bisection. With it trucks are added as long as
//! they pay, the best first, and then moved to other lanes and changed for other types, two at a time, as long as that pays. That
//! sees what filling one truck after the other does not: that the one large truck belongs where there is the most cargo.

use super::lists::Lists;
use super::state::State;
use crate::problem::Problem;

/// Changes after the first fleet, at most.
const MOST_MOVES: usize = 64;
/// A change must earn more than this share of what the fleet earns.
const LEAST_GAIN: f64 = 1e-6;

/// Sums over the head of a lane's list, each entry included.
#[derive(Clone, Copy, Debug, Default)]
struct Head {
    grams: u64,
    ml: u64,
    worth: f64,
}

/// Scratch.
#[derive(Debug, Default)]
pub(super) struct FleetChoice {
    /// `[lane, 1 + own entry]`, with nothing at the head of each lane.
    heads: Vec<Head>,
    /// Where each lane's heads begin, and the end, `[lane + 1]`.
    offsets: Vec<u32>,
    /// Trucks of the fleet, `[lane, type]`
    pub counts: Vec<u32>,
    /// Total capacity, `[lane]`.
    capacity: Vec<(u64, u64)>,
    /// What one more truck would earn, what taking one away would, `[lane, type]`.
    more: Vec<f64>,
    less: Vec<f64>,
    /// What changing one type for another would earn, `[lane, from, to]`.
    change: Vec<f64>,
}

/// A lane and type, as positions.
type Kind = (usize, usize);

impl FleetChoice {
    /// Fills `counts`; `limits` keeps account of what may still leave.
    pub fn choose(&mut self, problem: &Problem, lists: &Lists, limits: &mut State) {
        let (n_lanes, n_types) = (problem.n_lanes(), problem.n_types());
        self.sum(problem, lists);
        self.counts.clear();
        self.counts.resize(n_lanes * n_types, 0);
        self.capacity.clear();
        self.capacity.resize(n_lanes, (0, 0));
        self.more.clear();
        self.more.resize(n_lanes * n_types, 0.0);
        self.less.clear();
        self.less.resize(n_lanes * n_types, f64::NEG_INFINITY);
        self.change.clear();
        self.change.resize(n_lanes * n_types * n_types, f64::NEG_INFINITY);
        (0..n_lanes).for_each(|lane| self.price(problem, lane));
        let mut earned = 0.0;
        while limits.left > 0 {
            let Some((gain, kind)) = self.best_more(problem, limits, 0.0) else { break };
            earned += gain;
            self.add(problem, limits, kind);
            self.price(problem, kind.0);
        }
        for _ in 0..MOST_MOVES {
            let least = LEAST_GAIN * earned;
            let Some(gain) =
                self.swap_types(problem, limits, least).or_else(|| self.move_truck(problem, limits, least))
            else {
                break;
            };
            earned += gain;
        }
    }

    fn sum(&mut self, problem: &Problem, lists: &Lists) {
        self.heads.clear();
        self.offsets.clear();
        for lane in 0..problem.n_lanes() {
            self.offsets.push(self.heads.len() as u32);
            let mut head = Head::default();
            self.heads.push(head);
            let own_end = problem.lane_items(lane).start + problem.own(lane).len();
            for entry in lists.all(lane).iter().filter(|entry| (entry.item as usize) < own_end) {
                head.grams += u64::from(entry.grams);
                head.ml += u64::from(entry.ml);
                head.worth += entry.worth;
                self.heads.push(head);
            }
        }
        self.offsets.push(self.heads.len() as u32);
    }

    /// What a total capacity takes of a lane.
    fn worth(&self, lane: usize, (grams, ml): (u64, u64)) -> f64 {
        let heads = &self.heads[self.offsets[lane] as usize..self.offsets[lane + 1] as usize];
        let fit = heads.partition_point(|head| head.grams <= grams && head.ml <= ml);
        let last = heads[fit - 1];
        let Some(next) = heads.get(fit) else { return last.worth };
        let part = |room: u64, size: u64| if size == 0 { 1.0 } else { room as f64 / size as f64 };
        let part = part(grams - last.grams, next.grams - last.grams).min(part(ml - last.ml, next.ml - last.ml));
        last.worth + part.min(1.0) * (next.worth - last.worth)
    }

    /// Works out what changes of a lane's trucks would earn.
    fn price(&mut self, problem: &Problem, lane: usize) {
        let n_types = problem.n_types();
        let (costs, vehicles) = (problem.costs(lane), &problem.fleet().vehicles);
        let (grams, ml) = self.capacity[lane];
        let now = self.worth(lane, (grams, ml));
        let types = problem.order(lane).types;
        for vehicle in (0..n_types).filter(|vehicle| types >> vehicle & 1 == 1) {
            let (w, v) = (u64::from(vehicles[vehicle].grams), u64::from(vehicles[vehicle].ml));
            let at = lane * n_types + vehicle;
            self.more[at] = self.worth(lane, (grams + w, ml + v)) - now - costs[vehicle];
            if self.counts[at] == 0 {
                self.less[at] = f64::NEG_INFINITY;
                self.change[at * n_types..(at + 1) * n_types].fill(f64::NEG_INFINITY);
                continue;
            }
            self.less[at] = self.worth(lane, (grams - w, ml - v)) - now + costs[vehicle];
            for to in (0..n_types).filter(|to| types >> to & 1 == 1) {
                let other = (grams - w + u64::from(vehicles[to].grams), ml - v + u64::from(vehicles[to].ml));
                self.change[at * n_types + to] = self.worth(lane, other) - now + costs[vehicle] - costs[to];
            }
        }
    }

    /// The truck to add that earns most, if more than `least`.
    fn best_more(&self, problem: &Problem, limits: &State, least: f64) -> Option<(f64, Kind)> {
        let mut best = (least, None);
        for lane in 0..problem.n_lanes() {
            for vehicle in 0..problem.n_types() {
                let gain = self.more[lane * problem.n_types() + vehicle];
                if gain > best.0 && limits.may_leave(problem, lane, vehicle) {
                    best = (gain, Some((lane, vehicle)));
                }
            }
        }
        best.1.map(|kind| (best.0, kind))
    }

    /// Trades the types of two trucks of different lanes, if that pays. Returns what it earns.
    fn swap_types(&mut self, problem: &Problem, limits: &mut State, least: f64) -> Option<f64> {
        let n_types = problem.n_types();
        let mut best = (least, None);
        for a in 0..problem.n_lanes() {
            for b in 0..a {
                for s in 0..n_types {
                    for t in 0..n_types {
                        let change = |lane: usize, from, to| self.change[(lane * n_types + from) * n_types + to];
                        let gain = change(a, s, t) + change(b, t, s);
                        if s != t
                            && gain > best.0
                            && limits.may_change(problem, a, s, t)
                            && limits.may_change(problem, b, t, s)
                        {
                            best = (gain, Some(((a, s), (b, t))));
                        }
                    }
                }
            }
        }
        let ((a, s), (b, t)) = best.1?;
        self.remove(problem, limits, (a, s));
        self.remove(problem, limits, (b, t));
        self.add(problem, limits, (a, t));
        self.add(problem, limits, (b, s));
        self.price(problem, a);
        self.price(problem, b);
        Some(best.0)
    }

    /// Takes a truck away and sends another elsewhere or of another type, if that pays. Returns what it earns.
    fn move_truck(&mut self, problem: &Problem, limits: &mut State, least: f64) -> Option<f64> {
        let n_types = problem.n_types();
        let mut best = (least, None);
        for a in 0..problem.n_lanes() {
            for s in (0..n_types).filter(|s| self.counts[a * n_types + s] > 0) {
                limits.release(problem, a, s);
                let less = self.less[a * n_types + s];
                for b in 0..problem.n_lanes() {
                    for t in 0..n_types {
                        let gain = if a == b {
                            self.change[(a * n_types + s) * n_types + t]
                        } else {
                            less + self.more[b * n_types + t]
                        };
                        if gain > best.0 && limits.may_leave(problem, b, t) {
                            best = (gain, Some(((a, s), (b, t))));
                        }
                    }
                }
                limits.reserve(problem, a, s);
            }
        }
        let (from, to) = best.1?;
        self.remove(problem, limits, from);
        self.add(problem, limits, to);
        self.price(problem, from.0);
        self.price(problem, to.0);
        Some(best.0)
    }

    fn add(&mut self, problem: &Problem, limits: &mut State, (lane, vehicle): Kind) {
        limits.reserve(problem, lane, vehicle);
        self.counts[lane * problem.n_types() + vehicle] += 1;
        let kind = problem.fleet().vehicles[vehicle];
        self.capacity[lane].0 += u64::from(kind.grams);
        self.capacity[lane].1 += u64::from(kind.ml);
    }

    fn remove(&mut self, problem: &Problem, limits: &mut State, (lane, vehicle): Kind) {
        limits.release(problem, lane, vehicle);
        self.counts[lane * problem.n_types() + vehicle] -= 1;
        let kind = problem.fleet().vehicles[vehicle];
        self.capacity[lane].0 -= u64::from(kind.grams);
        self.capacity[lane].1 -= u64::from(kind.ml);
    }
}
