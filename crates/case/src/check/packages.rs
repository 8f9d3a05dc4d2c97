//! Packages one by one.

use std::collections::HashSet;

use crate::error::{CaseError, Table};
use crate::limits::{GENERAL_CLASS, MAX_CLASSES, MAX_DUE_HOUR, MAX_SECONDS, MAX_VALUE};
use crate::packages::{PackageIds, Packages};
use crate::tables::{CaseTables, VehicleType};

/// Checks the package table.
pub(super) fn check(case: &CaseTables) -> Result<(), CaseError> {
    const T: Table = Table::Packages;
    let packages = &case.packages;
    columns(packages)?;
    if packages.is_empty() {
        return Err(T.fault(None, "", "the table has no rows", "a case needs at least one package"));
    }
    classes(&case.classes)?;
    unique_ids(&packages.ids)?;
    for row in 0..packages.len() {
        references(case, row)?;
        if packages.origins[row] == packages.destinations[row] {
            let hub = &case.hubs[packages.origins[row].index()].id;
            let problem = format!("\"{hub}\" is also the origin");
            return Err(T.fault(row, "destination", problem, "remove packages that need no truck"));
        }
        times(packages, row)?;
        if packages.announced_seconds[row] > packages.released_seconds[row] {
            let remedy = "a package cannot be announced after it is released";
            return Err(T.fault(row, "announced_at", "announced after released_at", remedy));
        }
        if packages.due_seconds[row] < packages.released_seconds[row] {
            let hours = (packages.released_seconds[row] - packages.due_seconds[row]) as f64 / 3_600.0;
            let problem = format!("due {hours:.2} hours before released_at");
            return Err(T.fault(row, "due_at", problem, "a promise must lie after the release"));
        }
        let released = packages.released_hour(row);
        if released < 0 || released >= i64::from(case.hours) {
            let problem = format!("released in hour {released} of a horizon of {} hours", case.hours);
            return Err(T.fault(row, "released_at", problem, "drop the package, or move start or hours in case.toml"));
        }
        if packages.due_hour(row) > MAX_DUE_HOUR {
            return Err(T.fault(
                row,
                "due_at",
                "due more than 60,000 hours after the start",
                "give a due time within reach",
            ));
        }
        if packages.grams[row].0 == 0 && packages.ml[row].0 == 0 {
            return Err(T.fault(row, "kg", "neither weight nor volume", "give at least 0.001 kg or 0.000001 m3"));
        }
        let value = packages.values[row];
        if !(0.0..=MAX_VALUE).contains(&value) {
            return Err(T.fault(row, "value", format!("{value} is not a value"), "give 0 to 1,000,000,000"));
        }
        let fits = |v: &VehicleType| packages.grams[row] <= v.grams && packages.ml[row] <= v.ml;
        if !case.vehicles.iter().any(fits) {
            let (kg, m3) = (packages.grams[row].to_kg(), packages.ml[row].to_m3());
            let problem = format!("{kg} kg and {m3} m3 fit no vehicle type");
            let too_heavy = case.vehicles.iter().all(|vehicle| packages.grams[row] > vehicle.grams);
            let column = if too_heavy { "kg" } else { "m3" };
            return Err(T.fault(row, column, problem, "split the package, or add a larger type to vehicles.csv"));
        }
    }
    Ok(())
}

/// All columns have a cell for each package.
fn columns(packages: &Packages) -> Result<(), CaseError> {
    let rows = packages.len();
    let lengths = [
        ("id", packages.ids.len()),
        ("destination", packages.destinations.len()),
        ("announced_at", packages.announced_seconds.len()),
        ("released_at", packages.released_seconds.len()),
        ("due_at", packages.due_seconds.len()),
        ("kg", packages.grams.len()),
        ("m3", packages.ml.len()),
        ("value", packages.values.len()),
        ("class", packages.classes.len()),
    ];
    match lengths.into_iter().find(|&(_, length)| length != rows) {
        Some((column, length)) => {
            let problem = format!("{length} cells for {rows} packages");
            Err(Table::Packages.fault(None, column, problem, "give each package one cell a column"))
        }
        None => Ok(()),
    }
}

fn classes(names: &[String]) -> Result<(), CaseError> {
    let fault = |problem: String, remedy: String| Err(Table::Packages.fault(None, "class", problem, remedy));
    if names.len() > MAX_CLASSES {
        return fault(format!("{} goods classes", names.len()), format!("merge classes: at most {MAX_CLASSES}"));
    }
    if names.first().is_none_or(|first| first != GENERAL_CLASS) {
        return fault(format!("the first class of {names:?} is not \"{GENERAL_CLASS}\""), "list it first".to_owned());
    }
    match (1..names.len()).find(|&at| names[at].is_empty() || names[..at].contains(&names[at])) {
        Some(at) => fault(format!("class \"{}\" has no name of its own", names[at]), "name each class once".to_owned()),
        None => Ok(()),
    }
}

/// A row names hubs and a class that there are.
fn references(case: &CaseTables, row: usize) -> Result<(), CaseError> {
    let packages = &case.packages;
    for (column, hub) in [("origin", packages.origins[row]), ("destination", packages.destinations[row])] {
        if hub.index() >= case.hubs.len() {
            let problem = format!("there is no hub number {} among {}", hub.0, case.hubs.len());
            return Err(Table::Packages.fault(row, column, problem, "name a hub of hubs.csv"));
        }
    }
    let class = packages.classes[row];
    if class.index() >= case.classes.len() {
        let problem = format!("there is no goods class number {} among {}", class.0, case.classes.len());
        return Err(Table::Packages.fault(row, "class", problem, "name a class that is listed"));
    }
    Ok(())
}

/// The times of a row can be counted with.
fn times(packages: &Packages, row: usize) -> Result<(), CaseError> {
    let times = [
        ("announced_at", packages.announced_seconds[row]),
        ("released_at", packages.released_seconds[row]),
        ("due_at", packages.due_seconds[row]),
    ];
    match times.into_iter().find(|(_, seconds)| seconds.unsigned_abs() > MAX_SECONDS.unsigned_abs()) {
        Some((column, seconds)) => {
            let problem = format!("{seconds} s from the start is more than a thousand years");
            Err(Table::Packages.fault(row, column, problem, "check the unit of the timestamps"))
        }
        None => Ok(()),
    }
}

fn unique_ids(ids: &PackageIds) -> Result<(), CaseError> {
    let repeat = match ids {
        // Ascending ids, as most tables have, are unique without a set of them all.
        PackageIds::Numbers(ids) if ids.is_sorted_by(|a, b| a < b) => None,
        PackageIds::Numbers(ids) => {
            let mut seen = HashSet::with_capacity(ids.len());
            ids.iter().position(|id| !seen.insert(*id))
        }
        PackageIds::Texts(ids) => {
            let mut seen = HashSet::with_capacity(ids.len());
            ids.iter().position(|id| !seen.insert(id.as_str()))
        }
    };
    match repeat {
        Some(row) => {
            let problem = format!("{} is already the id of an earlier row", ids.text(row));
            Err(Table::Packages.fault(row, "id", problem, "give each package a unique id"))
        }
        None => Ok(()),
    }
}
