//! Routes that are worked on: the four tiers of one kernel. A desk holds routes; what changes them says what it costs.
//!
//! `fill` plans from nothing or from what is there, `insert` answers at once, `repair` works around what changed, and
//! `improve` searches everywhere. What is locked stays in all of them.

use std::sync::Arc;

use super::anneal::{Budget, Heat, anneal};
use super::answer::to_plan;
use super::either::Either;
use super::engine::Engine;
use super::lists::Lists;
use super::pool::Pool;
use super::round::Search;
use super::tour::{NONE, Tour};
use crate::difference::{Proposal, difference};
use crate::plan::{Plan, Route, Visit};
use crate::problem::Problem;

/// More stops than a day has that is filled twice to begin with, and on each island.
pub(super) const LARGE: usize = 10_000;

/// See the file.
pub struct Desk<'a> {
    problem: &'a Problem,
    lists: Arc<Lists>,
    search: Search<'a, Either<'a>>,
    /// Cheaper routes than those that lie here, from which nobody goes on.
    other: Option<Tour>,
}

impl<'a> Desk<'a> {
    /// A desk without routes but those of locked stops.
    pub fn new(problem: &'a Problem, seed: u64) -> Self {
        Self::with_lists(problem, Lists::new(problem), seed)
    }

    pub(super) fn with_lists(problem: &'a Problem, lists: Arc<Lists>, seed: u64) -> Self {
        let search = Search::new(problem, Either::new(problem, &lists), &lists, seed);
        let mut desk = Self { problem, lists, search, other: None };
        for (number, vehicle) in problem.input().vehicles.iter().enumerate() {
            if !vehicle.locked.is_empty() {
                let visits: Vec<Visit> = vehicle.locked.iter().map(|stop| Visit::Stop(*stop)).collect();
                desk.lay(number as u32, &visits, true);
            }
        }
        desk.search.count_cost();
        desk
    }

    /// The routes as a plan.
    pub fn plan(&self) -> Plan {
        to_plan(self.problem, &self.search.tour)
    }

    /// What they cost, with what is left out.
    pub fn cost(&self) -> i64 {
        self.search.tour.cost
    }

    /// Lays a plan's routes on the desk. A route that does not work is left away, its stops without one.
    pub fn load(&mut self, plan: &Plan) {
        for Route { vehicle, visits, .. } in &plan.routes {
            if (*vehicle as usize) < self.problem.input().vehicles.len() {
                self.lay(*vehicle, visits, false);
            }
        }
        self.search.count_cost();
    }

    /// Lays one route. Where the vehicle has locked stops, what follows them.
    fn lay(&mut self, vehicle: u32, visits: &[Visit], locked: bool) {
        let kind = self.problem.kind_of(vehicle);
        let tour = &mut self.search.tour;
        let there = tour.driven().find(|route| tour.routes[*route as usize].vehicle == vehicle);
        let route = match there {
            Some(route) => route,
            None if !tour.call(kind, vehicle) => return,
            None => match tour.open(self.problem, kind) {
                Some(route) => route,
                None => return,
            },
        };
        let mut after = tour.node(tour.last(route)).pred;
        let mut laid = Vec::new();
        for visit in visits {
            let node = match *visit {
                Visit::Stop(stop) if stop >= tour.stops || tour.is_served(stop) => continue,
                Visit::Stop(stop) => {
                    tour.set_present(stop);
                    tour.nodes[stop as usize].locked = locked;
                    stop
                }
                Visit::Reload(depot) => {
                    let depots = &self.problem.kind(kind).reloads;
                    let Some(reload) = depots.iter().find(|reload| reload.depot == depot) else { continue };
                    tour.new_reload(depot, reload.place)
                }
            };
            tour.link(node, after);
            laid.push(node);
            after = node;
        }
        if laid.is_empty() && there.is_some() {
            return;
        }
        let works = !laid.is_empty() && self.search.engine.refresh(&mut self.search.tour, route);
        if !works {
            self.take_up(route, &laid, there.is_some());
        }
    }

    /// Takes up again what was laid.
    fn take_up(&mut self, route: u32, laid: &[u32], keep: bool) {
        let tour = &mut self.search.tour;
        for &node in laid {
            // A reload between stops that are gone may be gone as well.
            if tour.node(node).route == NONE {
                continue;
            }
            tour.unlink(node);
            if tour.is_stop(node) {
                tour.nodes[node as usize].locked = false;
                tour.set_absent(node);
            } else {
                tour.release(node);
            }
        }
        if keep {
            self.search.engine.refresh(&mut self.search.tour, route);
        } else {
            tour.close(route);
        }
    }

    /// Puts in all that has no route, where it can be and pays. Says what that changed of the cost.
    pub fn fill(&mut self) -> i64 {
        let before = self.cost();
        self.search.fill(false);
        self.cost() - before
    }

    /// Puts in all that can be, as a beginning: a search finds out more easily what does not pay than what would. What pays
    /// by itself is remembered, where that is cheaper; not of a day so large that each filling takes long.
    pub(super) fn begin(&mut self) {
        if self.problem.n_stops() > LARGE {
            return self.search.fill(true);
        }
        let empty = self.search.tour.clone();
        self.search.fill(false);
        let modest = self.search.tour.clone();
        self.put(&empty);
        self.search.fill(true);
        self.other = (modest.cost < self.cost()).then_some(modest);
    }

    /// Puts in some stops, each where it is cheapest now. Says what that changed of the cost.
    pub fn insert(&mut self, stops: &[u32]) -> i64 {
        let before = self.cost();
        self.search.insert(stops);
        self.cost() - before
    }

    /// Takes out some stops, and the others of their pairs, except what is locked. Says what that changed of the cost.
    pub fn remove(&mut self, stops: &[u32]) -> i64 {
        let before = self.cost();
        self.search.remove(stops);
        self.cost() - before
    }

    /// Searches around some stops that changed, keeping what is better: so many rounds. Says what it saved.
    pub fn repair(&mut self, around: &[u32], rounds: u64) -> i64 {
        let before = self.cost();
        self.search.fill(false);
        let seeds: Vec<u32> = around.iter().flat_map(|stop| self.lists.around(*stop)).collect();
        for _ in 0..if seeds.is_empty() { 0 } else { rounds } {
            let seed = seeds[self.search.rng.below(seeds.len())];
            self.search.round_at(seed, 0.0);
        }
        before - self.cost()
    }

    /// Searches everywhere until the budget is spent, and keeps the best. Says how many rounds that took.
    pub fn improve(&mut self, heat: Heat, budget: Budget<'_>, better: &mut dyn FnMut(i64)) -> u64 {
        let now = &self.search.tour;
        let mut best = self.other.take().filter(|other| other.cost < now.cost).unwrap_or_else(|| now.clone());
        let rounds = anneal(&mut self.search, &mut best, heat, budget, better);
        self.put(&best);
        rounds
    }

    /// Searches everywhere for something better, and leaves the routes as they are; nothing where it found none.
    pub fn propose(&mut self, heat: Heat, budget: Budget<'_>) -> Option<Proposal> {
        let tour = self.search.tour.clone();
        let (before, cost) = (self.plan(), self.cost());
        self.improve(heat, budget, &mut |_| ());
        let (plan, gain) = (self.plan(), cost - self.cost());
        self.put(&tour);
        let changes = difference(&before, &plan);
        (gain > 0).then_some(Proposal { plan, gain, changes })
    }

    /// The routes as they are linked.
    pub(super) fn tour(&self) -> &Tour {
        &self.search.tour
    }

    /// Routes that were part of the best at some time.
    pub(super) fn pool(&self) -> &Pool {
        &self.search.pool
    }

    /// Takes over routes of the same problem.
    pub(super) fn put(&mut self, tour: &Tour) {
        if self.search.tour.cost == tour.cost {
            return;
        }
        self.search.tour.clone_from(tour);
        let driven: Vec<u32> = tour.driven().collect();
        for route in driven {
            self.search.engine.restore(&mut self.search.tour, route);
        }
    }

    #[cfg(test)]
    pub(super) fn search(&mut self) -> &mut Search<'a, Either<'a>> {
        &mut self.search
    }
}
