//! One value of a sound schedule changed: the auditor names the table, the row and the column.
//!
//! All changes go to the auditor; one a table goes through files and the binary. What cannot be proved from the files, the policy's
//! name and hash and the version, is not among them.

use linehaul_case::PackageIds;
use linehaul_tables::schema::schedule_files::{DepartureColumns, LoadColumns, PackageOutcomeColumns};
use linehaul_tables::{ScheduleFiles, write_schedule_files};
use linehaul_verify::Table::{self, Departures, Loads, Metadata, Packages, Summary};
use linehaul_verify::audit;
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::demo;
use crate::program::verify;

/// The row that is changed, from 0.
const ROW: usize = 700;

type Tamper = fn(&mut ScheduleFiles);

/// One change a column, as small as the file can tell.
const COLUMNS: [(Table, &str, Tamper); 20] = [
    (Departures, "departure_id", |files| files.departures.ids[ROW] = 1),
    (Departures, "departed_at", |files| files.departures.departed_at[ROW] += 1),
    (Departures, "arrives_at", |files| files.departures.arrives_at[ROW] += 3_600),
    (Departures, "origin", |files| files.departures.origins[ROW].push('x')),
    (Departures, "destination", |files| files.departures.destinations[ROW].clear()),
    (Departures, "vehicle_type", |files| files.departures.vehicle_types[ROW].push('x')),
    (Departures, "kg", |files| files.departures.kg[ROW] += 0.001),
    (Departures, "m3", |files| files.departures.m3[ROW] -= 0.000_001),
    (Departures, "fill", |files| files.departures.fill[ROW] += 1e-6),
    (Departures, "km", |files| files.departures.km[ROW] += 0.001),
    (Departures, "cost", |files| files.departures.costs[ROW] -= 0.01),
    (Loads, "departure_id", |files| files.loads.departure_ids[ROW] = -1),
    (Loads, "package_id", |files| numbers(&mut files.loads.package_ids)[ROW] = 0),
    (Loads, "kg", |files| files.loads.kg[ROW] += 0.001),
    (Loads, "m3", |files| files.loads.m3[ROW] = f64::NAN),
    (Packages, "package_id", |files| numbers(&mut files.packages.ids)[ROW] = 0),
    (Packages, "delivered_at", |files| {
        files.packages.delivered_at[ROW] = files.packages.delivered_at[ROW].map(|time| time - 3_600);
    }),
    (Packages, "late", |files| files.packages.late[ROW] ^= true),
    (Packages, "hops", |files| files.packages.hops[ROW] += 1),
    (Packages, "transit_hours", |files| files.packages.transit_hours[ROW] = None),
];

fn numbers(ids: &mut PackageIds) -> &mut Vec<i64> {
    let PackageIds::Numbers(ids) = ids else { panic!("the demo numbers its packages") };
    ids
}

#[track_caller]
fn assert_named(files: &ScheduleFiles, table: Table, row: Option<usize>, column: &str) {
    let report = audit(&demo::CASE.case, &demo::CASE.hash, files);
    let named = report.broken.iter().any(|claim| (claim.table, claim.row, claim.column) == (table, row, column));
    let lines: Vec<String> = report.broken.iter().map(ToString::to_string).collect();
    assert!(named, "no {table}, {row:?}, {column} in\n{}", lines.join("\n"));
}

#[test]
fn each_column_is_tampered_with() {
    for (table, wanted) in
        [(Departures, DepartureColumns::TABLE), (Loads, LoadColumns::TABLE), (Packages, PackageOutcomeColumns::TABLE)]
    {
        let columns: Vec<&str> = COLUMNS.iter().filter(|column| column.0 == table).map(|column| column.1).collect();
        assert_eq!(columns, wanted.names().collect::<Vec<_>>(), "{table}");
    }
}

#[test]
fn a_changed_cell_is_named_with_its_row_and_column() {
    assert!(demo::SCHEDULE.packages.delivered_at[ROW].is_some());
    for (table, column, tamper) in COLUMNS {
        let mut files = demo::SCHEDULE.clone();
        tamper(&mut files);
        assert_named(&files, table, Some(ROW + 1), column);
    }
}

#[test]
fn a_changed_figure_of_the_summary_is_named() {
    let Value::Object(summary) = serde_json::to_value(&demo::SCHEDULE.summary).unwrap() else { unreachable!() };
    assert_eq!(summary.len(), 23);
    for (key, value) in &summary {
        let mut tampered = summary.clone();
        tampered[key] = match value {
            Value::Number(number) if number.is_u64() => json!(number.as_u64().unwrap() + 1),
            Value::Number(number) => json!(number.as_f64().unwrap() * 1.000_01),
            Value::Array(types) => json!([types[1], types[0], types[2]]),
            other => panic!("{other}"),
        };
        let mut files = demo::SCHEDULE.clone();
        files.summary = serde_json::from_value(Value::Object(tampered)).unwrap();
        assert_named(&files, Summary, None, key);
    }
}

#[test]
fn the_metadata_must_name_case_and_seed() {
    let mut files = demo::SCHEDULE.clone();
    files.meta.case.push('!');
    assert_named(&files, Metadata, None, "case");
    let mut files = demo::SCHEDULE.clone();
    files.meta.case_hash.clear();
    assert_named(&files, Metadata, None, "case_hash");
    let mut files = demo::SCHEDULE.clone();
    files.meta.seed = 1;
    assert_named(&files, Summary, None, "packages");
}

#[test]
fn the_binary_names_table_row_and_column_and_exits_with_1() {
    let tamperings: [(&str, Tamper); 4] = [
        ("departures row 701, cost: states ", |files| files.departures.costs[ROW] -= 0.01),
        ("loads row 701, kg: states ", |files| files.loads.kg[ROW] += 0.001),
        ("packages row 701, late: states ", |files| files.packages.late[ROW] ^= true),
        ("summary, total_cost: states ", |files| files.summary.total_cost -= 100.0),
    ];
    for (line, tamper) in tamperings {
        let folder = TempDir::new().unwrap();
        let dir = folder.path().join("schedule");
        let mut files = demo::SCHEDULE.clone();
        tamper(&mut files);
        write_schedule_files(&dir, &files).unwrap();
        let verified = verify(&dir, &demo::dir());
        verified.assert_code(1);
        assert!(verified.stderr.lines().any(|broken| broken.starts_with(line)), "{line}\n{}", verified.stderr);
        assert!(verified.stderr.trim_end().ends_with("claims do not hold"), "{}", verified.stderr);
        assert_eq!(verified.stdout, "");
    }
}
