//! A load in the making: its trucks, and what may still leave.

use super::Loaded;
use super::lists::Lists;
use crate::instance::{Instance, UNLIMITED};

/// A load that is kept while others are tried.
#[derive(Clone, Debug, Default)]
pub(super) struct State {
    pub trucks: Vec<Loaded>,
    /// What each truck carries: positions in the lists. More than there are trucks, so that emptied ones are used again.
    pub loads: Vec<Vec<u32>>,
    /// `[package]`
    pub used: Vec<bool>,
    /// Trucks that may still leave, `[lane]`, `[type]` and in all.
    pub orders: Vec<u32>,
    pub available: Vec<u32>,
    pub left: u32,
}

impl State {
    pub fn clear(&mut self, instance: &Instance) {
        self.trucks.clear();
        self.used.clear();
        self.used.resize(instance.n_packages(), false);
        self.orders.clear();
        self.orders.extend(instance.lanes().iter().map(|lane| lane.trucks));
        self.available.clear();
        self.available.extend(instance.vehicles().iter().map(|vehicle| vehicle.available));
        self.left = instance.max_trucks();
    }

    /// Worth of all loads less the cost of all trucks.
    pub fn earned(&self, instance: &Instance) -> f64 {
        let costs = |truck: &Loaded| instance.lanes()[usize::from(truck.lane)].costs[usize::from(truck.vehicle)];
        self.trucks.iter().map(|truck| truck.worth - costs(truck)).sum()
    }

    pub fn push(&mut self, truck: Loaded, load: &[u32]) {
        if self.loads.len() == self.trucks.len() {
            self.loads.push(Vec::new());
        }
        let place = &mut self.loads[self.trucks.len()];
        place.clear();
        place.extend_from_slice(load);
        self.orders[usize::from(truck.lane)] -= 1;
        take(&mut self.available[usize::from(truck.vehicle)]);
        take(&mut self.left);
        self.trucks.push(truck);
    }

    pub fn remove(&mut self, truck: usize, lists: &Lists) {
        let last = self.trucks.len() - 1;
        self.loads.swap(truck, last);
        let Loaded { lane, vehicle, .. } = self.trucks.swap_remove(truck);
        for &at in &self.loads[last] {
            self.used[lists.entries[at as usize].package as usize] = false;
        }
        self.orders[usize::from(lane)] += 1;
        give_back(&mut self.available[usize::from(vehicle)]);
        give_back(&mut self.left);
    }

    pub fn advance_head(&self, lists: &mut Lists, lane: usize) {
        let used = lists.open(lane).take_while(|&at| self.used[lists.entries[at].package as usize]).count();
        lists.heads[lane] += used as u32;
    }
}

/// One less, unless there is no limit.
pub(super) fn take(limit: &mut u32) {
    if *limit != UNLIMITED {
        *limit -= 1;
    }
}

pub(super) fn give_back(limit: &mut u32) {
    *limit = limit.saturating_add(1);
}
