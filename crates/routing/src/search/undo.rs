//! What a round changed, so that it can be taken back: whole routes, saved before they are touched for the first time.

use super::engine::Engine;
use super::tour::{NONE, Node, RouteSum, Tour};

/// See the file.
#[derive(Clone, Debug, Default)]
pub struct Undo {
    routes: Vec<Saved>,
    nodes: Vec<(u32, Node)>,
    /// Round in which a route was saved last, `[route]`.
    stamps: Vec<u32>,
    round: u32,
}

#[derive(Clone, Copy, Debug)]
struct Saved {
    route: u32,
    was_driven: bool,
    sum: RouteSum,
    /// End of its visits in the list.
    end: u32,
}

impl Undo {
    pub fn new(tour: &Tour) -> Self {
        Self { stamps: vec![0; tour.routes.len()], ..Self::default() }
    }

    /// Begins a round.
    pub fn begin(&mut self) {
        self.round += 1;
        self.routes.clear();
        self.nodes.clear();
    }

    /// Saves a route, once a round.
    pub fn save(&mut self, tour: &Tour, route: u32) {
        if std::mem::replace(&mut self.stamps[route as usize], self.round) == self.round {
            return;
        }
        let first = tour.first(route);
        let was_driven = tour.node(first).route != NONE;
        if was_driven {
            let mut at = first;
            while at != NONE {
                let node = *tour.node(at);
                self.nodes.push((at, node));
                at = node.succ;
            }
        }
        let (sum, end) = (tour.routes[route as usize], self.nodes.len() as u32);
        self.routes.push(Saved { route, was_driven, sum, end });
    }

    /// Whether a route was saved in this round.
    pub fn has(&self, route: u32) -> bool {
        self.stamps[route as usize] == self.round
    }

    /// Routes of this round, in the order in which they were touched.
    pub fn touched(&self) -> impl Iterator<Item = u32> + '_ {
        self.routes.iter().map(|saved| saved.route)
    }

    pub fn touched_at(&self, at: usize) -> Option<u32> {
        self.routes.get(at).map(|saved| saved.route)
    }

    /// What the touched routes cost before, and now.
    pub fn costs(&self, tour: &Tour) -> (i64, i64) {
        let before = self.routes.iter().filter(|saved| saved.was_driven).map(|saved| saved.sum.cost).sum();
        let driven = self.touched().filter(|route| tour.node(tour.first(*route)).route != NONE);
        (before, driven.map(|route| tour.routes[route as usize].cost).sum())
    }

    /// Takes the round back. `changed` are the stops that it took out or put in.
    pub fn take_back(&mut self, tour: &mut Tour, engine: &mut impl Engine, changed: &[u32]) {
        for saved in &self.routes {
            let first = tour.first(saved.route);
            if tour.node(first).route != NONE {
                let reloads: Vec<u32> = tour.visits(saved.route).filter(|visit| tour.is_reload(*visit)).collect();
                for reload in reloads {
                    tour.release(reload);
                }
                tour.close(saved.route);
            }
        }
        for &stop in changed {
            tour.nodes[stop as usize].route = NONE;
        }
        let mut from = 0;
        for saved in &self.routes {
            let nodes = &self.nodes[from as usize..saved.end as usize];
            from = saved.end;
            if !saved.was_driven {
                continue;
            }
            tour.reopen(saved.route, saved.sum);
            for &(at, node) in nodes {
                tour.nodes[at as usize] = node;
                tour.claim(at);
            }
            engine.restore(tour, saved.route);
        }
        for &stop in changed {
            let (served, absent) = (tour.is_served(stop), tour.absent_at[stop as usize] != NONE);
            match (served, absent) {
                (true, true) => tour.set_present(stop),
                (false, false) => tour.set_absent(stop),
                _ => {}
            }
        }
    }
}
