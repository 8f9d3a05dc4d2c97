//! A load in the making: its trucks, and what may still leave.

use super::lists::Entry;
use crate::problem::Problem;

/// A truck with cargo.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Loaded {
    /// Position of its lane.
    pub lane: u16,
    /// Position of its type.
    pub vehicle: u8,
    /// Loaded grams.
    pub grams: u32,
    /// Loaded millilitres.
    pub ml: u32,
    /// Classes on board, one bit a class.
    pub classes: u64,
    /// What its load counts.
    pub worth: f64,
}

/// A load that is kept while others are tried.
#[derive(Debug, Default)]
pub(super) struct State {
    pub trucks: Vec<Loaded>,
    /// What each truck carries. More than there are trucks, so that emptied ones are used again.
    pub loads: Vec<Vec<Entry>>,
    /// `[package]`
    pub used: Vec<bool>,
    /// What may still leave on each lane.
    pub orders: Vec<Left>,
    /// Trucks of each type that may still leave.
    pub available: Vec<u32>,
    /// Trucks that may still leave in all.
    pub left: u32,
}

/// What is left of an order.
#[derive(Clone, Copy, Debug)]
pub(super) struct Left {
    pub trucks: u32,
    /// How many of them may be of a type that the last must not have.
    pub others: u32,
}

impl State {
    pub fn clear(&mut self, problem: &Problem) {
        self.trucks.clear();
        self.used.clear();
        self.used.resize(problem.n_packages(), false);
        self.orders.clear();
        let orders = (0..problem.n_lanes()).map(|lane| problem.order(lane).trucks);
        self.orders.extend(orders.map(|trucks| Left { trucks, others: trucks.saturating_sub(1) }));
        self.available.clear();
        self.available.extend_from_slice(problem.available());
        self.left = problem.max_trucks();
    }

    /// As `clone_from`, but without giving any memory back.
    pub fn copy(&mut self, other: &Self) {
        self.trucks.clone_from(&other.trucks);
        if self.loads.len() < other.trucks.len() {
            self.loads.resize_with(other.trucks.len(), Vec::new);
        }
        for (load, other) in self.loads.iter_mut().zip(&other.loads[..other.trucks.len()]) {
            load.clone_from(other);
        }
        self.used.clone_from(&other.used);
        self.orders.clone_from(&other.orders);
        self.available.clone_from(&other.available);
        self.left = other.left;
    }

    /// Worth of all loads less the cost of all trucks.
    pub fn earned(&self, problem: &Problem) -> f64 {
        let cost = |truck: &Loaded| problem.costs(usize::from(truck.lane))[usize::from(truck.vehicle)];
        self.trucks.iter().map(|truck| truck.worth - cost(truck)).sum()
    }

    /// Whether a truck of a type may still leave on a lane.
    pub fn may_leave(&self, problem: &Problem, lane: usize, vehicle: usize) -> bool {
        let (order, left) = (problem.order(lane), self.orders[lane]);
        left.trucks > 0
            && self.available[vehicle] > 0
            && order.types >> vehicle & 1 == 1
            && (order.last_types >> vehicle & 1 == 1 || left.others > 0)
    }

    /// Whether the order for a lane lets a truck change its type.
    pub fn may_change(&self, problem: &Problem, lane: usize, from: usize, to: usize) -> bool {
        let last_types = problem.order(lane).last_types;
        last_types >> to & 1 == 1 || last_types >> from & 1 == 0 || self.orders[lane].others > 0
    }

    /// Sends a truck, its load still to come.
    pub fn push(&mut self, problem: &Problem, truck: Loaded) -> &mut Vec<Entry> {
        let at = self.trucks.len();
        if self.loads.len() == at {
            self.loads.push(Vec::new());
        }
        self.loads[at].clear();
        self.reserve(problem, usize::from(truck.lane), usize::from(truck.vehicle));
        self.trucks.push(truck);
        &mut self.loads[at]
    }

    pub fn remove(&mut self, truck: usize, problem: &Problem) {
        let last = self.trucks.len() - 1;
        self.loads.swap(truck, last);
        let Loaded { lane, vehicle, .. } = self.trucks.swap_remove(truck);
        for entry in &self.loads[last] {
            self.used[entry.package as usize] = false;
        }
        self.release(problem, usize::from(lane), usize::from(vehicle));
    }

    /// One truck less may leave.
    pub fn reserve(&mut self, problem: &Problem, lane: usize, vehicle: usize) {
        take(&mut self.available[vehicle]);
        take(&mut self.left);
        self.orders[lane].trucks -= 1;
        self.orders[lane].others -= u32::from(problem.order(lane).last_types >> vehicle & 1 == 0);
    }

    /// One truck more may leave.
    pub fn release(&mut self, problem: &Problem, lane: usize, vehicle: usize) {
        self.available[vehicle] = self.available[vehicle].saturating_add(1);
        self.left = self.left.saturating_add(1);
        self.orders[lane].trucks += 1;
        self.orders[lane].others += u32::from(problem.order(lane).last_types >> vehicle & 1 == 0);
    }
}

/// One less, unless there is no limit.
fn take(limit: &mut u32) {
    if *limit != u32::MAX {
        *limit -= 1;
    }
}
