//! What each lane did over the horizon.

use linehaul_case::Case;
use serde::Serialize;

use super::journeys::Journeys;
use super::trucks::Trucks;

/// Sums over the departures of a lane.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub(super) struct LaneTotals {
    /// Trucks that left.
    pub departures: u64,
    /// Their cost, currency.
    pub cost: f64,
    /// Sum over them of cost x (1 - fill), fill the larger share of weight and volume: what empty space cost, currency.
    pub empty_cost: f64,
    /// Loaded m3 over offered m3; none without departures.
    pub fill_m3: Option<f64>,
    /// Packages carried.
    pub packages: u64,
    /// Of these, packages that arrived too late to be on time.
    pub late: u64,
}

/// Sums by lane, `[lane]`.
pub(super) fn totals(case: &Case, trucks: &Trucks, journeys: &Journeys) -> Vec<LaneTotals> {
    let mut totals = vec![LaneTotals::default(); case.lanes().len()];
    let mut volumes = vec![[0.0; 2]; case.lanes().len()];
    for truck in 0..trucks.len() {
        let (lane, vehicle) = (trucks.lanes[truck], &case.vehicles()[trucks.types[truck]]);
        let share = |loaded: i64, capacity: u32| loaded as f64 / f64::from(capacity);
        let fill = share(trucks.ml[truck], vehicle.ml.0).max(share(trucks.grams[truck], vehicle.grams.0));
        let sum = &mut totals[lane];
        sum.departures += 1;
        sum.cost += trucks.costs[truck];
        sum.empty_cost += trucks.costs[truck] * (1.0 - fill);
        sum.packages += u64::from(journeys.aboard[truck]);
        sum.late += u64::from(journeys.late_aboard[truck]);
        volumes[lane][0] += trucks.ml[truck] as f64;
        volumes[lane][1] += f64::from(vehicle.ml.0);
    }
    for (sum, [loaded, offered]) in totals.iter_mut().zip(volumes) {
        sum.fill_m3 = (offered > 0.0).then(|| loaded / offered);
    }
    totals
}
