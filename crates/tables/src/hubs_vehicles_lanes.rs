//! `hubs.csv`, `vehicles.csv` and `lanes.csv`: the network and its fleet.

use std::path::Path;

use linehaul_case::{Hub, HubId, Lane, MAX_HUBS, MAX_TYPES, VehicleType};

use crate::csv_table::CsvTable;
use crate::error::{Fault, TablesError};
use crate::names::Names;
use crate::quantity::{grams, metres, millilitres};

pub(crate) const HUB_COLUMNS: [&str; 5] = ["id", "name", "lat", "lon", "max_dispatch_per_hour"];
pub(crate) const VEHICLE_COLUMNS: [&str; 5] = ["id", "max_kg", "max_m3", "cost_per_km", "cost_per_dispatch"];
pub(crate) const LANE_COLUMNS: [&str; 4] = ["from", "to", "km", "hours"];
pub(crate) const FLEET_LIMIT: &str = "per_hub_per_hour";
pub(crate) const LANE_TYPES: &str = "vehicle_types";

/// Reads the hubs, and stops as soon as there are too many.
pub(crate) fn read_hubs(path: &Path) -> Result<Vec<Hub>, TablesError> {
    let mut table = CsvTable::open(path, &HUB_COLUMNS, &[])?;
    let mut hubs = Vec::new();
    while table.advance()? {
        if hubs.len() == MAX_HUBS {
            let fault = Fault::new(format!("more than {MAX_HUBS} hubs"), "split the network");
            return Err(table.fault("", fault));
        }
        let id = table.text("id")?.to_owned();
        // Before the lanes name hubs: a repeat here may be a name that they miss.
        if hubs.iter().any(|hub: &Hub| hub.id == id) {
            let fault =
                Fault::new(format!("\"{id}\" is already the id of an earlier hub"), "give each hub a unique id");
            return Err(table.fault("id", fault));
        }
        hubs.push(Hub {
            id,
            name: table.cell("name").to_owned(),
            lat: table.number("lat")?,
            lon: table.number("lon")?,
            max_dispatch_per_hour: table.count("max_dispatch_per_hour")?,
        });
    }
    if hubs.is_empty() {
        return Err(TablesError::new(path, "there are no hubs", "list at least two"));
    }
    Ok(hubs)
}

/// Reads the vehicle types, and stops as soon as there are too many.
pub(crate) fn read_vehicles(path: &Path) -> Result<Vec<VehicleType>, TablesError> {
    let mut table = CsvTable::open(path, &VEHICLE_COLUMNS, &[FLEET_LIMIT])?;
    let mut vehicles = Vec::new();
    while table.advance()? {
        if vehicles.len() == MAX_TYPES {
            let fault = Fault::new(format!("more than {MAX_TYPES} vehicle types"), "merge types of similar size");
            return Err(table.fault("", fault));
        }
        if table.cell("id").contains(';') {
            let fault =
                Fault::new(format!("\"{}\" has a semicolon", table.cell("id")), "it separates types in lanes.csv");
            return Err(table.fault("id", fault));
        }
        let limited = !table.cell(FLEET_LIMIT).is_empty();
        vehicles.push(VehicleType {
            id: table.text("id")?.to_owned(),
            grams: grams(table.number("max_kg")?).map_err(|fault| table.fault("max_kg", fault))?,
            ml: millilitres(table.number("max_m3")?).map_err(|fault| table.fault("max_m3", fault))?,
            cost_per_km: table.number("cost_per_km")?,
            cost_per_dispatch: table.number("cost_per_dispatch")?,
            per_hub_per_hour: limited.then(|| table.count(FLEET_LIMIT)).transpose()?,
        });
    }
    Ok(vehicles)
}

/// Reads the lanes in file order; bits of `types` are rows of `vehicles.csv`.
pub(crate) fn read_lanes(path: &Path, hubs: &Names, vehicles: &Names) -> Result<Vec<Lane>, TablesError> {
    let mut table = CsvTable::open(path, &LANE_COLUMNS, &[LANE_TYPES])?;
    let mut lanes = Vec::new();
    while table.advance()? {
        let hub = |column| {
            let position = hubs.find(table.text(column)?).map_err(|fault| table.fault(column, fault))?;
            Ok(HubId::from_index(position))
        };
        let bits = |types: &str| types.split(';').try_fold(0, |bits, id| Ok(bits | 1 << vehicles.find(id.trim())?));
        let types = match table.cell(LANE_TYPES) {
            "" => vehicles.all_bits(),
            types => bits(types).map_err(|fault| table.fault(LANE_TYPES, fault))?,
        };
        lanes.push(Lane {
            from: hub("from")?,
            to: hub("to")?,
            metres: metres(table.number("km")?).map_err(|fault| table.fault("km", fault))?,
            hours: table.count("hours")?,
            types,
        });
    }
    Ok(lanes)
}
