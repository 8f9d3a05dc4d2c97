//! Hubs by themselves.

use std::collections::HashMap;

use crate::error::{CaseError, Table};
use crate::limits::MAX_HUBS;
use crate::tables::Hub;

pub(super) fn check(hubs: &[Hub]) -> Result<(), CaseError> {
    const T: Table = Table::Hubs;
    if hubs.len() < 2 {
        return Err(T.fault(None, "", format!("{} hubs", hubs.len()), "a network needs at least two hubs"));
    }
    if hubs.len() > MAX_HUBS {
        return Err(T.fault(
            MAX_HUBS,
            "",
            format!("more than {MAX_HUBS} hubs"),
            format!("split the network: at most {MAX_HUBS} hubs"),
        ));
    }
    let mut seen = HashMap::new();
    for (row, hub) in hubs.iter().enumerate() {
        if hub.id.is_empty() {
            return Err(T.fault(row, "id", "the id is empty", "give each hub a unique id"));
        }
        if let Some(first) = seen.insert(hub.id.as_str(), row) {
            let problem = format!("\"{}\" is already the id of row {}", hub.id, first + 1);
            return Err(T.fault(row, "id", problem, "give each hub a unique id"));
        }
        for (column, degrees, limit) in [("lat", hub.lat, 90.0), ("lon", hub.lon, 180.0)] {
            if !(-limit..=limit).contains(&degrees) {
                let problem = format!("{degrees} is not an angle on the globe");
                return Err(T.fault(row, column, problem, format!("give degrees from -{limit} to {limit}")));
            }
        }
        if hub.max_dispatch_per_hour == 0 {
            let remedy = "give at least 1 truck an hour, or remove the hub";
            return Err(T.fault(row, "max_dispatch_per_hour", "0 trucks can leave this hub", remedy));
        }
    }
    Ok(())
}
