//! What visits and routes know, kept up to date: forward from a change, and backward, until nothing changes any more.

use super::Fast;
use super::hours;
use crate::search::tour::{Node, Tour};

impl Fast<'_> {
    /// Sums up a whole route; false where it does not work.
    pub fn sum_up(&self, tour: &mut Tour, route: u32) -> bool {
        let kind_number = tour.routes[route as usize].kind;
        let kind = self.problem.kind(kind_number);
        let profile = self.problem.profile(kind_number);
        let (first, last) = (tour.first(route), tour.last(route));
        let (mut stops, mut metres, mut extra, mut load) = (0, 0, 0, [0; 3]);
        let node = &mut tour.nodes[first as usize];
        (node.leave, node.busy, node.start) = (kind.shift.open, 0, kind.last_start);
        let mut works = true;
        let mut at = first;
        while at != last {
            let next = tour.node(at).succ;
            let (way_m, way_s) = profile.way(tour.node(at).place, tour.node(next).place);
            tour.nodes[at as usize].leg_m = way_m;
            metres += way_m;
            let before = *tour.node(at);
            let (open, close, service) = if next == last {
                (0, kind.shift.close, 0)
            } else {
                let (job, spot) = (self.problem.job(next), self.spot(kind_number, next));
                stops += 1;
                extra += spot.extra();
                (0..3).for_each(|unit| load[unit] += job.load[unit]);
                (spot.open, spot.close, job.service_s)
            };
            works &= forward(&mut tour.nodes[next as usize], &before, way_s, open, close, service);
            at = next;
        }
        let end = tour.nodes[last as usize];
        let node = &mut tour.nodes[last as usize];
        (node.latest, node.end, node.rest) = (kind.shift.close, 0, 0);
        let mut at = end.pred;
        while at != first {
            self.backward(tour, at);
            at = tour.node(at).pred;
        }
        let seconds = end.busy.max(end.leave - end.start);
        let sum = &mut tour.routes[route as usize];
        (sum.stops, sum.metres, sum.extra, sum.load, sum.seconds) = (stops, metres, extra, load, seconds);
        let fits = (0..3).all(|unit| load[unit] <= kind.capacity[unit]);
        let cost = kind.fixed + self.variable(tour, route);
        tour.routes[route as usize].cost = cost;
        works && fits && seconds <= kind.max_s && metres <= kind.max_m && stops <= kind.max_stops
    }

    /// Cost of a route beyond that of using its vehicle.
    pub fn variable(&self, tour: &Tour, route: u32) -> i64 {
        let sum = &tour.routes[route as usize];
        let per_m = self.problem.kind(sum.kind).per_m;
        per_m * i64::from(sum.metres) + sum.extra + hours(&self.walkers[sum.kind as usize], sum.seconds)
    }

    /// Takes a stop into account that was linked; says into which route.
    pub fn add(&self, tour: &mut Tour, stop: u32) -> u32 {
        let Node { route, pred, succ, place, .. } = *tour.node(stop);
        let kind_number = tour.routes[route as usize].kind;
        let kind = self.problem.kind(kind_number);
        let timed = self.walkers[kind_number as usize].times_routes();
        let (job, spot) = (self.problem.job(stop), self.spot(kind_number, stop));
        let row = self.profile(&tour.routes[route as usize]).metres(place);
        let into = row[tour.node(pred).place as usize].back;
        let out = row[tour.node(succ).place as usize].out;
        let old_m = tour.node(pred).leg_m;
        tour.nodes[pred as usize].leg_m = into;
        tour.nodes[stop as usize].leg_m = out;
        let sum = &mut tour.routes[route as usize];
        sum.metres += into + out - old_m;
        sum.stops += 1;
        sum.extra += spot.extra();
        (0..3).for_each(|unit| sum.load[unit] += job.load[unit]);
        self.run_forward(tour, pred, timed);
        self.run_backward(tour, stop, timed);
        let last = tour.last(route);
        let end = tour.node(last);
        let seconds = end.busy.max(end.leave - end.start);
        tour.routes[route as usize].seconds = seconds;
        let cost = kind.fixed + self.variable(tour, route);
        tour.routes[route as usize].cost = cost;
        route
    }

    /// Brings what follows a visit up to date, at least the one right behind it.
    fn run_forward(&self, tour: &mut Tour, from: u32, timed: bool) {
        let route = tour.node(from).route;
        let kind_number = tour.routes[route as usize].kind;
        let profile = self.problem.profile(kind_number);
        let last = tour.last(route);
        let mut at = from;
        while at != last {
            let before = *tour.node(at);
            let next = before.succ;
            let way_s = profile.way(before.place, tour.node(next).place).1;
            let (open, close, service) = if next == last {
                (0, self.problem.kind(kind_number).shift.close, 0)
            } else {
                let spot = self.spot(kind_number, next);
                (spot.open, spot.close, self.problem.job(next).service_s)
            };
            let old = tour.node(next).leave;
            forward(&mut tour.nodes[next as usize], &before, way_s, open, close, service);
            if !timed && at != from && tour.node(next).leave == old {
                return;
            }
            at = next;
        }
    }

    /// Brings what comes before a visit up to date, at least the visit and the one right before it.
    fn run_backward(&self, tour: &mut Tour, from: u32, timed: bool) {
        let mut at = from;
        let first = tour.first(tour.node(from).route);
        while at != first {
            let old = tour.node(at).latest;
            self.backward(tour, at);
            if !timed && at != from && tour.node(at).latest == old {
                return;
            }
            at = tour.node(at).pred;
        }
    }

    fn backward(&self, tour: &mut Tour, at: u32) {
        let node = *tour.node(at);
        let next = *tour.node(node.succ);
        let sum = &tour.routes[node.route as usize];
        let spot = self.spot(sum.kind, at);
        let way_s = self.profile(sum).way(node.place, next.place).1;
        let on = self.problem.job(at).service_s + way_s;
        let node = &mut tour.nodes[at as usize];
        node.latest = spot.close.min(next.latest - on);
        node.rest = on + next.rest;
        node.end = next.end.max(spot.open + node.rest);
    }
}

/// Goes on from one visit to the next; false where it is reached too late.
fn forward(node: &mut Node, before: &Node, way_s: i32, open: i32, close: i32, service_s: i32) -> bool {
    let arrival = before.leave + way_s;
    node.leave = arrival.max(open) + service_s;
    node.start = before.start.min(close - way_s - before.busy);
    node.busy = before.busy + way_s + service_s;
    arrival <= close
}
