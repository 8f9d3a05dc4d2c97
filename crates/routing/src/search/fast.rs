//! Positions in constant time: for vehicles without pauses, one trip each, ways that take the same time all day, one window a
//! stop, and nothing but hard times.
//!
//! Each visit knows the earliest time at which it is left and the latest at which it may be reached; a stop fits between two
//! visits where the one comes before the other (Vidal et al. 2013, section 4.1: segments without time warp). Where a
//! route's hours cost, it also knows both sides' seconds without waiting, the latest start, and the earliest end, which make
//! the new length of the route: the longer of all busy seconds, and the earliest end less the latest start.

mod alike;
mod kinds;
mod sums;

use std::sync::Arc;

use super::blink::Blink;
use super::engine::{Engine, Place, Position};
use super::near::Near;
use super::rng::Rng;
use super::tour::{NONE, Node, RouteSum, Tour};
use crate::problem::{Job, Kind, Problem, Profile, Spot};
use crate::walk::Walker;
use alike::Alike;

/// See the file.
pub struct Fast<'a> {
    problem: &'a Problem,
    walkers: Vec<Walker<'a>>,
    rates: Vec<Rate>,
    alike: Alike,
    near: Arc<Near>,
    blink: Blink,
    offers: Vec<(u32, Option<u32>)>,
    tests: u32,
    /// Whether routes get larger vehicles in this round. Always, and many small routes never come about: each stop by itself is
    /// cheaper on a larger vehicle than on one more.
    enlarges: bool,
}

/// What testing asks first of a kind.
struct Rate {
    per_m: i64,
    profile: u32,
    /// More metres mean more cost.
    prunes: bool,
}

/// A stop that is tested against many positions.
struct Test<'a> {
    job: &'a Job,
    stop: u32,
    best: Option<Position>,
    /// What the best adds; more than anything where there is none.
    limit: i64,
    /// The larger kind that a route would get, with the number of the test for which it was looked up, `[route]`.
    offers: &'a mut [(u32, Option<u32>)],
    number: u32,
}

impl<'a> Fast<'a> {
    /// Whether a problem is plain enough.
    pub fn can(problem: &Problem) -> bool {
        let jobs = problem.jobs();
        let kinds = 0..problem.kinds().len() as u32;
        let one_way = jobs.iter().all(Job::is_delivery) || jobs.iter().all(Job::is_pickup);
        one_way
            && jobs.iter().all(|job| !job.is_priced_by_time() && job.release_s == 0)
            && !problem.spots().any_several()
            && problem.kinds().iter().all(|kind| kind.reloads.is_empty() && !kind.on_road)
            && kinds.into_iter().all(|kind| Walker::new(problem, kind).is_plain())
    }

    pub fn new(problem: &'a Problem, near: Arc<Near>) -> Self {
        let kinds = 0..problem.kinds().len() as u32;
        let walkers = kinds.map(|kind| Walker::new(problem, kind)).collect();
        let prunes = problem.input().balance.is_none();
        let rate = |kind: &Kind| Rate { per_m: kind.per_m, profile: kind.profile, prunes };
        let rates = problem.kinds().iter().map(rate).collect();
        Self {
            problem,
            walkers,
            rates,
            alike: Alike::new(problem),
            near,
            blink: Blink::new(),
            offers: Vec::new(),
            tests: 0,
            enlarges: true,
        }
    }

    fn spot(&self, kind: u32, stop: u32) -> &'a Spot {
        &self.problem.spots().of(kind)[stop as usize]
    }

    /// Tests a stop behind a visit of a route. What the metres alone make too dear goes no further.
    #[inline]
    fn test(&self, tour: &Tour, test: &mut Test<'_>, after: u32, node: &Node) {
        let next = tour.node(node.succ);
        let rate = &self.rates[tour.routes[node.route as usize].kind as usize];
        let row = self.problem.profiles()[rate.profile as usize].metres(test.job.place);
        let metres = row[node.place as usize].back + row[next.place as usize].out - node.leg_m;
        let least = rate.per_m * i64::from(metres);
        if least < test.limit || !rate.prunes {
            self.test_times(tour, test, after, [node, next], metres);
        }
    }

    #[inline(never)]
    fn test_times(&self, tour: &Tour, test: &mut Test<'_>, after: u32, [node, next]: [&Node; 2], metres: i32) {
        let sum = &tour.routes[node.route as usize];
        let kind = self.problem.kind(sum.kind);
        let spot = self.spot(sum.kind, test.stop);
        let row = self.profile(sum).seconds(test.job.place);
        let (in_s, out_s) = (row[node.place as usize].back, row[next.place as usize].out);
        let arrival = node.leave + in_s;
        let leave = arrival.max(spot.open) + test.job.service_s;
        let far = sum.metres + metres > kind.max_m || sum.stops >= kind.max_stops;
        if arrival > spot.close || leave + out_s > next.latest || far || next.locked {
            return;
        }
        let mut delta = kind.per_m * i64::from(metres) + spot.extra();
        let walker = &self.walkers[sum.kind as usize];
        if walker.times_routes() {
            let busy = node.busy + in_s + test.job.service_s + out_s;
            let start = node.start.min(spot.close - in_s - node.busy).min(next.latest - busy);
            let end = next.end.max(leave + out_s + next.rest);
            let seconds = (busy + next.rest).max(end - start);
            if seconds > kind.max_s {
                return;
            }
            delta += hours(walker, seconds) - hours(walker, sum.seconds);
        }
        let mut as_kind = sum.kind;
        if !fits(sum, test.job, kind) {
            if !self.enlarges {
                return;
            }
            let offer = &mut test.offers[node.route as usize];
            if offer.0 != test.number {
                *offer = (test.number, self.larger(tour, test.job, sum));
            }
            let Some(other) = offer.1 else { return };
            if !self.can_drive(other, sum, metres) {
                return;
            }
            as_kind = other;
            delta += self.cost_as(other, sum, metres) - self.cost_as(sum.kind, sum, metres);
        }
        if delta < test.limit {
            let place = Place::After { after, reload: None, delivery: NONE, kind: as_kind };
            test.limit = delta;
            test.best = Some(Position { delta, place });
        }
    }

    /// Tests a route of its own.
    fn test_alone(&self, tour: &Tour, test: &mut Test<'_>) {
        for (number, kind) in self.problem.kinds().iter().enumerate() {
            if tour.free[number].is_empty() || tour.idle.is_empty() || !kind.locked.is_empty() {
                continue;
            }
            let number = number as u32;
            let Some(cost) = self.cost_alone(kind, number, test) else { continue };
            if cost < test.limit {
                test.limit = cost;
                test.best = Some(Position { delta: cost, place: Place::Alone(number) });
            }
        }
    }

    fn cost_alone(&self, kind: &Kind, number: u32, test: &Test<'_>) -> Option<i64> {
        let spot = self.spot(number, test.stop);
        let profile = self.problem.profile(number);
        let (in_m, in_s) = profile.way(kind.start, test.job.place);
        let (out_m, out_s) = profile.way(test.job.place, kind.end);
        let arrival = kind.shift.open + in_s;
        let leave = arrival.max(spot.open) + test.job.service_s;
        let metres = in_m + out_m;
        let end = leave + out_s;
        if arrival > spot.close || end > kind.shift.close || metres > kind.max_m || kind.max_stops == 0 {
            return None;
        }
        let busy = in_s + test.job.service_s + out_s;
        let start = kind.last_start.min(spot.close - in_s).min(kind.shift.close - busy);
        let seconds = busy.max(end - start);
        let walker = &self.walkers[number as usize];
        (seconds <= kind.max_s)
            .then(|| kind.fixed + kind.per_m * i64::from(metres) + spot.extra() + hours(walker, seconds))
    }

    fn profile(&self, route: &RouteSum) -> &'a Profile {
        self.problem.profile(route.kind)
    }
}

/// What so many seconds cost.
fn hours(walker: &Walker<'_>, seconds: i32) -> i64 {
    let mut cost = 0;
    walker.price_hours(seconds, &mut cost);
    cost
}

fn fits(sum: &RouteSum, job: &Job, kind: &Kind) -> bool {
    (0..3).all(|unit| sum.load[unit] + job.load[unit] <= kind.capacity[unit])
}

impl Engine for Fast<'_> {
    fn begin(&mut self, rng: &mut Rng) {
        self.enlarges = rng.below(2) == 0;
    }

    fn best(&mut self, tour: &Tour, rng: &mut Rng, stop: u32, thorough: bool) -> Option<Position> {
        self.tests += 1;
        let mut offers = std::mem::take(&mut self.offers);
        offers.resize(tour.routes.len(), (0, None));
        let mut test = Test {
            job: self.problem.job(stop),
            stop,
            best: None,
            limit: i64::MAX,
            offers: &mut offers,
            number: self.tests,
        };
        let one_kind = self.problem.kinds().len() == 1;
        if thorough {
            for route in tour.driven() {
                for after in std::iter::once(tour.first(route)).chain(tour.visits(route)) {
                    self.test(tour, &mut test, after, tour.node(after));
                }
            }
        } else {
            for &other in self.near.of(stop) {
                let node = tour.node(other);
                if node.route == NONE {
                    continue;
                }
                if one_kind && !fits(&tour.routes[node.route as usize], test.job, &self.problem.kinds()[0]) {
                    continue;
                }
                if !self.blink.skips(rng) {
                    self.test(tour, &mut test, other, node);
                }
                if !self.blink.skips(rng) {
                    self.test(tour, &mut test, node.pred, tour.node(node.pred));
                }
            }
        }
        self.test_alone(tour, &mut test);
        let best = test.best;
        self.offers = offers;
        best
    }

    fn insert(&mut self, tour: &mut Tour, stop: u32, place: Place) -> Option<u32> {
        let after = match place {
            Place::After { after, kind, .. } => {
                let route = tour.node(after).route;
                tour.change_kind(self.problem, route, kind);
                after
            }
            Place::Alone(kind) => {
                let route = tour.open(self.problem, kind).expect("a vehicle was free when the position was tested");
                self.refresh(tour, route);
                tour.first(route)
            }
        };
        tour.link(stop, after);
        tour.set_present(stop);
        Some(self.add(tour, stop))
    }

    fn refresh(&mut self, tour: &mut Tour, route: u32) -> bool {
        self.sum_up(tour, route)
    }

    fn settle(&mut self, tour: &mut Tour, rng: &mut Rng, route: u32) {
        self.choose_kind(tour, rng, route);
    }

    fn restore(&mut self, _: &mut Tour, _: u32) {}
}
