//! Vehicles and drivers.

use std::collections::HashSet;

use super::fields::Place;
use super::names::Names;
use super::rules::check_count;
use crate::error::{MarketError, Table};
use crate::fleet::{Driver, Pauses, Vehicle};
use crate::ids::{AreaId, DepotId, MatrixId, VehicleId};
use crate::limits::{MAX_DRIVERS, MAX_METRES, MAX_STOPS, MAX_TYPES};
use crate::load::Load;
use crate::tables::{DriverRow, VehicleRow};

/// Most lunches of a shift.
const MAX_LUNCHES: usize = 8;

pub fn vehicles(
    rows: &[VehicleRow],
    depots: &Names<'_>,
    classes: &Names<'_>,
    has_matrix: bool,
) -> Result<Vec<Vehicle>, MarketError> {
    check_count(Table::Vehicles, rows.len(), 0, MAX_TYPES)?;
    let mut ids = HashSet::new();
    let mut vehicles = Vec::with_capacity(rows.len());
    for (row, vehicle) in rows.iter().enumerate() {
        let at = |column| Place::at(Table::Vehicles, row, column);
        at("id").id(&vehicle.id, &mut ids)?;
        let ways = match (has_matrix, vehicle.ways.as_str()) {
            (true, name) => at("ways").find(name, classes, "class of ways")?,
            (false, "") => 0,
            (false, name) => {
                let problem = format!("there are no ways \"{name}\": the market has no matrix");
                return Err(at("ways").fault(problem, "add a matrix, or leave the cell empty"));
            }
        };
        vehicles.push(Vehicle { ways: MatrixId::from_index(ways), ..one_vehicle(row, vehicle, depots)? });
    }
    Ok(vehicles)
}

fn one_vehicle(row: usize, vehicle: &VehicleRow, depots: &Names<'_>) -> Result<Vehicle, MarketError> {
    let at = |column| Place::at(Table::Vehicles, row, column);
    let overtime_price = at("overtime_per_hour").money(vehicle.overtime_per_hour)?;
    let overtime = match vehicle.overtime_after_h {
        Some(hours) => Some((at("overtime_after_h").seconds_of_hours(hours)?, overtime_price)),
        None => None,
    };
    let find = |name: &String| at("reload_depots").find(name, depots, "depot").map(DepotId::from_index);
    let reload_depots = match &vehicle.reload_depots[..] {
        [] => (0..depots.len()).map(DepotId::from_index).collect(),
        names => names.iter().map(find).collect::<Result<_, _>>()?,
    };
    let max_km =
        |km: f64| at("max_km").number(km, 0.0, f64::from(MAX_METRES) / 1e3).map(|km| (km * 1e3).round() as i32);
    let most = |stops: i64| at("max_stops").whole(stops, 0, MAX_STOPS as i64).map(|stops| stops as u32);
    Ok(Vehicle {
        id: vehicle.id.clone(),
        capacity: Load {
            grams: at("max_kg").grams(vehicle.max_kg)?,
            ml: at("max_m3").ml(vehicle.max_m3)?,
            parcels: vehicle
                .max_parcels
                .map_or(Ok(crate::limits::MAX_GRAMS), |most| at("max_parcels").parcels(most))?,
        },
        fixed: at("cost_fixed").money(vehicle.cost_fixed)?,
        per_m: at("cost_per_km").money_a_metre(vehicle.cost_per_km)?,
        per_hour: at("cost_per_hour").money(vehicle.cost_per_hour)?,
        overtime,
        speed: at("speed").thousandths(vehicle.speed)?,
        max_s: vehicle.max_hours.map(|hours| at("max_hours").seconds_of_hours(hours)).transpose()?,
        max_m: vehicle.max_km.map(max_km).transpose()?,
        max_stops: vehicle.max_stops.map(most).transpose()?,
        max_trips: at("max_trips").whole(vehicle.max_trips, 1, 255)? as u32,
        reload_depots,
        pauses: pauses(row, vehicle)?,
        height_mm: at("height_m").millimetres(vehicle.height_m)?,
        emission_class: vehicle
            .emission_class
            .map_or(Ok(u8::MAX), |class| at("emission_class").emission_class(class))?,
        ways: MatrixId(0),
    })
}

fn pauses(row: usize, vehicle: &VehicleRow) -> Result<Pauses, MarketError> {
    let at = |column| Place::at(Table::Vehicles, row, column);
    let pause_s = at("drive_pause_min").seconds_of_minutes(vehicle.drive_pause_min)?;
    let driving = match vehicle.drive_h {
        None => None,
        Some(hours) => {
            let after_s = at("drive_h").seconds_of_hours(hours)?;
            if after_s == 0 {
                return Err(at("drive_h").fault("0 h lets nobody drive", "give hours of driving above 0"));
            }
            Some((after_s, pause_s))
        }
    };
    let lunch_s = at("lunch_min").seconds_of_minutes(vehicle.lunch_min)?;
    let windows = at("lunch").windows(&vehicle.lunch)?;
    if windows.len() > MAX_LUNCHES {
        return Err(at("lunch").fault(format!("there are {} lunches", windows.len()), "give eight at most"));
    }
    Ok(Pauses { driving, lunches: windows.into_iter().map(|window| (window, lunch_s)).collect() })
}

pub fn drivers(
    rows: &[DriverRow],
    vehicles: &Names<'_>,
    depots: &Names<'_>,
    skills: &Names<'_>,
    areas: &Names<'_>,
) -> Result<Vec<Driver>, MarketError> {
    check_count(Table::Drivers, rows.len(), 0, MAX_DRIVERS)?;
    let mut ids = HashSet::new();
    let mut drivers = Vec::with_capacity(rows.len());
    for (row, driver) in rows.iter().enumerate() {
        let at = |column| Place::at(Table::Drivers, row, column);
        at("id").id(&driver.id, &mut ids)?;
        let depot = |column, name: &str| at(column).find(name, depots, "depot").map(DepotId::from_index);
        let start = if driver.start.is_empty() { DepotId(0) } else { depot("start", &driver.start)? };
        let end = match driver.end.as_str() {
            "" => Some(start),
            "-" => None,
            name => Some(depot("end", name)?),
        };
        // A skill or an area that no stop asks for changes nothing.
        let bits = driver.skills.iter().filter_map(|skill| skills.find(skill)).fold(0, |bits, skill| bits | 1 << skill);
        let knows = driver.knows.as_ref().map(|names| {
            let mut known: Vec<AreaId> =
                names.iter().filter_map(|area| areas.find(area)).map(AreaId::from_index).collect();
            known.sort_unstable();
            known.dedup();
            known
        });
        drivers.push(Driver {
            id: driver.id.clone(),
            vehicle: VehicleId::from_index(at("vehicle").find(&driver.vehicle, vehicles, "vehicle type")?),
            shift: driver.shift.map(|shift| at("shift").window(shift)).transpose()?,
            start,
            end,
            skills: bits,
            knows,
        });
    }
    Ok(drivers)
}
