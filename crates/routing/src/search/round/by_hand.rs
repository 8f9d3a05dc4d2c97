//! What is done to routes outside rounds: filled, put in, taken out.

use super::Search;
use crate::search::engine::Engine;

/// More than anything costs, times the least price.
const AT_ANY_PRICE: i64 = 100_000;

impl<E: Engine> Search<'_, E> {
    /// Puts in what can be, of all that has no route: what pays by itself, or, `eager`, at any price, since many stops may
    /// pay for a vehicle that none pays for by itself.
    pub fn fill(&mut self, eager: bool) {
        self.undo.begin();
        self.waiting.clear();
        self.waiting.extend_from_slice(&self.tour.absent);
        self.changed.clear();
        self.put_back(true, if eager { AT_ANY_PRICE } else { 1 });
        self.count_cost();
    }

    /// Puts in some stops that have no route.
    pub fn insert(&mut self, stops: &[u32]) {
        self.undo.begin();
        self.ruin.removed.clear();
        self.waiting.clear();
        self.waiting.extend(stops.iter().copied().filter(|stop| !self.tour.is_served(*stop)));
        self.changed.clear();
        self.put_back(true, 1);
        self.judge(f64::INFINITY, (0, 0));
    }

    /// Takes out some stops. Where a route does not work without them, its other stops are put in anew.
    pub fn remove(&mut self, stops: &[u32]) {
        self.undo.begin();
        self.ruin.removed.clear();
        for &stop in stops.iter().filter(|stop| (**stop as usize) < self.problem.n_stops()) {
            if self.tour.is_served(stop) {
                self.undo.save(&self.tour, self.tour.node(stop).route);
                self.ruin.take(&mut self.tour, stop);
            }
        }
        let mut others = Vec::new();
        for at in 0.. {
            let Some(route) = self.undo.touched_at(at) else { break };
            if !self.clean(route) {
                let rest: Vec<u32> = self.tour.visits(route).filter(|visit| self.tour.is_stop(*visit)).collect();
                for &stop in &rest {
                    self.ruin.take(&mut self.tour, stop);
                }
                others.extend(rest);
                self.clean(route);
            }
        }
        self.count_cost();
        self.insert(&others);
    }
}
