//! From what somebody wrote to a market: names are looked up, numbers become integers, and each rule of `docs/routes.md` is checked.

mod fields;
mod fleet;
mod matrix;
mod names;
mod rules;
mod stops;

use crate::error::{MarketError, Table};
use crate::market::Market;
use crate::tables::MarketTables;

use fields::Place;
use names::Names;

impl Market {
    /// Checks what somebody wrote; the first fault is told.
    pub fn new(tables: MarketTables) -> Result<Self, MarketError> {
        check(tables)
    }
}

fn check(tables: MarketTables) -> Result<Market, MarketError> {
    let MarketTables { header, depots, speeds, traffic, access, promises, stops, vehicles, drivers, matrix } = tables;
    rules::check_header(&header)?;
    let unfamiliar = Place::of(Table::Header, "unfamiliar").money(header.unfamiliar)?;
    let balance = rules::balance(&header)?;
    let depots = rules::depots(&depots)?;
    let speeds = rules::speeds(&speeds)?;
    let traffic = rules::traffic(&traffic)?;
    let promises = rules::promises(&promises)?;

    let depot_names = Names::of(depots.iter().map(|depot| &depot.id));
    let class_names = Names::of(matrix.iter().flat_map(|matrix| matrix.ways.iter()));
    let vehicles = fleet::vehicles(&vehicles, &depot_names, &class_names, matrix.is_some())?;
    let vehicle_names = Names::of(vehicles.iter().map(|vehicle| &vehicle.id));
    let access = rules::access(&access, &vehicle_names)?;

    let skills = Names::of(stops.iter().flat_map(|stop| &stop.skills));
    let areas = Names::of(stops.iter().map(|stop| &stop.area).filter(|area| !area.is_empty()));
    stops::check_counts(&skills, &areas)?;
    let drivers = fleet::drivers(&drivers, &vehicle_names, &depot_names, &skills, &areas)?;
    let known = stops::Known {
        skills: &skills,
        areas: &areas,
        access: &Names::of(access.iter().map(|rule| &rule.id)),
        promises: &Names::of(promises.iter().map(|class| &class.id)),
        drivers: &Names::of(drivers.iter().map(|driver| &driver.id)),
        depots: &depot_names,
    };
    let stops = stops::stops(&stops, &known)?;
    let places = Names::of(depots.iter().map(|depot| &depot.id).chain(stops.iter().map(|stop| &stop.id)));
    let matrix = matrix.as_ref().map(|rows| matrix::matrix(rows, &places, &class_names)).transpose()?;
    let (skills, areas) = (skills.to_texts(), areas.to_texts());
    Ok(Market {
        header,
        unfamiliar,
        balance,
        depots,
        speeds,
        traffic,
        access,
        promises,
        skills,
        areas,
        stops,
        vehicles,
        drivers,
        matrix,
    })
}

#[cfg(test)]
mod tests;
