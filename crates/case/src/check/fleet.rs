//! Vehicle types by themselves.

use std::collections::HashMap;

use crate::error::{CaseError, Table};
use crate::limits::{MAX_COST_PER_DISPATCH, MAX_COST_PER_KM, MAX_TYPES};
use crate::tables::VehicleType;

pub(super) fn check(vehicles: &[VehicleType]) -> Result<(), CaseError> {
    const T: Table = Table::Vehicles;
    if vehicles.is_empty() {
        return Err(T.fault(None, "", "no vehicle types", "list at least one type"));
    }
    if vehicles.len() > MAX_TYPES {
        let problem = format!("more than {MAX_TYPES} vehicle types");
        return Err(T.fault(MAX_TYPES, "", problem, "merge types of similar size"));
    }
    let mut seen = HashMap::new();
    for (row, vehicle) in vehicles.iter().enumerate() {
        if vehicle.id.is_empty() || vehicle.id.contains(';') {
            let problem = format!("\"{}\" is not an id of a type", vehicle.id);
            return Err(T.fault(row, "id", problem, "give a text without `;`, which separates types in lanes.csv"));
        }
        if let Some(first) = seen.insert(vehicle.id.as_str(), row) {
            let problem = format!("\"{}\" is already the id of row {}", vehicle.id, first + 1);
            return Err(T.fault(row, "id", problem, "give each type a unique id"));
        }
        for (column, capacity) in [("max_kg", vehicle.grams.0), ("max_m3", vehicle.ml.0)] {
            if capacity == 0 {
                return Err(T.fault(row, column, "a capacity of 0 carries nothing", "give a capacity above 0"));
            }
        }
        let costs = [
            ("cost_per_km", vehicle.cost_per_km, MAX_COST_PER_KM),
            ("cost_per_dispatch", vehicle.cost_per_dispatch, MAX_COST_PER_DISPATCH),
        ];
        for (column, cost, most) in costs {
            if !(0.0..=most).contains(&cost) {
                let remedy = format!("give a finite number from 0 to {most:e}; count dear money in thousands");
                return Err(T.fault(row, column, format!("{cost:?} is not a cost"), remedy));
            }
        }
        if vehicle.cost_per_km == 0.0 && vehicle.cost_per_dispatch == 0.0 {
            let remedy = "give a cost a kilometre or a dispatch: a free truck makes every comparison meaningless";
            return Err(T.fault(row, "cost_per_km", "this type costs nothing", remedy));
        }
    }
    Ok(())
}
