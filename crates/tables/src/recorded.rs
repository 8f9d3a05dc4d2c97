//! The trucks of a schedule folder as a run has them: names become indices of the case again.

use std::collections::HashMap;
use std::path::Path;

use linehaul_case::schedule::Departures;
use linehaul_case::{Case, Demand, LaneId, TypeId};

use crate::error::TablesError;
use crate::rows::Rows;
use crate::schedule_folder::ScheduleFiles;
use crate::schema::schedule_files::{DepartureRows, LoadRows};

/// Trucks and loads of a schedule of this case and demand; `dir` is for errors.
///
/// # Errors
/// Whatever the case or the demand does not have, and rows out of order.
pub fn recorded(dir: &Path, files: &ScheduleFiles, case: &Case, demand: &Demand) -> Result<Departures, TablesError> {
    let (trucks, loads) = (&files.departures, &files.loads);
    let wrong = |file: &str, row: usize, problem: String| {
        TablesError::new(&dir.join(file), problem, "see what `linehaul verify` says of this schedule").at_row(row + 1)
    };
    let in_trucks = |row: usize, problem: String| wrong(DepartureRows::TABLE.file, row, problem);
    let in_loads = |row: usize, problem: String| wrong(LoadRows::TABLE.file, row, problem);
    let hub = |lane: usize, end: fn(&linehaul_case::Lane) -> usize| case.hubs()[end(&case.lanes()[lane])].id.as_str();
    let lanes: HashMap<(&str, &str), usize> = (0..case.lanes().len())
        .map(|lane| ((hub(lane, |lane| lane.from.index()), hub(lane, |lane| lane.to.index())), lane))
        .collect();
    let types: HashMap<&str, usize> = case.vehicles().iter().enumerate().map(|(at, v)| (v.id.as_str(), at)).collect();
    let ids = &demand.packages.ids;
    let packages: HashMap<String, u32> = (0..ids.len()).map(|row| (ids.text(row), row as u32)).collect();

    let mut record = Departures::default();
    let mut load = 0;
    for row in 0..trucks.ids.len() {
        let hour = |seconds: i64| u16::try_from((seconds - case.start()).div_euclid(3_600)).ok();
        let ends = (trucks.origins[row].as_str(), trucks.destinations[row].as_str());
        let departed = hour(trucks.departed_at[row]).filter(|hour| record.hours.last().is_none_or(|last| last <= hour));
        let (Some(departed), Some(arrives)) = (departed, hour(trucks.arrives_at[row])) else {
            return Err(in_trucks(row, "its hours are not those of the case, or not in order".into()));
        };
        let Some(&lane) = lanes.get(&ends) else {
            return Err(in_trucks(row, format!("no lane leads from \"{}\" to \"{}\"", ends.0, ends.1)));
        };
        let Some(&vehicle) = types.get(trucks.vehicle_types[row].as_str()) else {
            return Err(in_trucks(row, format!("there is no vehicle type \"{}\"", trucks.vehicle_types[row])));
        };
        while loads.departure_ids.get(load) == Some(&trucks.ids[row]) {
            let id = loads.package_ids.text(load);
            let package = packages.get(&id).ok_or_else(|| in_loads(load, format!("there is no package \"{id}\"")))?;
            record.loads.push(*package);
            load += 1;
        }
        record.hours.push(departed);
        record.arrival_hours.push(arrives);
        record.lanes.push(LaneId::from_index(lane));
        record.types.push(TypeId::from_index(vehicle));
        record.grams.push((trucks.kg[row] * 1e3).round() as u64);
        record.ml.push((trucks.m3[row] * 1e6).round() as u64);
        record.costs.push(trucks.costs[row]);
        record.ends.push(record.loads.len() as u32);
    }
    if load < loads.departure_ids.len() {
        return Err(in_loads(load, format!("departure {} is not where its load is", loads.departure_ids[load])));
    }
    Ok(record)
}
