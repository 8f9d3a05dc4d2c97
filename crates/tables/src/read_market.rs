//! A market folder into a checked market.

use std::path::Path;

use linehaul_market::{DriverRow, Market, MarketError, MarketTables, MatrixRows, StopRow, Table, VehicleRow};

use crate::column::{self, Column};
use crate::csv_table::{CsvTable, line_of_row};
use crate::error::{Fault, TablesError};
use crate::market_folder::MarketFiles;
use crate::market_header;
use crate::parquet_table::ParquetTable;
use crate::schema::market_files::{
    DRIVERS, DriverColumns, MATRIX, MatrixColumns, STOPS, StopColumns, VANS, VanColumns,
};
use crate::sheet::Sheet;
use crate::toml_table::TomlFile;

/// A market and what names its state.
#[derive(Clone, Debug)]
pub struct LoadedMarket {
    /// The market.
    pub market: Market,
    /// Hash of its files.
    pub hash: String,
}

/// Reads and checks a market folder.
pub fn read_market(dir: &Path) -> Result<LoadedMarket, TablesError> {
    let files = MarketFiles::find(dir)?;
    let market = Market::new(tables(&files)?).map_err(|error| placed(error, &files))?;
    Ok(LoadedMarket { market, hash: files.hash()? })
}

/// Reads a market folder without checking more than that its cells can be read.
pub fn read_market_tables(dir: &Path) -> Result<MarketTables, TablesError> {
    tables(&MarketFiles::find(dir)?)
}

fn tables(files: &MarketFiles) -> Result<MarketTables, TablesError> {
    Ok(MarketTables {
        stops: rows(&files.stops, &StopColumns::TABLE, stop)?,
        vehicles: rows(&files.vehicles, &VanColumns::TABLE, vehicle)?,
        drivers: rows(&files.drivers, &DriverColumns::TABLE, driver)?,
        matrix: files.matrix.as_deref().map(read_matrix).transpose()?,
        ..market_header::read(&TomlFile::read(&files.header)?)?
    })
}

fn rows<T>(
    path: &Path,
    table: &column::Table,
    read: impl Fn(&Sheet) -> Result<T, TablesError>,
) -> Result<Vec<T>, TablesError> {
    let mut sheet = Sheet::open(path, table)?;
    let mut rows = Vec::new();
    while sheet.advance()? {
        rows.push(read(&sheet)?);
    }
    Ok(rows)
}

fn stop(row: &Sheet) -> Result<StopRow, TablesError> {
    Ok(StopRow {
        id: row.text(&STOPS.id),
        lat: row.number(&STOPS.lat, None)?,
        lon: row.number(&STOPS.lon, None)?,
        kg: row.number(&STOPS.kg, None)?,
        m3: row.number(&STOPS.m3, Some(0.0))?,
        parcels: row.whole(&STOPS.parcels, Some(1))?,
        task: row.text(&STOPS.task),
        pickup: row.text(&STOPS.pickup),
        service_s: row.whole(&STOPS.service_s, Some(0))?,
        windows: row.windows(&STOPS.windows)?,
        skills: row.names(&STOPS.skills),
        access: row.names(&STOPS.access),
        promise: row.text(&STOPS.promise),
        left_out: row.optional_number(&STOPS.left_out)?,
        released_s: row.clock(&STOPS.released)?,
        area: row.text(&STOPS.area),
        driver: row.text(&STOPS.driver),
        driver_price: row.optional_number(&STOPS.driver_price)?,
        told: row.window(&STOPS.told)?,
        told_per_minute: row.optional_number(&STOPS.told_per_minute)?,
    })
}

fn vehicle(row: &Sheet) -> Result<VehicleRow, TablesError> {
    Ok(VehicleRow {
        id: row.text(&VANS.id),
        max_kg: row.number(&VANS.max_kg, None)?,
        max_m3: row.number(&VANS.max_m3, None)?,
        max_parcels: row.optional_whole(&VANS.max_parcels)?,
        cost_fixed: row.number(&VANS.cost_fixed, Some(0.0))?,
        cost_per_km: row.number(&VANS.cost_per_km, Some(0.0))?,
        cost_per_hour: row.number(&VANS.cost_per_hour, Some(0.0))?,
        overtime_after_h: row.optional_number(&VANS.overtime_after_h)?,
        overtime_per_hour: row.number(&VANS.overtime_per_hour, Some(0.0))?,
        speed: row.number(&VANS.speed, Some(1.0))?,
        max_hours: row.optional_number(&VANS.max_hours)?,
        max_km: row.optional_number(&VANS.max_km)?,
        max_stops: row.optional_whole(&VANS.max_stops)?,
        max_trips: row.whole(&VANS.max_trips, Some(1))?,
        reload_depots: row.names(&VANS.reload_depots),
        drive_h: row.optional_number(&VANS.drive_h)?,
        drive_pause_min: row.number(&VANS.drive_pause_min, Some(45.0))?,
        lunch: row.windows(&VANS.lunch)?,
        lunch_min: row.number(&VANS.lunch_min, Some(30.0))?,
        height_m: row.number(&VANS.height_m, Some(0.0))?,
        emission_class: row.optional_whole(&VANS.emission_class)?,
        ways: row.text(&VANS.ways),
    })
}

fn driver(row: &Sheet) -> Result<DriverRow, TablesError> {
    let knows = row.cell(&DRIVERS.knows);
    Ok(DriverRow {
        id: row.text(&DRIVERS.id),
        vehicle: row.text(&DRIVERS.vehicle),
        shift: row.window(&DRIVERS.shift)?,
        start: row.text(&DRIVERS.start),
        end: row.text(&DRIVERS.end),
        skills: row.names(&DRIVERS.skills),
        knows: match knows {
            "" => None,
            "-" => Some(Vec::new()),
            _ => Some(row.names(&DRIVERS.knows)),
        },
    })
}

/// Reads ways, which may be many millions.
pub fn read_matrix(path: &Path) -> Result<MatrixRows, TablesError> {
    if path.extension().is_some_and(|extension| extension == "csv") {
        return matrix_of_csv(path);
    }
    let table = ParquetTable::read(path, &MatrixColumns::TABLE)?;
    let from = table.plain(&MATRIX.from)?;
    let texts = |cells: Vec<Option<String>>| cells.into_iter().map(Option::unwrap_or_default).collect();
    Ok(MatrixRows {
        ways: texts(table.plain(&MATRIX.ways)?),
        from: texts(from),
        to: texts(table.plain(&MATRIX.to)?),
        metres: table.optional_integers(&MATRIX.metres)?,
        seconds: table.optional_integers(&MATRIX.seconds)?,
    })
}

fn matrix_of_csv(path: &Path) -> Result<MatrixRows, TablesError> {
    let mut table = CsvTable::open(path, &MatrixColumns::TABLE)?;
    let mut rows = MatrixRows::default();
    while table.advance()? {
        let whole = |column: &Column| match table.cell(column) {
            "" => Ok(None),
            text => text.parse().map(Some).map_err(|_| {
                table.fault(column, Fault::new(format!("\"{text}\" is not a whole number"), "give a whole number"))
            }),
        };
        rows.metres.push(whole(&MATRIX.metres)?);
        rows.seconds.push(whole(&MATRIX.seconds)?);
        rows.ways.push(table.cell(&MATRIX.ways).to_owned());
        rows.from.push(table.cell(&MATRIX.from).to_owned());
        rows.to.push(table.cell(&MATRIX.to).to_owned());
    }
    Ok(rows)
}

/// Names the file and line that a broken rule of the model concerns.
fn placed(error: MarketError, files: &MarketFiles) -> TablesError {
    let fault = Fault::new(error.problem, error.remedy);
    let path = match error.table {
        Table::Stops => &files.stops,
        Table::Vehicles => &files.vehicles,
        Table::Drivers => &files.drivers,
        Table::Matrix => files.matrix.as_ref().unwrap_or(&files.header),
        list => {
            let header = match TomlFile::read(&files.header) {
                Ok(header) => header,
                Err(error) => return error,
            };
            return match error.row {
                Some(row) => header.fault_in_list(list.name(), row, error.column, fault),
                None if list == Table::Header => header.fault_at_key(error.column, fault),
                None => header.fault_at_key(list.name(), fault),
            };
        }
    };
    let placed = fault.at(path).in_column(error.column);
    match error.row {
        Some(row) if path.extension().is_some_and(|extension| extension == "csv") => {
            placed.at_line(line_of_row(path, row))
        }
        row => placed.at_row(row.map(|row| row + 1)),
    }
}
