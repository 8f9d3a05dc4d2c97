//! States along a route, kept up to date, and routes walked with one stop more.

use super::{Full, quick};
use crate::problem::Reload;
use crate::search::engine::Beside;
use crate::search::tour::{NONE, Tour};
use crate::walk::State;

impl Full<'_> {
    /// Walks a whole route and keeps its states; false where it does not work.
    pub fn sum_up(&mut self, tour: &mut Tour, route: u32) -> bool {
        if self.states.len() < tour.nodes.len() {
            self.states.resize(tour.nodes.len(), State::default());
            self.heads.resize(tour.nodes.len(), NONE);
            self.releases.resize(tour.nodes.len(), 0);
            self.prices.resize(tour.nodes.len(), 0);
            self.loads.resize(tour.nodes.len(), [0; 3]);
            self.prices.resize(tour.nodes.len(), 0);
            self.loads.resize(tour.nodes.len(), [0; 3]);
        }
        let (first, last) = (tour.first(route), tour.last(route));
        let kind_number = tour.routes[route as usize].kind;
        let (walker, profile) = (self.walkers[kind_number as usize], self.problem.profile(kind_number));
        self.set_releases(tour, route);
        let mut state = walker.start(self.releases[first as usize]);
        let mut works = state.time <= self.problem.kind(kind_number).last_start;
        let (mut cost, mut extra, mut reloads) = (0, 0, 0);
        let mut at = first;
        self.states[first as usize] = state;
        self.prices[first as usize] = 0;
        loop {
            let next = tour.node(at).succ;
            tour.nodes[at as usize].leg_m = profile.way(tour.node(at).place, tour.node(next).place).0;
            if next == last {
                break;
            }
            works &= if tour.is_stop(next) {
                extra += self.problem.spots().of(kind_number)[next as usize].extra();
                walker.stop(&mut state, next, &mut cost)
            } else {
                reloads += 1;
                let reload = self.reload(tour, next);
                walker.reload(&mut state, reload, self.releases[next as usize])
            };
            self.states[next as usize] = state;
            self.prices[next as usize] = cost;
            if !works {
                return false;
            }
            at = next;
        }
        let Some(finish) = walker.finish(state, &mut cost) else { return false };
        let sum = &mut tour.routes[route as usize];
        (sum.stops, sum.reloads, sum.extra) = (state.stops, reloads, extra);
        (sum.metres, sum.seconds, sum.cost) = (finish.metres, finish.end_s - finish.start_s, finish.cost);
        self.set_latest(tour, route);
        works
    }

    /// Heads of all visits, and when the parcels of each trip are there.
    fn set_releases(&mut self, tour: &Tour, route: u32) {
        let mut head = tour.first(route);
        self.heads[head as usize] = head;
        self.releases[head as usize] = 0;
        self.loads[head as usize] = [0; 3];
        for visit in tour.visits(route) {
            if tour.is_reload(visit) {
                head = visit;
                self.releases[head as usize] = 0;
                self.loads[head as usize] = [0; 3];
            } else {
                let release = self.problem.job(visit).release_s;
                self.releases[head as usize] = self.releases[head as usize].max(release);
                let job = self.problem.job(visit);
                let signs = job.signs();
                // Deliveries and pickups of one trip may share the room; either by itself may not go beyond it.
                let counts = i32::from(signs.delivered > 0);
                (0..3).for_each(|unit| self.loads[head as usize][unit] += counts * job.load[unit]);
            }
            self.heads[visit as usize] = head;
        }
    }

    /// The latest arrival at each visit that can work out at all: a bound, pauses and slow hours left aside.
    fn set_latest(&self, tour: &mut Tour, route: u32) {
        let (first, last) = (tour.first(route), tour.last(route));
        let number = tour.routes[route as usize].kind;
        let (kind, profile) = (self.problem.kind(number), self.problem.profile(number));
        let fastest = self.fastest[kind.profile as usize];
        tour.nodes[last as usize].latest = kind.shift.close;
        let mut at = tour.node(last).pred;
        while at != first {
            let next = *tour.node(tour.node(at).succ);
            let (close, seconds) = if tour.is_stop(at) {
                (self.problem.spots().of(number)[at as usize].close, self.problem.job(at).service_s)
            } else {
                let reload = self.reload(tour, at);
                (reload.open.close, reload.seconds)
            };
            let way = quick(profile.way(tour.node(at).place, next.place).1, fastest);
            let node = &mut tour.nodes[at as usize];
            node.latest = close.min(next.latest - seconds - way);
            at = node.pred;
        }
    }

    /// Where a reload takes place.
    pub fn reload(&self, tour: &Tour, visit: u32) -> &Reload {
        let kind = self.problem.kind(tour.routes[tour.node(visit).route as usize].kind);
        let depot = tour.node(visit).depot;
        kind.reloads.iter().find(|reload| reload.depot == depot).expect("a kind reloads at its depots")
    }

    /// Cost of a route with a stop behind a visit, with or without a reload beside it.
    pub fn walk_with(&self, tour: &Tour, after: u32, stop: u32, beside: Option<Beside>) -> Option<i64> {
        let node = tour.node(after);
        let kind = tour.routes[node.route as usize].kind;
        let walker = &self.walkers[kind as usize];
        let release = self.problem.job(stop).release_s;
        let depot = |beside: Beside| self.problem.kind(kind).reloads.iter().find(|one| one.depot == beside.depot);
        match beside {
            None => {
                let (mut state, mut cost) = self.state_for(tour, after, release)?;
                if !walker.stop(&mut state, stop, &mut cost) {
                    return None;
                }
                self.walk_on(tour, walker, state, cost, node.succ)
            }
            Some(beside) if beside.before => {
                if !tour.is_stop(after) {
                    return None;
                }
                let (mut state, mut cost) = (self.states[after as usize], self.prices[after as usize]);
                let release = release.max(self.release_from(tour, node.succ));
                let made = walker.reload(&mut state, depot(beside)?, release);
                if !made || !walker.stop(&mut state, stop, &mut cost) {
                    return None;
                }
                self.walk_on(tour, walker, state, cost, node.succ)
            }
            Some(beside) => {
                if !tour.is_stop(node.succ) {
                    return None;
                }
                let (mut state, mut cost) = self.state_for(tour, after, release)?;
                let later = self.release_from(tour, node.succ);
                let made = walker.stop(&mut state, stop, &mut cost);
                if !made || !walker.reload(&mut state, depot(beside)?, later) {
                    return None;
                }
                self.walk_on(tour, walker, state, cost, node.succ)
            }
        }
    }

    /// The state in which a visit is left where its trip waits for a further release, and the prices up to there.
    fn state_for(&self, tour: &Tour, visit: u32, release: i32) -> Option<(State, i64)> {
        let head = self.heads[visit as usize];
        if release <= self.releases[head as usize] {
            return Some((self.states[visit as usize], self.prices[visit as usize]));
        }
        let node = tour.node(head);
        let walker = &self.walkers[tour.routes[node.route as usize].kind as usize];
        let (mut state, mut cost) = if tour.is_reload(head) {
            let mut state = self.states[node.pred as usize];
            if !walker.reload(&mut state, self.reload(tour, head), release) {
                return None;
            }
            (state, self.prices[node.pred as usize])
        } else {
            (walker.start(release), 0)
        };
        let mut at = head;
        while at != visit {
            at = tour.node(at).succ;
            if !walker.stop(&mut state, at, &mut cost) {
                return None;
            }
        }
        Some((state, cost))
    }

    /// When the parcels of what is left of a trip are there.
    fn release_from(&self, tour: &Tour, from: u32) -> i32 {
        let mut at = from;
        let mut release = 0;
        while tour.is_stop(at) {
            release = release.max(self.problem.job(at).release_s);
            at = tour.node(at).succ;
        }
        release
    }
}
