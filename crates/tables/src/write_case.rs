//! A case into a folder that reads back as an equal case, with the same bytes each time.

use std::fmt::Write;
use std::path::Path;

use chrono::DateTime;
use linehaul_case::{Case, ClassId, HubId, LateCost, Packages};

use crate::atomic::{taken, write_folder};
use crate::case_folder::{CASE_TOML, HUBS_CSV, LANES_CSV, PACKAGES_CSV, PACKAGES_PARQUET, RULES_TOML, VEHICLES_CSV};
use crate::case_header::CaseExtras;
use crate::cells::Cells;
use crate::column::Column;
use crate::csv_table::csv_bytes;
use crate::error::TablesError;
use crate::rules::{quoted, rules_toml};
use crate::schema::case_files::{
    CASE, HubColumns, LANES, LATE, LaneColumns, LateKeys, PACKAGES, PackageColumns, VEHICLES, VehicleColumns,
};
use crate::write_table::parquet_bytes;

/// How packages are stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PackagesFormat {
    /// `packages.parquet`: small and fast.
    Parquet,
    /// `packages.csv`: to look at and to edit. Text ids that all look like numbers read back as numbers.
    Csv,
}

/// Writes a case folder, whole or not at all. A folder that is there must be empty: no source data are overwritten.
pub fn write_case(dir: &Path, case: &Case, format: PackagesFormat, extras: &CaseExtras) -> Result<(), TablesError> {
    let mut files = vec![
        (CASE_TOML, header_toml(case, extras).into_bytes()),
        (HUBS_CSV, hubs_csv(case)),
        (LANES_CSV, lanes_csv(case)),
        (VEHICLES_CSV, vehicles_csv(case)),
        match format {
            PackagesFormat::Parquet => (PACKAGES_PARQUET, packages_parquet(dir, case)?),
            PackagesFormat::Csv => (PACKAGES_CSV, packages_csv(case)),
        },
    ];
    let rules = rules_toml(case);
    if !rules.is_empty() {
        files.push((RULES_TOML, rules.into_bytes()));
    }
    write_folder(dir, &files, |dir| Err(taken(dir)))
}

fn header_toml(case: &Case, extras: &CaseExtras) -> String {
    let mut text = String::new();
    let mut line = |key: &Column, value: String| writeln!(text, "{} = {value}", key.name).expect("a string grows");
    line(&CASE.name, quoted(case.name()));
    line(&CASE.hours, case.hours().to_string());
    line(&CASE.start, quoted(&time(case.start())));
    line(&CASE.currency, quoted(case.currency()));
    line(&CASE.source, quoted(case.source()));
    line(&CASE.licence, quoted(&extras.licence));
    line(&CASE.scale, quoted(&extras.scale));
    if case.cost_multiplier().to_bits() != 1.0_f64.to_bits() {
        line(&CASE.cost_multiplier, format!("{:?}", case.cost_multiplier()));
    }
    if *case.late() != LateCost::default() {
        let shares: Vec<String> =
            case.late().shares.iter().map(|(from, share)| format!("[{from:?}, {share:?}]")).collect();
        let (hourly, hours) = (case.late().hourly, case.late().hours);
        let shares = shares.join(", ");
        let keys = [
            (&LATE.shares, format!("[{shares}]")),
            (&LATE.hourly, format!("{hourly:?}")),
            (&LATE.hours, hours.to_string()),
        ];
        writeln!(text, "\n[{}]", LateKeys::TABLE.key()).expect("a string grows");
        for (key, value) in keys {
            writeln!(text, "{} = {value}", key.name).expect("a string grows");
        }
    }
    text
}

fn hubs_csv(case: &Case) -> Vec<u8> {
    let rows = case.hubs().iter().map(|hub| {
        let (lat, lon) = (hub.lat.to_string(), hub.lon.to_string());
        vec![hub.id.clone(), hub.name.clone(), lat, lon, hub.max_dispatch_per_hour.to_string()]
    });
    csv_bytes(HubColumns::TABLE.names(), rows)
}

fn lanes_csv(case: &Case) -> Vec<u8> {
    let all = ((1_u32 << case.vehicles().len()) - 1) as u16;
    let limited = case.lanes().iter().any(|lane| lane.types != all);
    let rows = case.lanes().iter().map(|lane| {
        let (from, to) = (case.hubs()[lane.from.index()].id.clone(), case.hubs()[lane.to.index()].id.clone());
        let mut row = vec![from, to, lane.metres.to_km().to_string(), lane.hours.to_string()];
        if limited {
            let allowed =
                case.vehicles().iter().enumerate().filter(|(t, _)| lane.types != all && lane.types >> t & 1 == 1);
            row.push(allowed.map(|(_, vehicle)| vehicle.id.as_str()).collect::<Vec<_>>().join(";"));
        }
        row
    });
    csv_bytes(LaneColumns::TABLE.names().filter(|&name| limited || name != LANES.vehicle_types.name), rows)
}

fn vehicles_csv(case: &Case) -> Vec<u8> {
    let limited = case.vehicles().iter().any(|vehicle| vehicle.per_hub_per_hour.is_some());
    let rows = case.vehicles().iter().map(|vehicle| {
        let size = [vehicle.grams.to_kg(), vehicle.ml.to_m3(), vehicle.cost_per_km, vehicle.cost_per_dispatch];
        let mut row = vec![vehicle.id.clone()];
        row.extend(size.map(|number| number.to_string()));
        if limited {
            row.push(vehicle.per_hub_per_hour.map_or_else(String::new, |trucks| trucks.to_string()));
        }
        row
    });
    csv_bytes(VehicleColumns::TABLE.names().filter(|&name| limited || name != VEHICLES.per_hub_per_hour.name), rows)
}

fn packages_parquet(dir: &Path, case: &Case) -> Result<Vec<u8>, TablesError> {
    let packages = case.packages();
    let hubs = |ids: &[HubId]| Cells::Text(ids.iter().map(|id| case.hubs()[id.index()].id.clone()).collect());
    let times = |seconds: &[i64]| Cells::Time(seconds.iter().map(|after| case.start() + after).collect());
    let mut columns = vec![
        (PACKAGES.id.name, Cells::Ids(packages.ids.clone())),
        (PACKAGES.origin.name, hubs(&packages.origins)),
        (PACKAGES.destination.name, hubs(&packages.destinations)),
        (PACKAGES.announced_at.name, times(&packages.announced_seconds)),
        (PACKAGES.released_at.name, times(&packages.released_seconds)),
        (PACKAGES.due_at.name, times(&packages.due_seconds)),
        (PACKAGES.kg.name, Cells::Float(packages.grams.iter().map(|grams| grams.to_kg()).collect())),
        (PACKAGES.m3.name, Cells::Float(packages.ml.iter().map(|ml| ml.to_m3()).collect())),
        (PACKAGES.value.name, Cells::Float(packages.values.clone())),
    ];
    if has_classes(packages) {
        let names = packages.classes.iter().map(|class| case.classes()[class.index()].clone());
        columns.push((PACKAGES.class.name, Cells::Text(names.collect())));
    }
    parquet_bytes(&dir.join(PACKAGES_PARQUET), &columns, Vec::new())
}

fn packages_csv(case: &Case) -> Vec<u8> {
    let packages = case.packages();
    let classed = has_classes(packages);
    let rows = (0..packages.len()).map(|i| {
        let hub = |id: HubId| case.hubs()[id.index()].id.clone();
        let mut row = vec![packages.ids.text(i), hub(packages.origins[i]), hub(packages.destinations[i])];
        let seconds = [packages.announced_seconds[i], packages.released_seconds[i], packages.due_seconds[i]];
        row.extend(seconds.map(|after| time(case.start() + after)));
        let numbers = [packages.grams[i].to_kg(), packages.ml[i].to_m3(), packages.values[i]];
        row.extend(numbers.map(|number| number.to_string()));
        if classed {
            row.push(case.classes()[packages.classes[i].index()].clone());
        }
        row
    });
    csv_bytes(PackageColumns::TABLE.names().filter(|&name| classed || name != PACKAGES.class.name), rows)
}

fn has_classes(packages: &Packages) -> bool {
    packages.classes.iter().any(|&class| class != ClassId(0))
}

/// RFC 3339, UTC.
fn time(seconds: i64) -> String {
    let time = DateTime::from_timestamp(seconds, 0).expect("times of a case lie within a few thousand years");
    time.format("%Y-%m-%dT%H:%M:%SZ").to_string()
}
