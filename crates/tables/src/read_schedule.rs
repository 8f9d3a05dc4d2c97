//! A schedule folder into plain columns.

use std::fs;
use std::path::Path;

use crate::error::{Fault, TablesError};
use crate::parquet_table::ParquetTable;
use crate::quantity::Rounding;
use crate::schedule_files::{DepartureRows, LoadRows, PackageRows, ScheduleFiles, ScheduleMeta};
use crate::write_schedule::{DEPARTURES, LOADS, PACKAGES, SUMMARY, SummaryFile, key_values};

/// Reads a schedule folder. Its claims are not judged, only that the files are whole and belong together.
pub fn read_schedule(dir: &Path) -> Result<ScheduleFiles, TablesError> {
    let SummaryFile { meta, summary } = read_summary(dir)?;
    let table = |name: &str, columns: &[&str]| {
        let path = dir.join(name);
        let table = ParquetTable::read(&path, columns, &[])?;
        agree(&path, &table, &meta)?;
        Ok(table)
    };
    Ok(ScheduleFiles {
        departures: departure_rows(&table(
            DEPARTURES,
            &[
                "departure_id",
                "departed_at",
                "arrives_at",
                "origin",
                "destination",
                "vehicle_type",
                "kg",
                "m3",
                "fill",
                "km",
                "cost",
            ],
        )?)?,
        loads: load_rows(&table(LOADS, &["departure_id", "package_id", "kg", "m3"])?)?,
        packages: package_rows(&table(PACKAGES, &["package_id", "delivered_at", "late", "hops", "transit_hours"])?)?,
        meta,
        summary,
    })
}

fn read_summary(dir: &Path) -> Result<SummaryFile, TablesError> {
    let remedy = "a schedule is a folder with departures.parquet, loads.parquet, packages.parquet and summary.json";
    if !dir.is_dir() {
        return Err(TablesError::new(dir, "there is no such folder", remedy));
    }
    let path = dir.join(SUMMARY);
    if !path.is_file() {
        return Err(TablesError::new(&path, "the file is missing", remedy));
    }
    let json = fs::read(&path).map_err(|error| TablesError::io(&path, "read the file", &error))?;
    serde_json::from_slice(&json).map_err(|error| {
        let problem = format!("this is not the summary of a schedule: {error}");
        TablesError::new(&path, problem, "write the schedule again")
            .at_line(Some(error.line()).filter(|&line| line > 0))
    })
}

/// Files of two schedules must not be read as one.
fn agree(path: &Path, table: &ParquetTable, meta: &ScheduleMeta) -> Result<(), TablesError> {
    for wanted in key_values(meta) {
        let found =
            table.metadata.iter().find(|found| found.key == wanted.key).and_then(|found| found.value.as_deref());
        if found != wanted.value.as_deref() {
            let (key, found, wanted) =
                (&wanted.key, found.unwrap_or_default(), wanted.value.as_deref().unwrap_or_default());
            let problem = format!("its metadata `{key}` is \"{found}\", that of {SUMMARY} is \"{wanted}\"");
            return Err(Fault::new(problem, "keep the files of one schedule together, or write it again").at(path));
        }
    }
    Ok(())
}

fn departure_rows(table: &ParquetTable) -> Result<DepartureRows, TablesError> {
    Ok(DepartureRows {
        ids: table.integers("departure_id")?,
        departed_at: table.times("departed_at", Rounding::Down)?,
        arrives_at: table.times("arrives_at", Rounding::Down)?,
        origins: table.texts("origin")?,
        destinations: table.texts("destination")?,
        vehicle_types: table.texts("vehicle_type")?,
        kg: table.floats("kg")?,
        m3: table.floats("m3")?,
        fill: table.floats("fill")?,
        km: table.floats("km")?,
        costs: table.floats("cost")?,
    })
}

fn load_rows(table: &ParquetTable) -> Result<LoadRows, TablesError> {
    Ok(LoadRows {
        departure_ids: table.integers("departure_id")?,
        package_ids: table.ids("package_id")?,
        kg: table.floats("kg")?,
        m3: table.floats("m3")?,
    })
}

fn package_rows(table: &ParquetTable) -> Result<PackageRows, TablesError> {
    Ok(PackageRows {
        ids: table.ids("package_id")?,
        delivered_at: table.optional_times("delivered_at", Rounding::Down)?,
        late: table.flags("late")?,
        hops: table.small_integers("hops")?,
        transit_hours: table.optional_integers("transit_hours")?,
    })
}
