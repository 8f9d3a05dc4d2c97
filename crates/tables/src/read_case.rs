//! A case folder into a checked case.
//!
//! Files are read in the order in which they refer to each other, then [`Case::new`] checks the whole; what it finds wrong is
//! placed in the file that it came from.

use std::path::Path;

use linehaul_case::rules::{MustRide, Rules};
use linehaul_case::{Case, CaseError, CaseTables, Table};

use crate::case_folder::CaseFiles;
use crate::case_header::{CaseExtras, CaseHeader};
use crate::column;
use crate::csv_table::line_of_row;
use crate::error::{Fault, TablesError};
use crate::hubs_vehicles_lanes::{read_hubs, read_lanes, read_vehicles};
use crate::names::Names;
use crate::packages::{leave_out_last_hour, read_packages};
use crate::rules::{self, Vocabulary, read_rules};
use crate::schema::case_files::{CaseKeys, HubColumns, LaneColumns, LateKeys, PackageColumns, VehicleColumns};
use crate::toml_table::TomlFile;

/// A case as read from its folder.
#[derive(Clone, Debug)]
pub struct LoadedCase {
    /// The checked case.
    pub case: Case,
    /// BLAKE3 of the names, lengths and bytes of the case's files, 64 hexadecimal digits.
    pub hash: String,
    /// What the header says besides.
    pub extras: CaseExtras,
    /// Packages of the table that are not in the case: handed over within the last hour of the horizon, after its start.
    pub left_out: usize,
}

/// Reads and checks a case folder.
///
/// # Errors
/// The first fault, with file, line or row, column, value and remedy.
pub fn read_case(dir: &Path) -> Result<LoadedCase, TablesError> {
    let files = CaseFiles::find(dir)?;
    let header_file = TomlFile::read(&files.header)?;
    let header = CaseHeader::read(&header_file)?;
    let hubs = read_hubs(&files.hubs)?;
    let vehicles = read_vehicles(&files.vehicles)?;
    let hub_names = Names::new("hub", hubs.iter().map(|hub| hub.id.as_str()));
    let vehicle_names = Names::new("vehicle type", vehicles.iter().map(|vehicle| vehicle.id.as_str()));
    let mut lanes = read_lanes(&files.lanes, &hub_names, &vehicle_names)?;
    let (mut packages, classes) = read_packages(&files.packages, header.start, &hub_names)?;
    let mut rules = Rules::default();
    if let Some(path) = &files.rules {
        let words =
            Vocabulary { hubs: &hub_names, vehicles: &vehicle_names, classes: &classes, packages: &packages.ids };
        rules = read_rules(&TomlFile::read(path)?, &words, &mut lanes)?;
    }
    let n_rows = packages.len();
    let package_rows = leave_out_last_hour(&mut packages, header.hours);
    // A rule may name a package that is left out: it holds for nothing then.
    rules.must_ride.retain_mut(|rule| match rule {
        MustRide::Class(_) => true,
        MustRide::Package(row) => package_rows.binary_search(row).map(|kept| *row = kept).is_ok(),
    });
    let tables = CaseTables {
        name: header.name,
        start: header.start,
        hours: header.hours,
        currency: header.currency,
        source: header.source,
        late: header.late,
        cost_multiplier: header.cost_multiplier,
        hubs,
        lanes,
        vehicles,
        classes,
        packages,
        rules,
    };
    let case = Case::new(tables).map_err(|error| placed(error, &files, &header_file, &package_rows))?;
    Ok(LoadedCase { case, hash: files.hash()?, extras: header.extras, left_out: n_rows - package_rows.len() })
}

/// Names the file and line that a broken rule of the model concerns.
fn placed(error: CaseError, files: &CaseFiles, header: &TomlFile, package_rows: &[usize]) -> TablesError {
    debug_assert!(is_declared(error.table, error.column), "{} is no column of {}", error.column, error.table);
    let fault = Fault::new(error.problem, error.remedy);
    let path = match error.table {
        Table::Case => return header.fault_at_key(error.column, fault),
        Table::Hubs => &files.hubs,
        Table::Lanes => &files.lanes,
        Table::Vehicles => &files.vehicles,
        Table::Packages => &files.packages,
        Table::Rules => files.rules.as_ref().unwrap_or(&files.header),
    };
    let placed = fault.at(path).in_column(error.column);
    let row = match error.table {
        Table::Packages => error.row.map(|row| package_rows[row]),
        _ => error.row,
    };
    match row {
        Some(row) if path.extension().is_some_and(|extension| extension == "csv") => {
            placed.at_line(line_of_row(path, row))
        }
        row => placed.at_row(row.map(|row| row + 1)),
    }
}

/// Whether a column that the rules of a case name is one of its file; none is the whole file.
fn is_declared(table: Table, column: &str) -> bool {
    let has = |declared: &column::Table, column: &str| column.is_empty() || declared.column(column).is_some();
    match table {
        Table::Case => match column.strip_prefix("late.") {
            Some(key) => has(&LateKeys::TABLE, key),
            None => has(&CaseKeys::TABLE, column),
        },
        Table::Hubs => has(&HubColumns::TABLE, column),
        Table::Lanes => has(&LaneColumns::TABLE, column),
        Table::Vehicles => has(&VehicleColumns::TABLE, column),
        Table::Packages => has(&PackageColumns::TABLE, column),
        Table::Rules => rules::tables().any(|declared| has(declared, column)),
    }
}
