//! Packages against the network.

use crate::error::{CaseError, Table};
use crate::routes;
use crate::tables::{CaseTables, VehicleType};

/// Every package needs a path, and on each of its lanes a vehicle type that can carry it.
pub(super) fn check(case: &CaseTables) -> Result<(), CaseError> {
    const T: Table = Table::Packages;
    let n_hubs = case.hubs.len();
    // Ties between equal paths are broken by lane index, so look at the lanes in the order that the case will have.
    let mut lanes = case.lanes.clone();
    lanes.sort_by_key(|lane| lane.from);
    let primary = routes::primary_lanes(n_hubs, &lanes, &routes::distances(n_hubs, &lanes));
    let packages = &case.packages;
    let every_type = lanes.iter().all(|lane| lane.types.count_ones() as usize == case.vehicles.len());
    for row in 0..packages.len() {
        let (origin, destination) = (packages.origins[row].index(), packages.destinations[row].index());
        if primary[origin * n_hubs + destination].is_none() {
            let (from, to) = (&case.hubs[origin].id, &case.hubs[destination].id);
            let problem = format!("no lanes lead from \"{from}\" to \"{to}\"");
            return Err(T.fault(row, "destination", problem, "add lanes to lanes.csv, or remove the package"));
        }
        if every_type {
            // It fits some type, so it fits one on each lane.
            continue;
        }
        for lane in routes::path(n_hubs, &lanes, &primary, origin, destination).into_iter().map(|lane| &lanes[lane]) {
            let fits = |(t, v): (usize, &VehicleType)| {
                lane.types >> t & 1 == 1 && packages.grams[row] <= v.grams && packages.ml[row] <= v.ml
            };
            if !case.vehicles.iter().enumerate().any(fits) {
                let (from, to) = (&case.hubs[lane.from.index()].id, &case.hubs[lane.to.index()].id);
                let (kg, m3) = (packages.grams[row].to_kg(), packages.ml[row].to_m3());
                let problem =
                    format!("{kg} kg and {m3} m3 fit no vehicle type allowed on its lane \"{from}\" -> \"{to}\"");
                return Err(T.fault(row, "m3", problem, "allow a larger type on that lane, or split the package"));
            }
        }
    }
    Ok(())
}
