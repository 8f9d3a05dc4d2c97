//! The obvious greedy load: of all trucks that may leave, fill each for trial, keep the best, begin again.
//!
//! It stands in wherever a load is needed that is right and nothing more.

use crate::aggregate::penalty;
use crate::instance::Instance;
use crate::plan::{Plan, PlanTruck};

/// A plan within all limits.
pub fn solve(instance: &Instance) -> Plan {
    let mut plan = Plan::default();
    let mut loaded = vec![false; instance.n_packages()];
    let mut orders: Vec<u32> = instance.lanes().iter().map(|lane| lane.trucks).collect();
    let mut others: Vec<u32> = instance.lanes().iter().map(crate::instance::Lane::most_others).collect();
    let mut available: Vec<u32> = instance.vehicles().iter().map(|vehicle| vehicle.available).collect();
    while (plan.trucks.len() as u64) < u64::from(instance.max_trucks()) {
        let mut best: Option<(f64, PlanTruck)> = None;
        for lane in (0..orders.len()).filter(|&lane| orders[lane] > 0) {
            for vehicle in (0..available.len()).filter(|&v| available[v] > 0 && instance.lanes()[lane].allows(v)) {
                if !instance.lanes()[lane].allows_last(vehicle) && others[lane] == 0 {
                    continue;
                }
                let (worth, packages) = fill(instance, &loaded, lane, vehicle);
                let gain = worth - instance.lanes()[lane].costs[vehicle];
                if !packages.is_empty() && gain > best.as_ref().map_or(0.0, |best| best.0) {
                    best = Some((gain, PlanTruck { lane: lane as u16, vehicle: vehicle as u8, packages }));
                }
            }
        }
        let Some((_, truck)) = best else { break };
        let lane = usize::from(truck.lane);
        orders[lane] -= 1;
        others[lane] -= u32::from(!instance.lanes()[lane].allows_last(usize::from(truck.vehicle)));
        let left = &mut available[usize::from(truck.vehicle)];
        *left -= u32::from(*left != u32::MAX);
        truck.packages.iter().for_each(|&package| loaded[package as usize] = true);
        plan.trucks.push(truck);
    }
    plan
}

/// What one truck would carry, the best for its size first.
fn fill(instance: &Instance, loaded: &[bool], lane: usize, vehicle: usize) -> (f64, Vec<u32>) {
    let kind = &instance.vehicles()[vehicle];
    let share = |size: u32, most: u32| f64::from(size) / f64::from(most.max(1));
    let mut waiting: Vec<(f64, f64, usize)> = Vec::new();
    for package in (0..loaded.len()).filter(|&package| !loaded[package]) {
        if let Some(worth) = instance.worth(package, lane) {
            let worth = worth + penalty(instance, package);
            let size = share(instance.grams()[package], kind.grams).max(share(instance.ml()[package], kind.ml));
            waiting.push((worth / size.max(1e-9), worth, package));
        }
    }
    waiting.sort_by(|a, b| b.0.total_cmp(&a.0));
    let (mut grams, mut ml, mut classes, mut total) = (kind.grams, kind.ml, 0_u64, 0.0);
    let mut packages = Vec::new();
    for (_, worth, package) in waiting {
        let class = usize::from(instance.classes()[package]);
        let fits = instance.grams()[package] <= grams && instance.ml()[package] <= ml;
        if fits && instance.conflicts()[class] & classes == 0 {
            grams -= instance.grams()[package];
            ml -= instance.ml()[package];
            classes |= 1 << class;
            total += worth;
            packages.push(package as u32);
        }
    }
    (total, packages)
}
