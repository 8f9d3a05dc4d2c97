//! Which kind of vehicle drives a route: the cheapest that is free and can.

use super::{Fast, fits, hours};
use crate::problem::Job;
use crate::search::rng::Rng;
use crate::search::tour::{RouteSum, Tour};

/// Most kinds that a route is offered at a time.
const TRIES: usize = 6;

impl Fast<'_> {
    /// The cheapest kind that carries a further stop where the route's own does not.
    pub fn larger(&self, tour: &Tour, job: &Job, sum: &RouteSum) -> Option<u32> {
        let others = self.alike.of(sum.kind).iter().filter(|other| {
            !tour.free[**other as usize].is_empty()
                && self.can_drive(**other, sum, 0)
                && fits(sum, job, self.problem.kind(**other))
        });
        others.min_by_key(|other| self.cost_as(**other, sum, 0)).copied()
    }

    /// What another kind of the same group costs for a route that grows by some metres. Hours are as they are.
    pub fn cost_as(&self, kind: u32, sum: &RouteSum, metres: i32) -> i64 {
        let walker = &self.walkers[kind as usize];
        let of = self.problem.kind(kind);
        of.fixed + of.per_m * i64::from(sum.metres + metres) + hours(walker, sum.seconds)
    }

    pub fn can_drive(&self, kind: u32, sum: &RouteSum, metres: i32) -> bool {
        let of = self.problem.kind(kind);
        sum.metres + metres <= of.max_m && sum.stops < of.max_stops && sum.seconds <= of.max_s
    }

    /// Gives a route the cheapest kind.
    pub fn choose_kind(&self, tour: &mut Tour, rng: &mut Rng, route: u32) {
        let kinds = self.problem.kinds().len();
        let old = *tour.routes.get(route as usize).expect("routes are numbered");
        if kinds < 2 || !self.problem.kind(old.kind).locked.is_empty() {
            return;
        }
        let first = if kinds > TRIES { rng.below(kinds) } else { 0 };
        let mut best = (old.cost, old.kind);
        for step in 0..kinds.min(TRIES) {
            let other = ((first + step) % kinds) as u32;
            let of = self.problem.kind(other);
            if other == old.kind || tour.free[other as usize].is_empty() || !of.locked.is_empty() {
                continue;
            }
            let cost = if self.alike.are(other, old.kind) {
                let carries = (0..3).all(|unit| old.load[unit] <= of.capacity[unit]) && old.stops <= of.max_stops;
                let can = carries && old.seconds <= of.max_s && old.metres <= of.max_m;
                can.then(|| self.cost_as(other, &old, 0) + old.extra)
            } else {
                self.walked(tour, route, other)
            };
            if let Some(cost) = cost
                && cost < best.0
            {
                best = (cost, other);
            }
        }
        if best.1 != old.kind {
            tour.change_kind(self.problem, route, best.1);
            self.sum_up(tour, route);
        }
    }

    /// What a route costs with a kind of another group.
    fn walked(&self, tour: &Tour, route: u32, kind: u32) -> Option<i64> {
        let walker = &self.walkers[kind as usize];
        let mut state = walker.start(0);
        let mut cost = 0;
        tour.visits(route)
            .all(|stop| walker.stop(&mut state, stop, &mut cost))
            .then(|| walker.finish(state, &mut cost).map(|finish| finish.cost))?
    }
}
