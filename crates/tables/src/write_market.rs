//! A market into a folder that reads back as the same tables.

use std::fmt::Write;
use std::path::Path;

use linehaul_market::{MarketTables, MatrixRows, Window, clock};

use crate::atomic::{taken, write_atomically, write_folder};
use crate::cells::Cells;
use crate::column::{Column, Table};
use crate::error::TablesError;
use crate::market_folder::{MARKET_TOML, stem};
use crate::rules::quoted;
use crate::schema::market_files::{
    ACCESS, AccessKeys, DEPOT, DepotKeys, DriverColumns, MARKET, MATRIX, MatrixColumns, PROMISE, PromiseKeys, SPEED,
    SpeedKeys, StopColumns, TRAFFIC, TrafficKeys, VanColumns,
};
use crate::sheet::{SheetFormat, sheet_bytes};
use crate::write_table::parquet_bytes;

/// Writes a market folder, whole or not at all. A folder that is there must be empty.
pub fn write_market(dir: &Path, market: &MarketTables, format: SheetFormat) -> Result<(), TablesError> {
    let extension = match format {
        SheetFormat::Csv => "csv",
        SheetFormat::Parquet => "parquet",
    };
    let sheet = |table: &Table, rows: Vec<Vec<String>>| {
        let name = format!("{}.{extension}", stem(table));
        let bytes = sheet_bytes(&dir.join(&name), table, &rows, format)?;
        Ok::<_, TablesError>((name, bytes))
    };
    let mut files = vec![
        (MARKET_TOML.to_owned(), header_toml(market).into_bytes()),
        sheet(&StopColumns::TABLE, market.stops.iter().map(stop).collect())?,
        sheet(&VanColumns::TABLE, market.vehicles.iter().map(vehicle).collect())?,
        sheet(&DriverColumns::TABLE, market.drivers.iter().map(driver).collect())?,
    ];
    if let Some(matrix) = &market.matrix {
        files.push((MatrixColumns::TABLE.file.to_owned(), matrix_bytes(dir, matrix)?));
    }
    write_folder(dir, &files, |dir| Err(taken(dir)))
}

/// Writes ways as a Parquet file of their own.
pub fn write_matrix(path: &Path, matrix: &MatrixRows) -> Result<(), TablesError> {
    write_atomically(path, &matrix_bytes(path, matrix)?)
}

pub(crate) fn matrix_bytes(dir: &Path, matrix: &MatrixRows) -> Result<Vec<u8>, TablesError> {
    let columns = [
        (MATRIX.ways.name, Cells::Text(matrix.ways.clone())),
        (MATRIX.from.name, Cells::Text(matrix.from.clone())),
        (MATRIX.to.name, Cells::Text(matrix.to.clone())),
        (MATRIX.metres.name, Cells::OptionalSmallInt(matrix.metres.clone())),
        (MATRIX.seconds.name, Cells::OptionalSmallInt(matrix.seconds.clone())),
    ];
    let named = matrix.ways.iter().any(|name| !name.is_empty());
    parquet_bytes(&dir.join(MatrixColumns::TABLE.file), &columns[usize::from(!named)..], Vec::new())
}

fn stop(row: &linehaul_market::StopRow) -> Vec<String> {
    vec![
        row.id.clone(),
        row.lat.to_string(),
        row.lon.to_string(),
        row.kg.to_string(),
        unless(row.m3, 0.0),
        if row.parcels == 1 { String::new() } else { row.parcels.to_string() },
        row.task.clone(),
        row.pickup.clone(),
        if row.service_s == 0 { String::new() } else { row.service_s.to_string() },
        windows(&row.windows),
        row.skills.join(";"),
        row.access.join(";"),
        row.promise.clone(),
        optional(row.left_out),
        if row.released_s == 0 { String::new() } else { clock(row.released_s) },
        row.area.clone(),
        row.driver.clone(),
        optional(row.driver_price),
        row.told.map_or_else(String::new, Window::text),
        optional(row.told_per_minute),
    ]
}

fn vehicle(row: &linehaul_market::VehicleRow) -> Vec<String> {
    vec![
        row.id.clone(),
        row.max_kg.to_string(),
        row.max_m3.to_string(),
        optional(row.max_parcels),
        unless(row.cost_fixed, 0.0),
        unless(row.cost_per_km, 0.0),
        unless(row.cost_per_hour, 0.0),
        optional(row.overtime_after_h),
        unless(row.overtime_per_hour, 0.0),
        unless(row.speed, 1.0),
        optional(row.max_hours),
        optional(row.max_km),
        optional(row.max_stops),
        if row.max_trips == 1 { String::new() } else { row.max_trips.to_string() },
        row.reload_depots.join(";"),
        optional(row.drive_h),
        unless(row.drive_pause_min, 45.0),
        windows(&row.lunch),
        unless(row.lunch_min, 30.0),
        unless(row.height_m, 0.0),
        optional(row.emission_class),
        row.ways.clone(),
    ]
}

fn driver(row: &linehaul_market::DriverRow) -> Vec<String> {
    let knows = match &row.knows {
        None => String::new(),
        Some(areas) if areas.is_empty() => "-".to_owned(),
        Some(areas) => areas.join(";"),
    };
    vec![
        row.id.clone(),
        row.vehicle.clone(),
        row.shift.map_or_else(String::new, Window::text),
        row.start.clone(),
        row.end.clone(),
        row.skills.join(";"),
        knows,
    ]
}

fn optional(value: Option<impl ToString>) -> String {
    value.map_or_else(String::new, |value| value.to_string())
}

/// A number, empty where it is what an empty cell says.
fn unless(number: f64, empty: f64) -> String {
    if number.to_bits() == empty.to_bits() { String::new() } else { number.to_string() }
}

fn windows(windows: &[Window]) -> String {
    windows.iter().map(|window| window.text()).collect::<Vec<_>>().join(";")
}

fn header_toml(market: &MarketTables) -> String {
    let header = &market.header;
    let mut text = Toml(String::new());
    text.key(&MARKET.name, quoted(&header.name));
    text.key(&MARKET.date, quoted(&header.date));
    text.text(&MARKET.zone, &header.zone);
    text.key(&MARKET.currency, quoted(&header.currency));
    text.text(&MARKET.source, &header.source);
    text.text(&MARKET.licence, &header.licence);
    text.key(&MARKET.detour, number(header.detour));
    text.key(&MARKET.unfamiliar, number(header.unfamiliar));
    if let Some((hours, price)) = header.balance {
        text.key(&MARKET.balance_hours, number(hours));
        text.key(&MARKET.balance_per_hour, number(price));
    }
    for depot in &market.depots {
        text.row(&DepotKeys::TABLE);
        text.key(&DEPOT.id, quoted(&depot.id));
        text.key(&DEPOT.lat, number(depot.lat));
        text.key(&DEPOT.lon, number(depot.lon));
        text.text(&DEPOT.open, &depot.open.map_or_else(String::new, Window::text));
        text.key(&DEPOT.reload_s, depot.reload_s.to_string());
    }
    for speed in &market.speeds {
        text.row(&SpeedKeys::TABLE);
        text.key(&SPEED.from_km, number(speed.from_km));
        text.key(&SPEED.kmh, number(speed.kmh));
    }
    for band in &market.traffic {
        text.row(&TrafficKeys::TABLE);
        text.key(&TRAFFIC.from, quoted(&clock(band.from_s)));
        text.key(&TRAFFIC.factor, number(band.factor));
    }
    for rule in &market.access {
        text.row(&AccessKeys::TABLE);
        text.key(&ACCESS.id, quoted(&rule.id));
        text.list(&ACCESS.vehicles, &rule.vehicles.iter().map(|name| quoted(name)).collect::<Vec<_>>());
        rule.max_height_m.iter().for_each(|metres| text.key(&ACCESS.max_height_m, number(*metres)));
        rule.min_emission_class.iter().for_each(|class| text.key(&ACCESS.min_emission_class, class.to_string()));
        text.list(&ACCESS.hours, &rule.hours.iter().map(|hours| quoted(&hours.text())).collect::<Vec<_>>());
    }
    for class in &market.promises {
        text.row(&PromiseKeys::TABLE);
        text.key(&PROMISE.id, quoted(&class.id));
        class.late_per_minute.iter().for_each(|price| text.key(&PROMISE.late_per_minute, number(*price)));
    }
    text.0
}

/// A decimal that TOML takes for one.
fn number(number: f64) -> String {
    format!("{number:?}")
}

/// The file so far.
struct Toml(String);

impl Toml {
    fn key(&mut self, key: &Column, value: impl std::fmt::Display) {
        writeln!(self.0, "{} = {value}", key.name).expect("a string grows");
    }

    /// A text, left out where it is empty.
    fn text(&mut self, key: &Column, text: &str) {
        if !text.is_empty() {
            self.key(key, quoted(text));
        }
    }

    fn list(&mut self, key: &Column, values: &[String]) {
        if !values.is_empty() {
            self.key(key, format!("[{}]", values.join(", ")));
        }
    }

    fn row(&mut self, table: &Table) {
        writeln!(self.0, "\n[[{}]]", table.key()).expect("a string grows");
    }
}
