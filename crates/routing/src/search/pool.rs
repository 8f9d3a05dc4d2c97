//! Routes that were part of the best at some time, each once.

use std::collections::HashSet;
use std::hash::{DefaultHasher, Hash, Hasher};

use super::tour::Tour;
use crate::plan::Visit;

/// A route.
#[derive(Clone, Debug)]
pub struct Column {
    pub kind: u32,
    pub cost: i64,
    pub visits: Vec<Visit>,
}

/// See the file. The newest are last.
#[derive(Clone, Debug, Default)]
pub struct Pool {
    seen: HashSet<u64>,
    columns: Vec<Column>,
}

/// Most routes that are remembered.
const MOST: usize = 20_000;

impl Pool {
    /// Remembers a route.
    pub fn note(&mut self, tour: &Tour, route: u32) {
        let sum = &tour.routes[route as usize];
        let mut hasher = DefaultHasher::new();
        sum.kind.hash(&mut hasher);
        tour.visits(route).for_each(|visit| (visit.min(tour.stops), tour.node(visit).place, visit).hash(&mut hasher));
        if self.columns.len() < MOST && self.seen.insert(hasher.finish()) {
            let visit = |visit| {
                if tour.is_stop(visit) { Visit::Stop(visit) } else { Visit::Reload(tour.node(visit).depot) }
            };
            let visits = tour.visits(route).map(visit).collect();
            self.columns.push(Column { kind: sum.kind, cost: sum.cost, visits });
        }
    }

    /// The newest, so many at most.
    pub fn newest(&self, count: usize) -> &[Column] {
        &self.columns[self.columns.len().saturating_sub(count)..]
    }
}
