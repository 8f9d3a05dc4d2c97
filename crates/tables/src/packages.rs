//! `packages.parquet` or `packages.csv`: what is to be carried.
//!
//! Parquet goes column by column, and each distinct hub is looked up once; CSV goes row by row. Both end in the same columns.

use std::collections::HashMap;
use std::path::Path;

use linehaul_case::{ClassId, GENERAL_CLASS, HubId, PackageIds, Packages};

use crate::column::Column;
use crate::csv_table::CsvTable;
use crate::error::{Fault, TablesError};
use crate::names::Names;
use crate::parquet_table::{Labels, ParquetTable};
use crate::quantity::{Rounding, grams, millilitres, seconds_after, timestamp};
use crate::schema::case_files::{PACKAGES, PackageColumns};

/// Goods classes in order of first appearance.
pub(crate) struct Classes {
    pub names: Vec<String>,
    positions: HashMap<String, ClassId>,
}

/// Reads the packages; their times count from `start`, seconds since 1970-01-01 UTC.
pub(crate) fn read_packages(path: &Path, start: i64, hubs: &Names) -> Result<(Packages, Vec<String>), TablesError> {
    let mut classes = Classes { names: Vec::new(), positions: HashMap::new() };
    classes.find(GENERAL_CLASS).expect("the first class fits");
    let packages = if path.extension().is_some_and(|extension| extension == "csv") {
        from_csv(path, start, hubs, &mut classes)?
    } else {
        from_parquet(path, start, hubs, &mut classes)?
    };
    Ok((packages, classes.names))
}

/// Drops the packages handed over within the last hour of the horizon: rounded up, no hour is left to release them. Gives the
/// file rows of the others. Packages of later hours stay, for the case's own checks to refuse.
pub(crate) fn leave_out_last_hour(packages: &mut Packages, hours: u16) -> Vec<usize> {
    let rows: Vec<usize> = (0..packages.len()).filter(|&row| packages.released_hour(row) != i64::from(hours)).collect();
    if rows.len() < packages.len() {
        fn taken<T: Clone>(column: &mut Vec<T>, rows: &[usize]) {
            *column = rows.iter().map(|&row| column[row].clone()).collect();
        }
        match &mut packages.ids {
            PackageIds::Numbers(ids) => taken(ids, &rows),
            PackageIds::Texts(ids) => taken(ids, &rows),
        }
        taken(&mut packages.origins, &rows);
        taken(&mut packages.destinations, &rows);
        taken(&mut packages.announced_seconds, &rows);
        taken(&mut packages.released_seconds, &rows);
        taken(&mut packages.due_seconds, &rows);
        taken(&mut packages.grams, &rows);
        taken(&mut packages.ml, &rows);
        taken(&mut packages.values, &rows);
        taken(&mut packages.classes, &rows);
    }
    rows
}

fn from_parquet(path: &Path, start: i64, hubs: &Names, classes: &mut Classes) -> Result<Packages, TablesError> {
    let table = ParquetTable::read(path, &PackageColumns::TABLE)?;
    let hub_ids = |column: &Column| {
        resolve(&table, column, &table.labels(column)?, |name| hubs.find(name.unwrap_or("")).map(HubId::from_index))
    };
    let times = |column: &Column, rounding| {
        let times = table.times(column, rounding)?;
        converted(&table, column, &times, |time| seconds_after(start, time))
    };
    let released_seconds = times(&PACKAGES.released_at, Rounding::Up)?;
    let class_ids = if table.has(&PACKAGES.class) {
        resolve(&table, &PACKAGES.class, &table.optional_labels(&PACKAGES.class)?, |name| {
            classes.find(name.unwrap_or(""))
        })?
    } else {
        vec![ClassId(0); table.len()]
    };
    Ok(Packages {
        ids: table.ids(&PACKAGES.id)?,
        origins: hub_ids(&PACKAGES.origin)?,
        destinations: hub_ids(&PACKAGES.destination)?,
        announced_seconds: if table.has(&PACKAGES.announced_at) {
            times(&PACKAGES.announced_at, Rounding::Up)?
        } else {
            released_seconds.clone()
        },
        released_seconds,
        due_seconds: times(&PACKAGES.due_at, Rounding::Down)?,
        grams: converted(&table, &PACKAGES.kg, &table.floats(&PACKAGES.kg)?, grams)?,
        ml: converted(&table, &PACKAGES.m3, &table.floats(&PACKAGES.m3)?, millilitres)?,
        values: converted(&table, &PACKAGES.value, &table.floats(&PACKAGES.value)?, finite)?,
        classes: class_ids,
    })
}

/// Looks up each distinct label when it is first met.
fn resolve<T: Copy>(
    table: &ParquetTable,
    column: &Column,
    labels: &Labels,
    mut find: impl FnMut(Option<&str>) -> Result<T, Fault>,
) -> Result<Vec<T>, TablesError> {
    let mut found = vec![None; labels.values.len() + 1];
    let mut ids = Vec::with_capacity(labels.keys.len());
    for (row, key) in labels.keys.iter().enumerate() {
        let slot = key.map_or(0, |key| key + 1);
        let id = match found[slot] {
            Some(id) => id,
            None => {
                find(key.map(|key| labels.values[key].as_str())).map_err(|fault| table.fault(column, row, fault))?
            }
        };
        found[slot] = Some(id);
        ids.push(id);
    }
    Ok(ids)
}

fn converted<T: Copy, U>(
    table: &ParquetTable,
    column: &Column,
    values: &[T],
    convert: impl Fn(T) -> Result<U, Fault>,
) -> Result<Vec<U>, TablesError> {
    let place = |(row, &value)| convert(value).map_err(|fault| table.fault(column, row, fault));
    values.iter().enumerate().map(place).collect()
}

fn finite(value: f64) -> Result<f64, Fault> {
    if value.is_finite() {
        return Ok(value);
    }
    Err(Fault::new(format!("{value} is not a finite number"), "give 0 to 1,000,000,000"))
}

fn from_csv(path: &Path, start: i64, hubs: &Names, classes: &mut Classes) -> Result<Packages, TablesError> {
    let mut table = CsvTable::open(path, &PackageColumns::TABLE)?;
    let mut packages = Packages::default();
    let mut ids = Vec::new();
    while table.advance()? {
        let hub = |column| {
            let position = hubs.find(table.text(column)?).map_err(|fault| table.fault(column, fault))?;
            Ok(HubId::from_index(position))
        };
        let time = |column, rounding| {
            let time = timestamp(table.text(column)?, rounding).and_then(|time| seconds_after(start, time));
            time.map_err(|fault| table.fault(column, fault))
        };
        let released = time(&PACKAGES.released_at, Rounding::Up)?;
        let announced = if table.cell(&PACKAGES.announced_at).is_empty() {
            released
        } else {
            time(&PACKAGES.announced_at, Rounding::Up)?
        };
        ids.push(table.text(&PACKAGES.id)?.to_owned());
        packages.origins.push(hub(&PACKAGES.origin)?);
        packages.destinations.push(hub(&PACKAGES.destination)?);
        packages.announced_seconds.push(announced);
        packages.released_seconds.push(released);
        packages.due_seconds.push(time(&PACKAGES.due_at, Rounding::Down)?);
        packages.grams.push(grams(table.number(&PACKAGES.kg)?).map_err(|fault| table.fault(&PACKAGES.kg, fault))?);
        packages.ml.push(millilitres(table.number(&PACKAGES.m3)?).map_err(|fault| table.fault(&PACKAGES.m3, fault))?);
        packages.values.push(table.number(&PACKAGES.value)?);
        packages
            .classes
            .push(classes.find(table.cell(&PACKAGES.class)).map_err(|fault| table.fault(&PACKAGES.class, fault))?);
    }
    packages.ids = numbers_if_all_are(ids);
    Ok(packages)
}

/// Numbers when no id would look different as one: "007" stays text.
fn numbers_if_all_are(ids: Vec<String>) -> PackageIds {
    let number = |id: &String| id.parse::<i64>().ok().filter(|number| number.to_string() == *id);
    match ids.iter().map(number).collect() {
        Some(numbers) => PackageIds::Numbers(numbers),
        None => PackageIds::Texts(ids),
    }
}

impl Classes {
    fn find(&mut self, name: &str) -> Result<ClassId, Fault> {
        let name = if name.is_empty() { GENERAL_CLASS } else { name };
        if let Some(&class) = self.positions.get(name) {
            return Ok(class);
        }
        let class = u8::try_from(self.names.len())
            .map(ClassId)
            .map_err(|_| Fault::new(format!("\"{name}\" is goods class 257"), "give at most 256 classes"))?;
        self.names.push(name.to_owned());
        self.positions.insert(name.to_owned(), class);
        Ok(class)
    }
}
