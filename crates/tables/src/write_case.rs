//! A case into a folder that reads back as an equal case, with the same bytes each time.

use std::fmt::Write;
use std::path::Path;

use chrono::DateTime;
use linehaul_case::{Case, ClassId, HubId, LateCost, Packages};

use crate::atomic::write_folder;
use crate::case_header::CaseExtras;
use crate::error::TablesError;
use crate::network::{FLEET_LIMIT, HUB_COLUMNS, LANE_COLUMNS, LANE_TYPES, VEHICLE_COLUMNS};
use crate::packages::{ANNOUNCED, CLASS};
use crate::table::{Column, parquet_bytes};
use crate::write_rules::{quoted, rules_toml};

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
        ("case.toml", header_toml(case, extras).into_bytes()),
        ("hubs.csv", hubs_csv(case)),
        ("lanes.csv", lanes_csv(case)),
        ("vehicles.csv", vehicles_csv(case)),
        match format {
            PackagesFormat::Parquet => ("packages.parquet", packages_parquet(dir, case)?),
            PackagesFormat::Csv => ("packages.csv", packages_csv(case)),
        },
    ];
    let rules = rules_toml(case);
    if !rules.is_empty() {
        files.push(("rules.toml", rules.into_bytes()));
    }
    write_folder(dir, &files, |_| false)
}

fn header_toml(case: &Case, extras: &CaseExtras) -> String {
    let mut text = String::new();
    let mut line = |key: &str, value: String| writeln!(text, "{key} = {value}").expect("a string grows");
    line("name", quoted(case.name()));
    line("hours", case.hours().to_string());
    line("start", quoted(&time(case.start())));
    line("currency", quoted(case.currency()));
    line("source", quoted(case.source()));
    line("licence", quoted(&extras.licence));
    line("scale", quoted(&extras.scale));
    if case.cost_multiplier().to_bits() != 1.0_f64.to_bits() {
        line("cost_multiplier", format!("{:?}", case.cost_multiplier()));
    }
    if *case.late() != LateCost::default() {
        let shares: Vec<String> =
            case.late().shares.iter().map(|(from, share)| format!("[{from:?}, {share:?}]")).collect();
        let (hourly, hours) = (case.late().hourly, case.late().hours);
        let shares = shares.join(", ");
        write!(text, "\n[late]\nshares = [{shares}]\nhourly = {hourly:?}\nhours = {hours}\n").expect("a string grows");
    }
    text
}

fn hubs_csv(case: &Case) -> Vec<u8> {
    let rows = case.hubs().iter().map(|hub| {
        let (lat, lon) = (hub.lat.to_string(), hub.lon.to_string());
        vec![hub.id.clone(), hub.name.clone(), lat, lon, hub.max_dispatch_per_hour.to_string()]
    });
    csv_bytes(&HUB_COLUMNS, rows)
}

fn lanes_csv(case: &Case) -> Vec<u8> {
    let all = ((1_u32 << case.vehicles().len()) - 1) as u16;
    let limited = case.lanes().iter().any(|lane| lane.types != all);
    let columns = [&LANE_COLUMNS[..], if limited { &[LANE_TYPES] } else { &[] }].concat();
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
    csv_bytes(&columns, rows)
}

fn vehicles_csv(case: &Case) -> Vec<u8> {
    let limited = case.vehicles().iter().any(|vehicle| vehicle.per_hub_per_hour.is_some());
    let columns = [&VEHICLE_COLUMNS[..], if limited { &[FLEET_LIMIT] } else { &[] }].concat();
    let rows = case.vehicles().iter().map(|vehicle| {
        let size = [vehicle.grams.to_kg(), vehicle.ml.to_m3(), vehicle.cost_per_km, vehicle.cost_per_dispatch];
        let mut row = vec![vehicle.id.clone()];
        row.extend(size.map(|number| number.to_string()));
        if limited {
            row.push(vehicle.per_hub_per_hour.map_or_else(String::new, |trucks| trucks.to_string()));
        }
        row
    });
    csv_bytes(&columns, rows)
}

fn packages_parquet(dir: &Path, case: &Case) -> Result<Vec<u8>, TablesError> {
    let packages = case.packages();
    let hubs = |ids: &[HubId]| Column::Text(ids.iter().map(|id| case.hubs()[id.index()].id.clone()).collect());
    let times = |seconds: &[i64]| Column::times(&seconds.iter().map(|after| case.start() + after).collect::<Vec<_>>());
    let mut columns = vec![
        ("id", Column::Ids(packages.ids.clone())),
        ("origin", hubs(&packages.origins)),
        ("destination", hubs(&packages.destinations)),
        (ANNOUNCED, times(&packages.announced_seconds)),
        ("released_at", times(&packages.released_seconds)),
        ("due_at", times(&packages.due_seconds)),
        ("kg", Column::Float(packages.grams.iter().map(|grams| grams.to_kg()).collect())),
        ("m3", Column::Float(packages.ml.iter().map(|ml| ml.to_m3()).collect())),
        ("value", Column::Float(packages.values.clone())),
    ];
    if has_classes(packages) {
        let names = packages.classes.iter().map(|class| case.classes()[class.index()].clone());
        columns.push((CLASS, Column::Text(names.collect())));
    }
    parquet_bytes(&dir.join("packages.parquet"), &columns, Vec::new())
}

fn packages_csv(case: &Case) -> Vec<u8> {
    let packages = case.packages();
    let classed = has_classes(packages);
    let times = [ANNOUNCED, "released_at", "due_at"];
    let columns =
        [&["id", "origin", "destination"][..], &times, &["kg", "m3", "value"], if classed { &[CLASS] } else { &[] }];
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
    csv_bytes(&columns.concat(), rows)
}

fn has_classes(packages: &Packages) -> bool {
    packages.classes.iter().any(|&class| class != ClassId(0))
}

fn csv_bytes(columns: &[&str], rows: impl Iterator<Item = Vec<String>>) -> Vec<u8> {
    const IN_MEMORY: &str = "rows of one length into memory cannot fail";
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(columns).expect(IN_MEMORY);
    rows.for_each(|row| writer.write_record(row).expect(IN_MEMORY));
    writer.into_inner().expect(IN_MEMORY)
}

/// RFC 3339, UTC.
fn time(seconds: i64) -> String {
    let time = DateTime::from_timestamp(seconds, 0).expect("times of a case lie within a few thousand years");
    time.format("%Y-%m-%dT%H:%M:%SZ").to_string()
}
