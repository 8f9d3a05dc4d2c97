//! Positions by walking: for pauses, several trips, releases, pairs, speeds by the hour, several windows and prices of time.
//!
//! Each visit keeps the state in which it is left. A position is tested by going on from the state before it to the end
//! of the route: half a route on average, some hundred nanoseconds. What the metres alone make too dear is not walked.

mod sums;
mod trips;

use std::sync::Arc;

use super::blink::Blink;
use super::engine::{Beside, Engine, Place, Position};
use super::near::Near;
use super::rng::Rng;
use super::tour::{NONE, Tour};
use crate::problem::{Problem, Profile};
use crate::walk::{State, Walker};

/// See the file.
pub struct Full<'a> {
    problem: &'a Problem,
    walkers: Vec<Walker<'a>>,
    near: Arc<Near>,
    blink: Blink,
    /// State in which each visit is left, `[visit]`.
    states: Vec<State>,
    /// Prices of all stops up to each visit, `[visit]`.
    prices: Vec<i64>,
    /// The start or reload with which the trip of each visit begins, `[visit]`.
    heads: Vec<u32>,
    /// When the parcels of the trip that begins with a visit are there, `[visit]`.
    releases: Vec<i32>,
    /// What all stops of the trip that begins with a visit load, or unload, of their depot, `[visit]`.
    loads: Vec<[i32; 3]>,
    /// Highest speed of each profile, in thousandths.
    fastest: Vec<i32>,
    /// Whether more metres always mean more cost.
    prunes: bool,
}

/// Seconds of a way at the highest speed, or less.
fn quick(seconds: i32, fastest: i32) -> i32 {
    if fastest <= 1000 { seconds } else { (i64::from(seconds) * 1000 / i64::from(fastest)) as i32 }
}

/// A stop, and its partner or [`NONE`], tested against many positions.
struct Test {
    stop: u32,
    partner: u32,
    best: Option<Position>,
}

impl<'a> Full<'a> {
    pub fn new(problem: &'a Problem, near: Arc<Near>) -> Self {
        let kinds = 0..problem.kinds().len() as u32;
        let ordered = problem.jobs().iter().any(|job| job.after.is_some());
        Self {
            problem,
            walkers: kinds.map(|kind| Walker::new(problem, kind)).collect(),
            near,
            blink: Blink::new(),
            states: Vec::new(),
            prices: Vec::new(),
            heads: Vec::new(),
            releases: Vec::new(),
            loads: Vec::new(),
            fastest: problem.profiles().iter().map(Profile::fastest).collect(),
            prunes: problem.input().balance.is_none() && !ordered,
        }
    }

    /// Tests a position, and those with a reload beside it.
    fn test(&self, tour: &Tour, test: &mut Test, after: u32) {
        let node = tour.node(after);
        let sum = &tour.routes[node.route as usize];
        let next = tour.node(node.succ);
        let spot = &self.problem.spots().of(sum.kind)[test.stop as usize];
        if next.locked || !spot.is_allowed() {
            return;
        }
        let kind = self.problem.kind(sum.kind);
        let profile = self.problem.profile(sum.kind);
        let place = tour.node(test.stop).place;
        let (metres, seconds) = (profile.metres(place), profile.seconds(place));
        let (in_m, out_m) = (metres[node.place as usize].back, metres[next.place as usize].out);
        let (in_s, out_s) = (seconds[node.place as usize].back, seconds[next.place as usize].out);
        let job = self.problem.job(test.stop);
        let fastest = self.fastest[kind.profile as usize];
        let arrival = self.states[after as usize].time + quick(in_s, fastest);
        if arrival > spot.close {
            return;
        }
        let leave = arrival.max(spot.open) + job.service_s;
        let least = |metres: i32| kind.per_m * i64::from(metres) + spot.extra();
        let dear = |metres: i32| self.prunes && test.best.is_some_and(|best| least(metres) >= best.delta);
        let room = &self.loads[self.heads[after as usize] as usize];
        let full = (0..3).any(|unit| room[unit] + job.load[unit] > kind.capacity[unit]) && test.partner == NONE;
        let late = leave + quick(out_s, fastest) > next.latest;
        if !late && !full && !dear(in_m + out_m - node.leg_m) {
            if test.partner == NONE {
                let cost = self.walk_with(tour, after, test.stop, None);
                Self::note(test, cost, sum.cost, sum.kind, after, NONE, None);
            } else {
                self.test_pair(tour, test, after);
            }
        }
        if sum.reloads + 1 < kind.max_trips && test.partner == NONE {
            for reload in &kind.reloads {
                let depot = metres[reload.place as usize];
                let there = profile.way(node.place, reload.place).0 + depot.back + out_m - node.leg_m;
                let back = in_m + depot.out + profile.way(reload.place, next.place).0 - node.leg_m;
                for (before, metres) in [(false, back), (true, there)] {
                    if self.prunes && test.best.is_some_and(|best| least(metres) >= best.delta) {
                        continue;
                    }
                    let beside = Beside { depot: reload.depot, before };
                    let cost = self.walk_with(tour, after, test.stop, Some(beside));
                    Self::note(test, cost, sum.cost, sum.kind, after, NONE, Some(beside));
                }
            }
        }
    }

    fn note(
        test: &mut Test,
        cost: Option<i64>,
        old: i64,
        kind: u32,
        after: u32,
        delivery: u32,
        reload: Option<Beside>,
    ) {
        let Some(cost) = cost else { return };
        if test.best.is_none_or(|best| cost - old < best.delta) {
            let place = Place::After { after, reload, delivery, kind };
            test.best = Some(Position { delta: cost - old, place });
        }
    }

    /// Tests a pair, its pickup behind a visit and its delivery at every later position of the trip.
    fn test_pair(&self, tour: &Tour, test: &mut Test, after: u32) {
        let sum = tour.routes[tour.node(after).route as usize];
        let walker = &self.walkers[sum.kind as usize];
        let mut state = self.states[after as usize];
        let mut cost = self.prices[after as usize];
        if !walker.stop(&mut state, test.stop, &mut cost) {
            return;
        }
        let mut behind = test.stop;
        let mut next = tour.node(after).succ;
        loop {
            if !tour.node(next).locked {
                let (mut there, mut price) = (state, cost);
                if walker.stop(&mut there, test.partner, &mut price) {
                    let whole = self.walk_on(tour, walker, there, price, next);
                    Self::note(test, whole, sum.cost, sum.kind, after, behind, None);
                }
            }
            if !tour.is_stop(next) || !walker.stop(&mut state, next, &mut cost) {
                return;
            }
            behind = next;
            next = tour.node(next).succ;
        }
    }

    /// Tests a route of its own.
    fn test_alone(&self, tour: &Tour, test: &mut Test) {
        for (number, kind) in self.problem.kinds().iter().enumerate() {
            if tour.free[number].is_empty() || tour.idle.is_empty() || !kind.locked.is_empty() {
                continue;
            }
            let profile = &self.problem.profiles()[kind.profile as usize];
            let place = self.problem.job(test.stop).place;
            let there = profile.way(kind.start, place).0;
            let back = if test.partner == NONE { profile.way(place, kind.end).0 } else { 0 };
            let least = kind.fixed + kind.per_m * i64::from(there + back);
            if self.prunes && test.best.is_some_and(|best| least >= best.delta) {
                continue;
            }
            let walker = &self.walkers[number];
            let mut state = walker.start(self.problem.job(test.stop).release_s);
            let mut cost = 0;
            let made = walker.stop(&mut state, test.stop, &mut cost)
                && (test.partner == NONE || walker.stop(&mut state, test.partner, &mut cost));
            let finish = if made { walker.finish(state, &mut cost) } else { None };
            if let Some(finish) = finish
                && test.best.is_none_or(|best| finish.cost < best.delta)
            {
                test.best = Some(Position { delta: finish.cost, place: Place::Alone(number as u32) });
            }
        }
    }

    /// Walks from a state before a visit to the end of its route; what it costs in all.
    fn walk_on(&self, tour: &Tour, walker: &Walker<'_>, mut state: State, mut cost: i64, from: u32) -> Option<i64> {
        let mut at = from;
        loop {
            let made = if tour.is_stop(at) {
                walker.stop(&mut state, at, &mut cost)
            } else if tour.is_reload(at) {
                let reload = self.reload(tour, at);
                walker.reload(&mut state, reload, self.releases[at as usize])
            } else {
                return walker.finish(state, &mut cost).map(|finish| finish.cost);
            };
            if !made {
                return None;
            }
            at = tour.node(at).succ;
        }
    }
}

impl Engine for Full<'_> {
    fn begin(&mut self, _: &mut Rng) {}

    fn best(&mut self, tour: &Tour, rng: &mut Rng, stop: u32, thorough: bool) -> Option<Position> {
        let partner = self.problem.input().stops[stop as usize].partner().unwrap_or(NONE);
        let mut test = Test { stop, partner, best: None };
        if thorough {
            for route in tour.driven() {
                for after in std::iter::once(tour.first(route)).chain(tour.visits(route)) {
                    self.test(tour, &mut test, after);
                }
            }
        } else {
            for &other in self.near.of(stop) {
                if tour.node(other).route == NONE {
                    continue;
                }
                if !self.blink.skips(rng) {
                    self.test(tour, &mut test, other);
                }
                if !self.blink.skips(rng) {
                    self.test(tour, &mut test, tour.node(other).pred);
                }
            }
        }
        self.test_alone(tour, &mut test);
        test.best
    }

    fn insert(&mut self, tour: &mut Tour, stop: u32, place: Place) -> Option<u32> {
        let partner = self.problem.input().stops[stop as usize].partner();
        let (after, delivery, beside) = match place {
            Place::After { after, delivery, reload, .. } => (after, delivery, reload),
            Place::Alone(kind) => {
                let route = tour.open(self.problem, kind).expect("a vehicle was free when the position was tested");
                (tour.first(route), stop, None)
            }
        };
        tour.link(stop, after);
        tour.set_present(stop);
        if let Some(partner) = partner {
            tour.link(partner, delivery);
            tour.set_present(partner);
        }
        let route = tour.node(stop).route;
        if let Some(beside) = beside {
            let depot = &self.problem.input().depots[usize::from(beside.depot)];
            let node = tour.new_reload(beside.depot, depot.place);
            tour.link(node, if beside.before { after } else { stop });
        }
        self.sum_up(tour, route).then_some(route)
    }

    fn refresh(&mut self, tour: &mut Tour, route: u32) -> bool {
        Self::drop_empty_trips(tour, route);
        self.sum_up(tour, route)
    }

    fn settle(&mut self, tour: &mut Tour, rng: &mut Rng, route: u32) {
        self.join_trips(tour, route);
        self.choose_kind(tour, rng, route);
    }

    fn restore(&mut self, tour: &mut Tour, route: u32) {
        let works = self.sum_up(tour, route);
        debug_assert!(works, "a route that was kept works");
    }
}
