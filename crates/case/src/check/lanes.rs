//! Lanes against hubs and vehicle types.

use std::collections::HashMap;

use crate::error::{CaseError, Table};
use crate::limits::{MAX_DEGREE, MAX_LANE_HOURS};
use crate::tables::{CaseTables, Lane};

pub(super) fn check(case: &CaseTables) -> Result<(), CaseError> {
    const T: Table = Table::Lanes;
    if case.lanes.is_empty() {
        return Err(T.fault(None, "", "no lanes", "list at least one lane"));
    }
    let every_type = Lane::every_type(case.vehicles.len());
    let mut seen = HashMap::new();
    let mut degrees = vec![0; case.hubs.len()];
    for (row, lane) in case.lanes.iter().enumerate() {
        for (column, hub) in [("from", lane.from), ("to", lane.to)] {
            if hub.index() >= case.hubs.len() {
                let problem = format!("there is no hub number {} among {}", hub.0, case.hubs.len());
                return Err(T.fault(row, column, problem, "name a hub of hubs.csv"));
            }
        }
        let (from, to) = (&case.hubs[lane.from.index()].id, &case.hubs[lane.to.index()].id);
        if lane.from == lane.to {
            return Err(T.fault(
                row,
                "to",
                format!("the lane from \"{from}\" ends where it starts"),
                "remove the lane",
            ));
        }
        if let Some(first) = seen.insert((lane.from, lane.to), row) {
            let problem = format!("\"{from}\" -> \"{to}\" is already row {}", first + 1);
            return Err(T.fault(row, "from", problem, "keep one lane for each pair of hubs and direction"));
        }
        if lane.metres.0 == 0 || lane.metres.0 > 40_000_000 {
            let problem = format!("{} km is not the length of a lane", lane.metres.to_km());
            return Err(T.fault(row, "km", problem, "give at least 0.001 and at most 40,000 km"));
        }
        if lane.hours == 0 || lane.hours > MAX_LANE_HOURS {
            let remedy = format!("give 1 to {MAX_LANE_HOURS} whole hours");
            return Err(T.fault(row, "hours", format!("{} is not a driving time", lane.hours), remedy));
        }
        if lane.types == 0 {
            let remedy = "allow at least one type, or remove the lane";
            return Err(T.fault(row, "vehicle_types", "no vehicle type may drive this lane", remedy));
        }
        if lane.types & !every_type != 0 {
            let problem = format!("its types {:#b} go beyond the {} that there are", lane.types, case.vehicles.len());
            return Err(T.fault(row, "vehicle_types", problem, "name types of vehicles.csv"));
        }
        degrees[lane.from.index()] += 1;
        if degrees[lane.from.index()] > MAX_DEGREE {
            let problem = format!("more than {MAX_DEGREE} lanes leave \"{from}\"");
            return Err(T.fault(row, "from", problem, "keep the lanes that trucks really use"));
        }
    }
    Ok(())
}
