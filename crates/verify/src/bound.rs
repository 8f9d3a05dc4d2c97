//! The lower bound on the cost of any schedule of a demand.

use linehaul_case::VehicleType;

use crate::basis::Basis;
use crate::routes::least_weights;

/// The larger of the m3-bound and the kg-bound.
pub fn lower_bound(basis: &Basis) -> f64 {
    let packages = &basis.demand.packages;
    let m3: Vec<f64> = packages.ml.iter().map(|ml| ml.to_m3()).collect();
    let kg: Vec<f64> = packages.grams.iter().map(|grams| grams.to_kg()).collect();
    let by_m3 = carried(basis, &m3, |vehicle| vehicle.ml.to_m3());
    let by_kg = carried(basis, &kg, |vehicle| vehicle.grams.to_kg());
    by_m3.max(by_kg)
}

/// Sum over packages of size x cheapest way, where a lane l costs `rate[l]`: the least over vehicle types of cost / capacity,
/// times the smallest tariff of the lane, at most 1 because the settlement knows no tariffs.
fn carried(basis: &Basis, sizes: &[f64], capacity: impl Fn(&VehicleType) -> f64) -> f64 {
    let case = basis.case;
    let rates: Vec<f64> = (0..case.lanes().len())
        .map(|lane| {
            let km = case.lanes()[lane].metres.to_km();
            let cost = |v: &VehicleType| (v.cost_per_dispatch + v.cost_per_km * km) * case.cost_multiplier();
            let least = case.vehicles().iter().map(|v| cost(v) / capacity(v)).fold(f64::INFINITY, f64::min);
            least * basis.calendar.least_tariff(lane).min(1.0)
        })
        .collect();
    let packages = &basis.demand.packages;
    let mut by_destination = vec![Vec::new(); case.hubs().len()];
    for package in 0..packages.len() {
        by_destination[packages.destinations[package].index()].push(package);
    }
    let mut sum = 0.0;
    for (destination, packages_there) in by_destination.iter().enumerate().filter(|(_, there)| !there.is_empty()) {
        let ways = least_weights(case, &rates, destination);
        sum += packages_there.iter().map(|&p| sizes[p] * ways[packages.origins[p].index()]).sum::<f64>();
    }
    sum
}
