//! `market.toml`: the header of a market, and its short lists.

use linehaul_market::{
    AccessRow, DepotRow, Header, MarketTables, PromiseRow, SpeedRow, TrafficRow, Window, parse_clock,
};

use crate::error::TablesError;
use crate::schema::market_files::{
    ACCESS, AccessKeys, DEPOT, DepotKeys, MARKET, PROMISE, PromiseKeys, SPEED, SpeedKeys, TRAFFIC, TrafficKeys,
};
use crate::sheet::{not_a_time, not_a_window};
use crate::toml_table::{TomlFile, TomlTable, TomlValue};

/// Kilometres of road for a kilometre of great circle, where nothing is said.
const USUAL_DETOUR: f64 = 1.4;
/// Zones where none is given: the city, and beyond.
const USUAL_SPEEDS: [SpeedRow; 2] = [SpeedRow { from_km: 0.0, kmh: 22.0 }, SpeedRow { from_km: 15.0, kmh: 45.0 }];

/// A market of which the header and the lists are read.
pub(crate) fn read(file: &TomlFile) -> Result<MarketTables, TablesError> {
    let known = MARKET_NAMES.iter().copied();
    let mut table = file.root(known)?;
    let text = |value: Option<TomlValue<'_>>| value.map_or(Ok(String::new()), |value| value.text().map(str::to_owned));
    let number = |value: Option<TomlValue<'_>>, other: f64| value.map_or(Ok(other), |value| value.number());
    let target = table.take(&MARKET.balance_hours).map(|hours| hours.number()).transpose()?;
    let per_hour = number(table.take(&MARKET.balance_per_hour), 0.0)?;
    let header = Header {
        name: table.require(&MARKET.name)?.text()?.to_owned(),
        date: table.require(&MARKET.date)?.time_text()?,
        zone: text(table.take(&MARKET.zone))?,
        currency: table.require(&MARKET.currency)?.text()?.to_owned(),
        source: text(table.take(&MARKET.source))?,
        licence: text(table.take(&MARKET.licence))?,
        detour: number(table.take(&MARKET.detour), USUAL_DETOUR)?,
        unfamiliar: number(table.take(&MARKET.unfamiliar), 0.0)?,
        balance: target.map(|hours| (hours, per_hour)),
    };
    let mut speeds = rows(&mut table, &SpeedKeys::TABLE, |row| {
        Ok(SpeedRow { from_km: row.require(&SPEED.from_km)?.number()?, kmh: row.require(&SPEED.kmh)?.number()? })
    })?;
    if speeds.is_empty() {
        speeds = USUAL_SPEEDS.to_vec();
    }
    Ok(MarketTables {
        header,
        depots: rows(&mut table, &DepotKeys::TABLE, depot)?,
        speeds,
        traffic: rows(&mut table, &TrafficKeys::TABLE, |row| {
            let from = row.require(&TRAFFIC.from)?;
            let from_s = parse_clock(from.text()?).ok_or_else(|| from.fault(not_a_time(from.text().unwrap_or(""))))?;
            Ok(TrafficRow { from_s, factor: row.require(&TRAFFIC.factor)?.number()? })
        })?,
        access: rows(&mut table, &AccessKeys::TABLE, access)?,
        promises: rows(&mut table, &PromiseKeys::TABLE, |row| {
            let late_per_minute = row.take(&PROMISE.late_per_minute).map(|price| price.number()).transpose()?;
            Ok(PromiseRow { id: row.require(&PROMISE.id)?.text()?.to_owned(), late_per_minute })
        })?,
        ..MarketTables::default()
    })
}

/// Keys of the file, lists included.
const MARKET_NAMES: [&str; 15] = [
    MARKET.name.name,
    MARKET.date.name,
    MARKET.zone.name,
    MARKET.currency.name,
    MARKET.source.name,
    MARKET.licence.name,
    MARKET.detour.name,
    MARKET.unfamiliar.name,
    MARKET.balance_hours.name,
    MARKET.balance_per_hour.name,
    "depot",
    "speed",
    "traffic",
    "access",
    "promise",
];

fn rows<'a, T>(
    table: &mut TomlTable<'a>,
    declared: &crate::column::Table,
    read: impl Fn(&mut TomlTable<'a>) -> Result<T, TablesError>,
) -> Result<Vec<T>, TablesError> {
    table.tables(declared)?.into_iter().map(|mut row| read(&mut row)).collect()
}

fn depot(row: &mut TomlTable<'_>) -> Result<DepotRow, TablesError> {
    Ok(DepotRow {
        id: row.require(&DEPOT.id)?.text()?.to_owned(),
        lat: row.require(&DEPOT.lat)?.number()?,
        lon: row.require(&DEPOT.lon)?.number()?,
        open: row.take(&DEPOT.open).map(|open| window(&open)).transpose()?,
        reload_s: row.take(&DEPOT.reload_s).map_or(Ok(0), |seconds| seconds.integer())?,
    })
}

fn access(row: &mut TomlTable<'_>) -> Result<AccessRow, TablesError> {
    let vehicles = row.take(&ACCESS.vehicles).map_or(Ok(Vec::new()), TomlValue::list)?;
    let hours = row.take(&ACCESS.hours).map_or(Ok(Vec::new()), TomlValue::list)?;
    Ok(AccessRow {
        id: row.require(&ACCESS.id)?.text()?.to_owned(),
        vehicles: vehicles.iter().map(|name| name.text().map(str::to_owned)).collect::<Result<_, _>>()?,
        max_height_m: row.take(&ACCESS.max_height_m).map(|metres| metres.number()).transpose()?,
        min_emission_class: row.take(&ACCESS.min_emission_class).map(|class| class.integer()).transpose()?,
        hours: hours.iter().map(window).collect::<Result<_, _>>()?,
    })
}

fn window(value: &TomlValue<'_>) -> Result<Window, TablesError> {
    let text = value.text()?;
    Window::parse(text).ok_or_else(|| value.fault(not_a_window(text)))
}
