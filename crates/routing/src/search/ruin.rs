//! Ruins: strings of stops are taken out of routes that lie side by side (Christiaens and Vanden Berghe 2020, section 5.1).

use std::sync::Arc;

use super::near::Near;
use super::rng::Rng;
use super::tour::{NONE, Tour};
use super::undo::Undo;
use crate::problem::Problem;

/// How much is ruined.
#[derive(Clone, Copy, Debug)]
pub struct Sizes {
    /// Mean number of stops.
    pub mean: f64,
    /// Longest string.
    pub string: f64,
    /// Share of strings that keep some stops in their middle.
    pub split: f64,
}

impl Default for Sizes {
    /// Those of the paper, table 3.
    fn default() -> Self {
        Self { mean: 10.0, string: 10.0, split: 0.5 }
    }
}

/// Chance that one more stop is kept in the middle of a string.
const DEPTH: f64 = 0.01;

/// Takes out strings around a stop. `removed` are the stops that went, `nearby` those without a route that were met.
pub struct Ruin<'a> {
    pub problem: &'a Problem,
    pub near: Arc<Near>,
    pub sizes: Sizes,
    pub removed: Vec<u32>,
    pub nearby: Vec<u32>,
}

impl Ruin<'_> {
    /// Ruins around `seed`.
    pub fn around(&mut self, tour: &mut Tour, undo: &mut Undo, rng: &mut Rng, seed: u32) {
        self.removed.clear();
        self.nearby.clear();
        let routes = tour.routes.len() - tour.idle.len();
        if routes == 0 {
            return;
        }
        let mean = (tour.stops as usize - tour.absent.len()) as f64 / routes as f64;
        let longest = self.sizes.string.min(mean.max(1.0));
        let most = 4.0 * self.sizes.mean / (1.0 + longest) - 1.0;
        let strings = (rng.unit() * most + 1.0) as usize;
        let mut ruined = 0;
        let near = Arc::clone(&self.near);
        for &stop in std::iter::once(&seed).chain(near.of(seed)) {
            let route = tour.node(stop).route;
            if route == NONE {
                if tour.absent_at[stop as usize] != NONE && self.nearby.len() < 8 && !self.removed.contains(&stop) {
                    self.nearby.push(stop);
                }
                continue;
            }
            if undo.has(route) || tour.node(stop).locked {
                continue;
            }
            undo.save(tour, route);
            let limit = longest.min(f64::from(tour.routes[route as usize].stops));
            let length = (rng.unit() * limit).ceil().max(1.0) as usize;
            self.take_string(tour, rng, stop, length);
            ruined += 1;
            if ruined >= strings {
                return;
            }
        }
    }

    /// Takes out so many stops of a string around one.
    fn take_string(&mut self, tour: &mut Tour, rng: &mut Rng, stop: u32, length: usize) {
        let route = tour.node(stop).route;
        let all = tour.routes[route as usize].stops as usize;
        let mut kept = 0;
        if length > 1 && length < all && rng.unit() < self.sizes.split {
            kept = 1;
            while length + kept < all && rng.unit() < DEPTH {
                kept += 1;
            }
        }
        let whole = length + kept;
        let back = count(tour, stop, whole - 1, |tour, at| tour.node(at).pred);
        let forth = count(tour, stop, whole - 1, |tour, at| tour.node(at).succ);
        let least = (whole - 1).saturating_sub(forth);
        let offset = least + rng.below(back.min(whole - 1) + 1 - least.min(back));
        let mut at = stop;
        for _ in 0..offset.min(back) {
            at = tour.node(at).pred;
        }
        let keep_from = if kept > 0 { 1 + rng.below(length - 1) } else { whole };
        for number in 0..whole {
            let next = tour.node(at).succ;
            if !(keep_from..keep_from + kept).contains(&number) {
                self.take(tour, at);
            }
            at = next;
            if !tour.is_stop(at) && !tour.is_reload(at) {
                return;
            }
        }
    }

    /// Takes out a visit, and the other of a pair. What is locked stays.
    pub fn take(&mut self, tour: &mut Tour, visit: u32) {
        if !tour.is_stop(visit) || tour.node(visit).locked || !tour.is_served(visit) {
            return;
        }
        let partner = self.problem.input().stops[visit as usize].partner();
        if let Some(other) = partner {
            if tour.node(other).locked {
                return;
            }
            self.take_one(tour, other);
        }
        self.take_one(tour, visit);
    }

    fn take_one(&mut self, tour: &mut Tour, stop: u32) {
        if tour.is_served(stop) {
            let route = tour.node(stop).route;
            tour.routes[route as usize].stops -= 1;
            tour.unlink(stop);
            tour.set_absent(stop);
            self.removed.push(stop);
        }
    }
}

/// How many visits there are on one side, up to a number.
fn count(tour: &Tour, from: u32, most: usize, step: impl Fn(&Tour, u32) -> u32) -> usize {
    let mut at = from;
    for number in 0..most {
        at = step(tour, at);
        if !tour.is_stop(at) && !tour.is_reload(at) {
            return number;
        }
    }
    most
}
