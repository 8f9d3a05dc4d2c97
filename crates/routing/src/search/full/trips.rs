//! Trips of a route that are empty or need not be apart, and the kind of vehicle that drives it.

use super::Full;
use crate::search::rng::Rng;
use crate::search::tour::Tour;

/// Most kinds that a route is offered at a time.
const TRIES: usize = 4;

impl Full<'_> {
    /// Takes out reloads without stops behind or before them.
    pub fn drop_empty_trips(tour: &mut Tour, route: u32) {
        let last = tour.last(route);
        let mut at = tour.first(route);
        while at != last {
            let next = tour.node(at).succ;
            let idle = tour.is_reload(next) && (!tour.is_stop(at) || !tour.is_stop(tour.node(next).succ));
            if idle {
                tour.unlink(next);
                tour.release(next);
            } else {
                at = next;
            }
        }
    }

    /// Takes out reloads without which the route works and costs less.
    pub fn join_trips(&mut self, tour: &mut Tour, route: u32) {
        if tour.routes[route as usize].reloads == 0 {
            return;
        }
        let reloads: Vec<u32> = tour.visits(route).filter(|visit| tour.is_reload(*visit)).collect();
        for reload in reloads {
            let before = tour.node(reload).pred;
            let (cost, depot) = (tour.routes[route as usize].cost, *tour.node(reload));
            tour.unlink(reload);
            if self.sum_up(tour, route) && tour.routes[route as usize].cost <= cost {
                tour.release(reload);
                continue;
            }
            tour.link(reload, before);
            tour.nodes[reload as usize].leg_m = depot.leg_m;
            self.sum_up(tour, route);
        }
    }

    /// Gives a route the cheapest kind, of some that are free.
    pub fn choose_kind(&mut self, tour: &mut Tour, rng: &mut Rng, route: u32) {
        let kinds = self.problem.kinds().len();
        let old = tour.routes[route as usize].kind;
        if kinds < 2 || !self.problem.kind(old).locked.is_empty() {
            return;
        }
        let first = if kinds > TRIES { rng.below(kinds) } else { 0 };
        let mut best = (tour.routes[route as usize].cost, old);
        for step in 0..kinds.min(TRIES) {
            let kind = ((first + step) % kinds) as u32;
            let of = self.problem.kind(kind);
            if kind == old || tour.free[kind as usize].is_empty() || !of.locked.is_empty() {
                continue;
            }
            let depots = |visit: u32| of.reloads.iter().any(|reload| reload.depot == tour.node(visit).depot);
            if !tour.visits(route).all(|visit| tour.is_stop(visit) || depots(visit)) {
                continue;
            }
            if let Some(cost) = self.walked(tour, route, kind)
                && cost < best.0
            {
                best = (cost, kind);
            }
        }
        if best.1 != old {
            tour.change_kind(self.problem, route, best.1);
            self.sum_up(tour, route);
        }
    }

    /// What a route costs with another kind.
    fn walked(&self, tour: &Tour, route: u32, kind: u32) -> Option<i64> {
        let walker = &self.walkers[kind as usize];
        let of = self.problem.kind(kind);
        let mut state = walker.start(self.releases[tour.first(route) as usize]);
        let mut cost = 0;
        if state.time > of.last_start {
            return None;
        }
        for visit in tour.visits(route) {
            let made = if tour.is_stop(visit) {
                walker.stop(&mut state, visit, &mut cost)
            } else {
                let depot = tour.node(visit).depot;
                let reload = of.reloads.iter().find(|reload| reload.depot == depot)?;
                walker.reload(&mut state, reload, self.releases[visit as usize])
            };
            if !made {
                return None;
            }
        }
        walker.finish(state, &mut cost).map(|finish| finish.cost)
    }
}
