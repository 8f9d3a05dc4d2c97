//! `hubs.csv`, `vehicles.csv` and `lanes.csv`: the network and its fleet.

use std::path::Path;

use linehaul_case::{Hub, HubId, Lane, MAX_HUBS, MAX_TYPES, VehicleType};

use crate::csv_table::CsvTable;
use crate::error::{Fault, TablesError};
use crate::names::Names;
use crate::quantity::{grams, metres, millilitres};
use crate::schema::case_files::{HUBS, HubColumns, LANES, LaneColumns, VEHICLES, VehicleColumns};

/// Reads the hubs, and stops as soon as there are too many.
pub(crate) fn read_hubs(path: &Path) -> Result<Vec<Hub>, TablesError> {
    let mut table = CsvTable::open(path, &HubColumns::TABLE)?;
    let mut hubs = Vec::new();
    while table.advance()? {
        if hubs.len() == MAX_HUBS {
            let fault = Fault::new(format!("more than {MAX_HUBS} hubs"), "split the network");
            return Err(table.row_fault(fault));
        }
        let id = table.text(&HUBS.id)?.to_owned();
        // Before the lanes name hubs: a repeat here may be a name that they miss.
        if hubs.iter().any(|hub: &Hub| hub.id == id) {
            let fault =
                Fault::new(format!("\"{id}\" is already the id of an earlier hub"), "give each hub a unique id");
            return Err(table.fault(&HUBS.id, fault));
        }
        hubs.push(Hub {
            id,
            name: table.cell(&HUBS.name).to_owned(),
            lat: table.number(&HUBS.lat)?,
            lon: table.number(&HUBS.lon)?,
            max_dispatch_per_hour: table.count(&HUBS.max_dispatch_per_hour)?,
        });
    }
    if hubs.is_empty() {
        return Err(TablesError::new(path, "there are no hubs", "list at least two"));
    }
    Ok(hubs)
}

/// Reads the vehicle types, and stops as soon as there are too many.
pub(crate) fn read_vehicles(path: &Path) -> Result<Vec<VehicleType>, TablesError> {
    let mut table = CsvTable::open(path, &VehicleColumns::TABLE)?;
    let mut vehicles = Vec::new();
    while table.advance()? {
        if vehicles.len() == MAX_TYPES {
            let fault = Fault::new(format!("more than {MAX_TYPES} vehicle types"), "merge types of similar size");
            return Err(table.row_fault(fault));
        }
        if table.cell(&VEHICLES.id).contains(';') {
            let fault = Fault::new(
                format!("\"{}\" has a semicolon", table.cell(&VEHICLES.id)),
                "it separates types in lanes.csv",
            );
            return Err(table.fault(&VEHICLES.id, fault));
        }
        let limited = !table.cell(&VEHICLES.per_hub_per_hour).is_empty();
        vehicles.push(VehicleType {
            id: table.text(&VEHICLES.id)?.to_owned(),
            grams: grams(table.number(&VEHICLES.max_kg)?).map_err(|fault| table.fault(&VEHICLES.max_kg, fault))?,
            ml: millilitres(table.number(&VEHICLES.max_m3)?).map_err(|fault| table.fault(&VEHICLES.max_m3, fault))?,
            cost_per_km: table.number(&VEHICLES.cost_per_km)?,
            cost_per_dispatch: table.number(&VEHICLES.cost_per_dispatch)?,
            per_hub_per_hour: limited.then(|| table.count(&VEHICLES.per_hub_per_hour)).transpose()?,
        });
    }
    Ok(vehicles)
}

/// Reads the lanes in file order; bits of `types` are rows of `vehicles.csv`.
pub(crate) fn read_lanes(path: &Path, hubs: &Names, vehicles: &Names) -> Result<Vec<Lane>, TablesError> {
    let mut table = CsvTable::open(path, &LaneColumns::TABLE)?;
    let mut lanes = Vec::new();
    while table.advance()? {
        let hub = |column| {
            let position = hubs.find(table.text(column)?).map_err(|fault| table.fault(column, fault))?;
            Ok(HubId::from_index(position))
        };
        let bits = |types: &str| types.split(';').try_fold(0, |bits, id| Ok(bits | 1 << vehicles.find(id.trim())?));
        let types = match table.cell(&LANES.vehicle_types) {
            "" => vehicles.all_bits(),
            types => bits(types).map_err(|fault| table.fault(&LANES.vehicle_types, fault))?,
        };
        lanes.push(Lane {
            from: hub(&LANES.from)?,
            to: hub(&LANES.to)?,
            metres: metres(table.number(&LANES.km)?).map_err(|fault| table.fault(&LANES.km, fault))?,
            hours: table.count(&LANES.hours)?,
            types,
        });
    }
    Ok(lanes)
}
