//! A simulated horizon into a schedule folder: `departures`, `loads` and `packages.parquet`, and `summary.json`.
//!
//! Indices become names and hours become times first, in the very columns that a reader gets; then the columns are written.

use std::path::{Path, PathBuf};

use linehaul_case::schedule::Schedule;
use linehaul_case::{Case, Demand, PackageIds};

use crate::atomic::write_folder;
use crate::error::TablesError;
use crate::events::EVENTS;
use crate::replaceable::check_replaceable;
use crate::rows::Rows;
use crate::schedule_folder::{SUMMARY_JSON, ScheduleFiles, SummaryFile};
use crate::schedule_metadata::key_values;
use crate::schema::schedule_files::{DepartureRows, LoadRows, PackageRows, ScheduleMeta};
use crate::write_events::events_text;
use crate::write_table::rows_bytes;

/// Writes a schedule folder, whole or not at all. What is already there is replaced if [`check_replaceable`] says so.
///
/// The demand is that which was met, as events have made it. `more` are names and bytes of files that belong into the same folder.
pub fn write_schedule(
    dir: &Path,
    case: &Case,
    demand: &Demand,
    schedule: &Schedule,
    meta: &ScheduleMeta,
    more: Vec<(PathBuf, Vec<u8>)>,
) -> Result<(), TablesError> {
    let files = ScheduleFiles {
        meta: meta.clone(),
        summary: schedule.summary.clone(),
        departures: departure_rows(case, schedule),
        loads: load_rows(demand, schedule),
        packages: package_rows(case, demand, schedule),
        events: events_text(case, demand, &schedule.events),
    };
    write(dir, &files, more)
}

/// Writes rows that are already there, as [`write_schedule`] does.
pub fn write_schedule_files(dir: &Path, schedule: &ScheduleFiles) -> Result<(), TablesError> {
    write(dir, schedule, Vec::new())
}

fn write(dir: &Path, schedule: &ScheduleFiles, more: Vec<(PathBuf, Vec<u8>)>) -> Result<(), TablesError> {
    let summary = SummaryFile { meta: Some(schedule.meta.clone()), summary: schedule.summary.clone() };
    let mut json = serde_json::to_vec_pretty(&summary).expect("texts and numbers are JSON");
    json.push(b'\n');
    let mut files = vec![
        file(dir, &schedule.departures, &schedule.meta)?,
        file(dir, &schedule.loads, &schedule.meta)?,
        file(dir, &schedule.packages, &schedule.meta)?,
        (SUMMARY_JSON.into(), json),
    ];
    if !schedule.events.is_empty() {
        files.push((EVENTS.into(), schedule.events.clone().into_bytes()));
    }
    files.extend(more);
    write_folder(dir, &files, |dir| {
        check_replaceable(dir, &files.iter().map(|(name, _)| name.as_path()).collect::<Vec<_>>())
    })
}

fn file<R: Rows>(dir: &Path, rows: &R, meta: &ScheduleMeta) -> Result<(PathBuf, Vec<u8>), TablesError> {
    Ok((R::TABLE.file.into(), rows_bytes(&dir.join(R::TABLE.file), rows, key_values(meta))?))
}

fn departure_rows(case: &Case, schedule: &Schedule) -> DepartureRows {
    let trucks = &schedule.departures;
    let times = |hours: &[u16]| hours.iter().map(|&hour| case.start() + i64::from(hour) * 3_600).collect();
    let lanes = || trucks.lanes.iter().map(|lane| &case.lanes()[lane.index()]);
    let kg: Vec<f64> = trucks.grams.iter().map(|&grams| grams as f64 / 1e3).collect();
    let m3: Vec<f64> = trucks.ml.iter().map(|&ml| ml as f64 / 1e6).collect();
    let fill = |(truck, vehicle): (usize, &linehaul_case::TypeId)| {
        let vehicle = &case.vehicles()[vehicle.index()];
        (kg[truck] / vehicle.grams.to_kg()).max(m3[truck] / vehicle.ml.to_m3())
    };
    DepartureRows {
        ids: (1..=trucks.len() as i64).collect(),
        departed_at: times(&trucks.hours),
        arrives_at: times(&trucks.arrival_hours),
        origins: lanes().map(|lane| case.hubs()[lane.from.index()].id.clone()).collect(),
        destinations: lanes().map(|lane| case.hubs()[lane.to.index()].id.clone()).collect(),
        vehicle_types: trucks.types.iter().map(|vehicle| case.vehicles()[vehicle.index()].id.clone()).collect(),
        fill: trucks.types.iter().enumerate().map(fill).collect(),
        km: lanes().map(|lane| lane.metres.to_km()).collect(),
        costs: trucks.costs.clone(),
        kg,
        m3,
    }
}

fn load_rows(demand: &Demand, schedule: &Schedule) -> LoadRows {
    let trucks = &schedule.departures;
    let packages = &demand.packages;
    let rows: Vec<usize> = (0..trucks.len()).flat_map(|truck| trucks.load(truck)).map(|&row| row as usize).collect();
    LoadRows {
        departure_ids: (0..trucks.len()).flat_map(|i| trucks.load(i).iter().map(move |_| i as i64 + 1)).collect(),
        package_ids: match &packages.ids {
            PackageIds::Numbers(ids) => PackageIds::Numbers(rows.iter().map(|&row| ids[row]).collect()),
            PackageIds::Texts(ids) => PackageIds::Texts(rows.iter().map(|&row| ids[row].clone()).collect()),
        },
        kg: rows.iter().map(|&row| packages.grams[row].to_kg()).collect(),
        m3: rows.iter().map(|&row| packages.ml[row].to_m3()).collect(),
    }
}

fn package_rows(case: &Case, demand: &Demand, schedule: &Schedule) -> PackageRows {
    let delivered = || schedule.delivered_hours.iter().map(|hour| hour.map(i64::from)).enumerate();
    PackageRows {
        ids: demand.packages.ids.clone(),
        delivered_at: delivered().map(|(_, hour)| Some(case.start() + hour? * 3_600)).collect(),
        late: schedule.late.clone(),
        hops: schedule.hops.iter().map(|&hops| i32::from(hops)).collect(),
        transit_hours: delivered()
            .map(|(row, hour)| Some((hour? - demand.packages.released_hour(row)) as i32))
            .collect(),
    }
}
