//! A lower bound on the total cost of any schedule.
//!
//! Each departure costs at least its load times the lane's best cost per unit of capacity, and settlement charges the rest of
//! every way at no less; so the cheapest way of every package under these rates, summed, is a bound: once by volume, once by
//! weight. `docs/model.md` has the argument. It ignores waiting, integrality and lateness: where trucks are hard to fill it is loose.

use linehaul_case::Demand;
use linehaul_case::network::Network;

/// The larger of the bounds by volume and by weight, currency; of the rows of the demand that are to be carried.
pub fn lower_bound(network: &Network, demand: &Demand, is_carried: impl Fn(usize) -> bool) -> f64 {
    let case = &network.case;
    let by_volume: Vec<f64> = case.vehicles().iter().map(|vehicle| vehicle.ml.to_m3()).collect();
    let by_weight: Vec<f64> = case.vehicles().iter().map(|vehicle| vehicle.grams.to_kg()).collect();
    let packages = &demand.packages;
    let volume = bound(network, demand, &by_volume, |row| if is_carried(row) { packages.ml[row].to_m3() } else { 0.0 });
    let weight =
        bound(network, demand, &by_weight, |row| if is_carried(row) { packages.grams[row].to_kg() } else { 0.0 });
    volume.max(weight)
}

fn bound(network: &Network, demand: &Demand, capacities: &[f64], amount: impl Fn(usize) -> f64) -> f64 {
    let n = network.n_hubs;
    let tariffs = network.calendar.as_ref().map(linehaul_case::calendar::Calendar::least_tariffs);
    let mut rates = vec![f64::INFINITY; n * n];
    for hub in 0..n {
        rates[hub * n + hub] = 0.0;
    }
    for lane in 0..network.n_lanes {
        let best = (0..network.n_types).map(|t| network.costs(lane)[t] / capacities[t]).fold(f64::INFINITY, f64::min);
        let tariff = tariffs.as_ref().map_or(1.0, |tariffs| tariffs[lane].min(1.0));
        let cell = network.lane_from[lane].index() * n + network.lane_to[lane].index();
        rates[cell] = best * tariff;
    }
    // Floyd-Warshall: rates are not distances, so the routes cannot be reused.
    for through in 0..n {
        for from in 0..n {
            let first = rates[from * n + through];
            if first.is_finite() {
                for to in 0..n {
                    rates[from * n + to] = rates[from * n + to].min(first + rates[through * n + to]);
                }
            }
        }
    }
    let packages = &demand.packages;
    let rate = |row: usize| rates[packages.origins[row].index() * n + packages.destinations[row].index()];
    (0..packages.len()).map(|row| amount(row) * rate(row)).sum()
}
