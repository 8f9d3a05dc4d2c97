//! What `market.toml` says: header, depots, zones, times of day, access rules and classes of promises.

use std::collections::HashSet;

use super::fields::Place;
use super::names::Names;
use crate::error::{MarketError, Table};
use crate::ids::VehicleId;
use crate::limits::{MAX_SECONDS, MAX_TYPES};
use crate::market::{Access, Balance, Depot, Promise, Speed, Traffic};
use crate::tables::{AccessRow, DepotRow, Header, PromiseRow, SpeedRow, TrafficRow};
use crate::time::Window;

pub fn check_header(header: &Header) -> Result<(), MarketError> {
    Place::of(Table::Header, "detour").number(header.detour, 1.0, 10.0)?;
    let digits = |part: &str, n: usize| part.len() == n && part.bytes().all(|byte| byte.is_ascii_digit());
    let parts: Vec<&str> = header.date.split('-').collect();
    let plain = matches!(parts[..], [year, month, day] if digits(year, 4) && digits(month, 2) && digits(day, 2)
        && ("01"..="12").contains(&month) && ("01"..="31").contains(&day));
    if plain {
        return Ok(());
    }
    let problem = format!("\"{}\" is not a date", header.date);
    Err(Place::of(Table::Header, "date").fault(problem, "give it as 2024-03-04"))
}

pub fn balance(header: &Header) -> Result<Option<Balance>, MarketError> {
    let Some((hours, per_hour)) = header.balance else { return Ok(None) };
    Ok(Some(Balance {
        target_s: Place::of(Table::Header, "balance_hours").seconds_of_hours(hours)?,
        per_hour: Place::of(Table::Header, "balance_per_hour").money(per_hour)?,
    }))
}

/// At most so many rows of a list, and at least `least`.
pub fn check_count(table: Table, count: usize, least: usize, most: usize) -> Result<(), MarketError> {
    if (least..=most).contains(&count) {
        return Ok(());
    }
    let remedy = format!("list {least} to {most}");
    Err(Place::of(table, "").fault(format!("there are {count} rows"), remedy))
}

pub fn depots(rows: &[DepotRow]) -> Result<Vec<Depot>, MarketError> {
    check_count(Table::Depots, rows.len(), 1, MAX_TYPES)?;
    let mut ids = HashSet::new();
    let mut depots = Vec::with_capacity(rows.len());
    for (row, depot) in rows.iter().enumerate() {
        let at = |column| Place::at(Table::Depots, row, column);
        at("id").id(&depot.id, &mut ids)?;
        depots.push(Depot {
            id: depot.id.clone(),
            lat: at("lat").degrees(depot.lat, 90.0)?,
            lon: at("lon").degrees(depot.lon, 180.0)?,
            open: at("open").window(depot.open.unwrap_or(Window { open: 0, close: MAX_SECONDS }))?,
            reload_s: at("reload_s").seconds(depot.reload_s)?,
        });
    }
    Ok(depots)
}

pub fn speeds(rows: &[SpeedRow]) -> Result<Vec<Speed>, MarketError> {
    check_count(Table::Speeds, rows.len(), 1, MAX_TYPES)?;
    let mut speeds: Vec<Speed> = Vec::with_capacity(rows.len());
    for (row, speed) in rows.iter().enumerate() {
        let at = |column| Place::at(Table::Speeds, row, column);
        let from_km = at("from_km").number(speed.from_km, 0.0, 20_000.0)?;
        if speeds.last().map_or(from_km != 0.0, |last| last.from_km >= from_km) {
            let problem = format!("a zone begins at {from_km} km");
            return Err(at("from_km").fault(problem, "begin with 0 and list zones from the inside out"));
        }
        let kmh = at("kmh").number(speed.kmh, 1.0, 1_000.0)?;
        speeds.push(Speed { from_km, m_per_hour: (kmh * 1e3).round() as i64 });
    }
    Ok(speeds)
}

pub fn traffic(rows: &[TrafficRow]) -> Result<Vec<Traffic>, MarketError> {
    check_count(Table::Traffic, rows.len(), 0, MAX_TYPES)?;
    let mut traffic: Vec<Traffic> = Vec::with_capacity(rows.len() + 1);
    for (row, band) in rows.iter().enumerate() {
        let at = |column| Place::at(Table::Traffic, row, column);
        let from_s = at("from").seconds(band.from_s.into())?;
        if traffic.last().is_some_and(|last| last.from_s >= from_s) && row > 0 {
            return Err(at("from").fault("it is not after the time above", "list times in ascending order"));
        }
        if row == 0 && from_s > 0 {
            traffic.push(Traffic { from_s: 0, speed: 1000 });
        }
        traffic.push(Traffic { from_s, speed: at("factor").thousandths(band.factor)? });
    }
    Ok(traffic)
}

pub fn access(rows: &[AccessRow], vehicles: &Names<'_>) -> Result<Vec<Access>, MarketError> {
    check_count(Table::Access, rows.len(), 0, MAX_TYPES)?;
    let mut ids = HashSet::new();
    let mut rules = Vec::with_capacity(rows.len());
    for (row, rule) in rows.iter().enumerate() {
        let at = |column| Place::at(Table::Access, row, column);
        at("id").id(&rule.id, &mut ids)?;
        let find = |name: &String| at("vehicles").find(name, vehicles, "vehicle type").map(VehicleId::from_index);
        rules.push(Access {
            id: rule.id.clone(),
            vehicles: rule.vehicles.iter().map(find).collect::<Result<_, _>>()?,
            max_height_mm: rule.max_height_m.map(|metres| at("max_height_m").millimetres(metres)).transpose()?,
            min_emission_class: (rule.min_emission_class.map(|class| at("min_emission_class").emission_class(class)))
                .transpose()?,
            hours: at("hours").windows(&rule.hours)?,
        });
    }
    Ok(rules)
}

pub fn promises(rows: &[PromiseRow]) -> Result<Vec<Promise>, MarketError> {
    check_count(Table::Promises, rows.len(), 0, MAX_TYPES)?;
    let mut ids = HashSet::new();
    let mut classes = Vec::with_capacity(rows.len());
    for (row, class) in rows.iter().enumerate() {
        let at = |column| Place::at(Table::Promises, row, column);
        at("id").id(&class.id, &mut ids)?;
        let late_per_minute = class.late_per_minute.map(|price| at("late_per_minute").money(price)).transpose()?;
        classes.push(Promise { id: class.id.clone(), late_per_minute });
    }
    Ok(classes)
}
