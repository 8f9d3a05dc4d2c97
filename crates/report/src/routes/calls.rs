//! The vans and their calls, from the rows of the files.

use std::collections::HashMap;

use linehaul_market::Market;
use linehaul_tables::schema::route_files::{CALLS, TOURS};
use linehaul_tables::{CallRows, Column, RouteFiles, Rows, TourRows};
use serde::Serialize;

use crate::error::ReportError;

/// A driver who is used, with the route.
#[derive(Debug, Serialize)]
pub struct Van<'a> {
    pub driver: &'a str,
    pub vehicle: &'a str,
    /// When the vehicle may leave, and must be back.
    pub shift: Option<[i32; 2]>,
    pub stops: i32,
    pub trips: i32,
    pub metres: i32,
    /// All costs of the route.
    pub cost: f64,
    pub calls: Vec<CallData>,
}

/// A call.
#[derive(Debug, Serialize)]
pub struct CallData {
    /// `start`, `stop`, `reload` or `end`.
    pub kind: String,
    /// Stop or depot, by its position.
    pub at: usize,
    pub trip: i32,
    pub arrival: i32,
    pub road_pause: i32,
    pub pause: i32,
    pub begin: i32,
    pub leave: i32,
    pub kg: f64,
}

/// Vans in the order of the file.
pub fn vans<'a>(market: &'a Market, files: &'a RouteFiles) -> Result<Vec<Van<'a>>, ReportError> {
    let drivers: HashMap<&str, usize> =
        market.drivers().iter().enumerate().map(|(at, driver)| (driver.id.as_str(), at)).collect();
    let tours = &files.tours;
    let mut vans = Vec::with_capacity(tours.drivers.len());
    let mut found: HashMap<&str, usize> = HashMap::new();
    for row in 0..tours.drivers.len() {
        let name = tours.drivers[row].as_str();
        let driver = drivers.get(name).ok_or_else(|| {
            contradiction(TourRows::TABLE.file, row, &TOURS.drivers, format!("there is no driver \"{name}\""))
        })?;
        let driver = &market.drivers()[*driver];
        let parts = [&tours.fixed, &tours.distance, &tours.hours, &tours.overtime, &tours.balance, &tours.late];
        let more = [&tours.unfamiliar, &tours.moved, &tours.told];
        found.insert(name, vans.len());
        vans.push(Van {
            driver: &driver.id,
            vehicle: &market.vehicles()[driver.vehicle.index()].id,
            shift: driver.shift.map(|shift| [shift.open, shift.close]),
            stops: tours.stops[row],
            trips: tours.trips[row],
            metres: tours.metres[row],
            cost: parts.iter().chain(&more).map(|part| part[row]).sum(),
            calls: Vec::new(),
        });
    }
    add_calls(market, &files.calls, &found, &mut vans)?;
    Ok(vans)
}

fn add_calls(
    market: &Market,
    calls: &CallRows,
    found: &HashMap<&str, usize>,
    vans: &mut [Van<'_>],
) -> Result<(), ReportError> {
    let stops: HashMap<&str, usize> =
        market.stops().iter().enumerate().map(|(at, stop)| (stop.id.as_str(), at)).collect();
    let depots: HashMap<&str, usize> =
        market.depots().iter().enumerate().map(|(at, depot)| (depot.id.as_str(), at)).collect();
    for row in 0..calls.drivers.len() {
        let wrong = |column: &Column, problem: String| contradiction(CallRows::TABLE.file, row, column, problem);
        let name = calls.drivers[row].as_str();
        let Some(&van) = found.get(name) else {
            return Err(wrong(&CALLS.drivers, format!("\"{name}\" has no row in drivers.parquet")));
        };
        let place = calls.places[row].as_str();
        let places = if calls.kinds[row] == "stop" { &stops } else { &depots };
        let Some(&at) = places.get(place) else {
            return Err(wrong(&CALLS.places, format!("there is no \"{place}\" to {}", calls.kinds[row])));
        };
        vans[van].calls.push(CallData {
            kind: calls.kinds[row].clone(),
            at,
            trip: calls.trips[row],
            arrival: calls.arrival_s[row],
            road_pause: calls.road_pause_s[row],
            pause: calls.pause_s[row],
            begin: calls.begin_s[row],
            leave: calls.leave_s[row],
            kg: calls.kg[row],
        });
    }
    Ok(())
}

fn contradiction(table: &'static str, row: usize, column: &Column, problem: String) -> ReportError {
    ReportError::Contradiction { table, row: row + 1, column: column.name, problem }
}
