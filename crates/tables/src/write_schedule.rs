//! A simulated horizon into a schedule folder: `departures`, `loads` and `packages.parquet`, and `summary.json`.
//!
//! Indices become names and hours become times first, in the very columns that a reader gets; then the columns are written.

use std::path::Path;

use linehaul_case::schedule::{Schedule, Summary};
use linehaul_case::{Case, Demand, PackageIds};
use parquet::file::metadata::KeyValue;
use serde::{Deserialize, Serialize};

use crate::atomic::write_folder;
use crate::error::TablesError;
use crate::schedule_files::{DepartureRows, LoadRows, PackageRows, ScheduleFiles, ScheduleMeta};
use crate::table::{Column, parquet_bytes};

pub(crate) const DEPARTURES: &str = "departures.parquet";
pub(crate) const LOADS: &str = "loads.parquet";
pub(crate) const PACKAGES: &str = "packages.parquet";
pub(crate) const SUMMARY: &str = "summary.json";

/// `summary.json`
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct SummaryFile {
    pub meta: ScheduleMeta,
    pub summary: Summary,
}

/// Writes a schedule folder, whole or not at all. A schedule that is already there is replaced, anything else is not.
pub fn write_schedule(
    dir: &Path,
    case: &Case,
    demand: &Demand,
    schedule: &Schedule,
    meta: &ScheduleMeta,
) -> Result<(), TablesError> {
    let files = ScheduleFiles {
        meta: meta.clone(),
        summary: schedule.summary.clone(),
        departures: departure_rows(case, schedule),
        loads: load_rows(demand, schedule),
        packages: package_rows(case, demand, schedule),
    };
    write_schedule_files(dir, &files)
}

/// Writes rows that are already there, as [`write_schedule`] does.
pub fn write_schedule_files(dir: &Path, schedule: &ScheduleFiles) -> Result<(), TablesError> {
    let table = |name: &'static str, columns: &[(&str, Column)]| {
        Ok((name, parquet_bytes(&dir.join(name), columns, key_values(&schedule.meta))?))
    };
    let summary = SummaryFile { meta: schedule.meta.clone(), summary: schedule.summary.clone() };
    let mut json = serde_json::to_vec_pretty(&summary).expect("texts and numbers are JSON");
    json.push(b'\n');
    let files = [
        table(DEPARTURES, &departure_columns(&schedule.departures))?,
        table(LOADS, &load_columns(&schedule.loads))?,
        table(PACKAGES, &package_columns(&schedule.packages))?,
        (SUMMARY, json),
    ];
    write_folder(dir, &files, is_schedule)
}

/// What the metadata of each Parquet file says.
pub(crate) fn key_values(meta: &ScheduleMeta) -> Vec<KeyValue> {
    let seed = meta.seed.to_string();
    let entries = [
        ("linehaul.case", &meta.case),
        ("linehaul.case_hash", &meta.case_hash),
        ("linehaul.policy", &meta.policy),
        ("linehaul.policy_hash", &meta.policy_hash),
        ("linehaul.seed", &seed),
        ("linehaul.version", &meta.version),
    ];
    let mut pairs: Vec<KeyValue> =
        entries.into_iter().map(|(key, value)| KeyValue::new(key.to_owned(), value.clone())).collect();
    if meta.late_price != 0.0 {
        pairs.push(KeyValue::new("linehaul.late_price".to_owned(), meta.late_price.to_string()));
    }
    pairs
}

fn is_schedule(dir: &Path) -> bool {
    std::fs::read(dir.join(SUMMARY)).is_ok_and(|json| serde_json::from_slice::<SummaryFile>(&json).is_ok())
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

fn departure_columns(rows: &DepartureRows) -> [(&'static str, Column); 11] {
    [
        ("departure_id", Column::Int(rows.ids.clone())),
        ("departed_at", Column::times(&rows.departed_at)),
        ("arrives_at", Column::times(&rows.arrives_at)),
        ("origin", Column::Text(rows.origins.clone())),
        ("destination", Column::Text(rows.destinations.clone())),
        ("vehicle_type", Column::Text(rows.vehicle_types.clone())),
        ("kg", Column::Float(rows.kg.clone())),
        ("m3", Column::Float(rows.m3.clone())),
        ("fill", Column::Float(rows.fill.clone())),
        ("km", Column::Float(rows.km.clone())),
        ("cost", Column::Float(rows.costs.clone())),
    ]
}

fn load_columns(rows: &LoadRows) -> [(&'static str, Column); 4] {
    [
        ("departure_id", Column::Int(rows.departure_ids.clone())),
        ("package_id", Column::Ids(rows.package_ids.clone())),
        ("kg", Column::Float(rows.kg.clone())),
        ("m3", Column::Float(rows.m3.clone())),
    ]
}

fn package_columns(rows: &PackageRows) -> [(&'static str, Column); 5] {
    [
        ("package_id", Column::Ids(rows.ids.clone())),
        ("delivered_at", Column::Time(rows.delivered_at.clone())),
        ("late", Column::Flag(rows.late.clone())),
        ("hops", Column::SmallInt(rows.hops.iter().copied().map(Some).collect())),
        ("transit_hours", Column::SmallInt(rows.transit_hours.clone())),
    ]
}
