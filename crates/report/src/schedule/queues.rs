//! What waits where, hour by hour.
//!
//! A package that is left standing in an hour waits for its primary lane from there. Counts are taken after the hour's
//! departures, so what leaves in the hour in which it came never waits.

use linehaul_case::Packages;
use linehaul_case::network::Network;
use serde::Serialize;

use super::journeys::Journeys;
use crate::columns::encode;

/// Texts of [`crate::columns`], each `[lane, hour]`, the hours of a lane in a row.
#[derive(Debug, Serialize)]
pub(super) struct Queues {
    /// Packages that wait for the lane.
    pub waiting: String,
    /// Of these, those that are late for certain.
    pub late: String,
    /// Their volume, tenths of a cubic metre.
    pub tenths_m3: String,
}

impl Queues {
    /// Counts the stays.
    pub fn of(network: &Network, packages: &Packages, journeys: &Journeys) -> Self {
        let [waiting, late, ml] = counts(network, packages, journeys);
        // Half a tenth of a cubic metre up.
        let tenths_m3 = ml.into_iter().map(|ml| (ml + 50_000) / 100_000);
        Self { waiting: encode(waiting), late: encode(late), tenths_m3: encode(tenths_m3) }
    }
}

/// Waiting packages, late ones and millilitres, `[lane, hour]` each.
pub(super) fn counts(network: &Network, packages: &Packages, journeys: &Journeys) -> [Vec<i64>; 3] {
    let hours = usize::from(network.case.hours());
    // Changes from the hour before first, one column longer so that a change at the horizon has a place.
    let mut changes = [(); 3].map(|()| vec![0_i64; network.n_lanes * (hours + 1)]);
    for stay in &journeys.stays {
        let lane = network.route(stay.hub, packages.destinations[stay.package].index()).lane.index();
        let amounts = [(stay.from, 1), (stay.late_from, 1), (stay.from, i64::from(packages.ml[stay.package].0))];
        for (column, (from, amount)) in changes.iter_mut().zip(amounts) {
            column[lane * (hours + 1) + from as usize] += amount;
            column[lane * (hours + 1) + stay.until as usize] -= amount;
        }
    }
    changes.map(|column| {
        let mut counts = Vec::with_capacity(network.n_lanes * hours);
        for lane in column.chunks(hours + 1) {
            let mut count = 0;
            counts.extend(lane[..hours].iter().map(|change| {
                count += change;
                count
            }));
        }
        counts
    })
}
