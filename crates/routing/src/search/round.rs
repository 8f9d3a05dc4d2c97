//! One round of the search: ruin, put back, keep or take back.

mod by_hand;

use std::sync::Arc;

use super::engine::{Engine, Place};
use super::lists::Lists;
use super::pool::Pool;
use super::rng::Rng;
use super::ruin::{Ruin, Sizes};
use super::tour::{NONE, Tour};
use super::undo::Undo;
use crate::model::Task;
use crate::problem::{Problem, REQUIRED};

/// One round in so many puts stops in at several times the price of leaving them out: a vehicle that is worth it for
/// many stops is not for the first.
const EAGER: usize = 4;
/// So many times.
const EAGERNESS: i64 = 4;
/// One round in so many looks at all routes for what its neighbours have no room for, while stops are missing.
const LOOKS_EVERYWHERE: usize = 16;

/// So many positions are looked at, all in all, for stops that their neighbours have no room for, each time that stops are put in.
const POSITIONS: usize = 20_000_000;

/// A search in the middle of its work.
pub struct Search<'a, E> {
    pub problem: &'a Problem,
    pub engine: E,
    pub tour: Tour,
    pub rng: Rng,
    lists: Arc<Lists>,
    ruin: Ruin<'a>,
    undo: Undo,
    /// Rounds that each stop ended without a route, `[stop]`: what is hard to place weighs more
    /// (Christiaens and Vanden Berghe 2020, section 5.4).
    absences: Vec<u32>,
    /// Whether some stops may be left out for a price.
    has_prices: bool,
    waiting: Vec<u32>,
    changed: Vec<u32>,
    pub pool: Pool,
}

impl<'a, E: Engine> Search<'a, E> {
    pub fn new(problem: &'a Problem, engine: E, lists: &Arc<Lists>, seed: u64) -> Self {
        let tour = Tour::new(problem);
        let near = Arc::clone(&lists.ruined);
        let ruin = Ruin { problem, near, sizes: Sizes::default(), removed: Vec::new(), nearby: Vec::new() };
        Self {
            problem,
            engine,
            rng: Rng::new(seed),
            lists: Arc::clone(lists),
            ruin,
            undo: Undo::new(&tour),
            absences: vec![1; problem.n_stops()],
            has_prices: problem.jobs().iter().any(|job| job.left_out < REQUIRED),
            waiting: Vec::new(),
            changed: Vec::new(),
            pool: Pool::default(),
            tour,
        }
    }

    /// One round at a temperature, anywhere; whether it was kept.
    pub fn round(&mut self, temperature: f64) -> bool {
        let absent = self.tour.absent.len();
        // Where stops are missing, every other round begins at one of those that no route serves.
        let seed = if self.tour.cost >= REQUIRED && absent > 0 && self.rng.below(2) == 0 {
            self.tour.absent[self.rng.below(absent)]
        } else {
            self.rng.below(self.problem.n_stops()) as u32
        };
        self.round_at(seed, temperature)
    }

    /// One round around a stop.
    pub fn round_at(&mut self, seed: u32, temperature: f64) -> bool {
        let missing = self.missing();
        self.undo.begin();
        self.engine.begin(&mut self.rng);
        self.ruin.around(&mut self.tour, &mut self.undo, &mut self.rng, seed);
        self.rebuild(temperature, missing)
    }

    /// Puts back what was ruined. `missing` is what had no route before.
    fn rebuild(&mut self, temperature: f64, missing: (u32, u64)) -> bool {
        self.changed.clear();
        self.changed.extend_from_slice(&self.ruin.removed);
        let mut works = true;
        for at in 0.. {
            let Some(route) = self.undo.touched_at(at) else { break };
            works &= self.clean(route);
        }
        if !works {
            self.take_back();
            return false;
        }
        self.waiting.clear();
        self.waiting.extend_from_slice(&self.ruin.removed);
        self.waiting.extend_from_slice(&self.ruin.nearby);
        let factor = if self.has_prices && self.rng.below(EAGER) == 0 { EAGERNESS } else { 1 };
        let thorough = missing.0 == 0 || self.rng.below(LOOKS_EVERYWHERE) == 0;
        let works = self.put_back(thorough, factor);
        let kept = works && self.judge(temperature, missing);
        if !kept {
            self.take_back();
        }
        kept
    }

    /// Sums up a ruined route; closes an empty one. False where it does not work without what was taken out.
    fn clean(&mut self, route: u32) -> bool {
        if self.tour.routes[route as usize].stops == 0 {
            let reloads: Vec<u32> = self.tour.visits(route).collect();
            for reload in reloads {
                self.tour.release(reload);
            }
            self.tour.close(route);
            return true;
        }
        let works = self.engine.refresh(&mut self.tour, route);
        if works {
            self.engine.settle(&mut self.tour, &mut self.rng, route);
        }
        works
    }

    /// Inserts what waits, each where it is cheapest now, if that costs less than so many times leaving it out; false where
    /// that broke a route.
    fn put_back(&mut self, thorough: bool, factor: i64) -> bool {
        let mut waiting = std::mem::take(&mut self.waiting);
        waiting.retain(|stop| !matches!(self.problem.job(*stop).task, Task::DeliveryOf(_)));
        self.lists.orders.sort(&mut self.rng, &mut waiting);
        let mut works = true;
        let mut looks = (POSITIONS / self.problem.n_stops().max(1)).max(1);
        for &stop in &waiting {
            let partner = self.problem.input().stops[stop as usize].partner();
            let price = self.problem.job(stop).left_out * if partner.is_some() { 2 } else { 1 };
            let mut found = self.engine.best(&self.tour, &mut self.rng, stop, false);
            if found.is_none() && thorough && looks > 0 {
                looks -= 1;
                found = self.engine.best(&self.tour, &mut self.rng, stop, true);
            }
            let Some(position) = found.filter(|position| position.delta < price * factor) else { continue };
            match position.place {
                Place::After { after, .. } => {
                    let route = self.tour.node(after).route;
                    self.undo.save(&self.tour, route);
                }
                Place::Alone(_) => {
                    let route = *self.tour.idle.last().expect("a position needs a route");
                    self.undo.save(&self.tour, route);
                }
            }
            works &= self.engine.insert(&mut self.tour, stop, position.place).is_some();
            self.changed.push(stop);
            self.changed.extend(partner);
            if !works {
                break;
            }
        }
        self.waiting = waiting;
        if works && (self.problem.kinds().len() > 1 || self.problem.kinds().iter().any(|kind| kind.max_trips > 1)) {
            for at in 0.. {
                let Some(route) = self.undo.touched_at(at) else { break };
                if self.tour.node(self.tour.first(route)).route != NONE {
                    self.engine.settle(&mut self.tour, &mut self.rng, route);
                }
            }
        }
        works
    }

    /// Keeps a round that is good enough, and counts its cost; says whether it is.
    fn judge(&mut self, temperature: f64, missing: (u32, u64)) -> bool {
        let (before, now) = self.undo.costs(&self.tour);
        let removed: i64 = self.ruin.removed.iter().map(|stop| self.problem.job(*stop).left_out).sum();
        let inserted = self.changed[self.ruin.removed.len()..].iter();
        let inserted: i64 = inserted.map(|stop| self.problem.job(*stop).left_out).sum();
        let delta = now - before + removed - inserted;
        let now_missing = if missing.0 > 0 || delta >= REQUIRED / 2 { self.missing() } else { (0, 0) };
        if now_missing.0 > 0 {
            for &stop in &self.tour.absent {
                self.absences[stop as usize] += u32::from(self.problem.job(stop).left_out == REQUIRED);
            }
        }
        let better = now_missing.0 < missing.0 || now_missing.0 > 0 && now_missing.1 < missing.1;
        let warm = (delta as f64) < -temperature * self.rng.unit().ln();
        let kept = better || (now_missing.0 == missing.0 && warm);
        if kept {
            self.tour.cost += delta;
        }
        kept
    }

    /// Remembers the routes that the last round changed.
    pub fn note_routes(&mut self) {
        for route in self.undo.touched() {
            if self.tour.node(self.tour.first(route)).route != NONE {
                self.pool.note(&self.tour, route);
            }
        }
    }

    /// Stops that must be served and are not, and how often all of them were not.
    fn missing(&self) -> (u32, u64) {
        if self.tour.absent.is_empty() {
            return (0, 0);
        }
        let absent = self.tour.absent.iter().filter(|stop| self.problem.job(**stop).left_out == REQUIRED);
        absent.fold((0, 0), |(count, sum), stop| (count + 1, sum + u64::from(self.absences[*stop as usize])))
    }

    fn take_back(&mut self) {
        self.undo.take_back(&mut self.tour, &mut self.engine, &self.changed);
    }

    /// Cost of a route beyond that of using its vehicle.
    pub fn variable_cost(&self, route: u32) -> i64 {
        let sum = &self.tour.routes[route as usize];
        sum.cost - self.problem.kind(sum.kind).fixed
    }

    /// Sums the cost up anew.
    pub fn count_cost(&mut self) {
        let routes: i64 = self.tour.driven().map(|route| self.tour.routes[route as usize].cost).sum();
        let absent: i64 = self.tour.absent.iter().map(|stop| self.problem.job(*stop).left_out).sum();
        self.tour.cost = routes + absent;
    }
}
