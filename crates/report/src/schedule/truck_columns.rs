//! Trucks and what they carry, as a page has them.

use serde::Serialize;

use super::journeys::Journeys;
use super::trucks::Trucks;
use crate::columns::encode;

/// Texts of [`crate::columns`], `[truck]` each.
#[derive(Debug, Serialize)]
pub(super) struct TruckColumns {
    n: usize,
    ids: String,
    hours: String,
    /// Hours on the road.
    durations: String,
    lanes: String,
    types: String,
    grams: String,
    ml: String,
    /// Positions in `prices`.
    costs: String,
    /// Costs that occur, each once: a lane and a type have few.
    prices: Vec<f64>,
    /// Packages on board.
    packages: String,
    /// Of these, packages that arrive too late to be on time.
    late: String,
}

impl TruckColumns {
    /// The trucks and what they carry, encoded.
    pub fn of(trucks: &Trucks, journeys: &Journeys) -> Self {
        let mut prices = trucks.costs.clone();
        prices.sort_unstable_by(f64::total_cmp);
        prices.dedup_by(|a, b| a.total_cmp(b).is_eq());
        let price = |cost: &f64| {
            prices.binary_search_by(|price| price.total_cmp(cost)).expect("each cost is among the prices") as i64
        };
        Self {
            n: trucks.len(),
            ids: encode(trucks.ids.iter().copied()),
            hours: encode(trucks.hours.iter().copied()),
            durations: encode(trucks.hours.iter().zip(&trucks.arrivals).map(|(hour, arrival)| arrival - hour)),
            lanes: encode(trucks.lanes.iter().map(|&lane| lane as i64)),
            types: encode(trucks.types.iter().map(|&vehicle| vehicle as i64)),
            grams: encode(trucks.grams.iter().copied()),
            ml: encode(trucks.ml.iter().copied()),
            costs: encode(trucks.costs.iter().map(price)),
            packages: encode(journeys.aboard.iter().map(|&n| i64::from(n))),
            late: encode(journeys.late_aboard.iter().map(|&n| i64::from(n))),
            prices,
        }
    }
}
