//! Packages that nobody could carry as promised, and damaged package tables.

use std::fs;
use std::path::Path;

use linehaul_case::HubId;
use linehaul_tables::{Cells, write_table};
use tempfile::TempDir;

use super::refusal::{assert_refused, assert_spoiled_refused, assert_toy_refused};
use crate::demo;
use crate::folders::{copy, names};
use crate::program::schedule;
use crate::toy_case::Toy;

#[test]
fn a_weight_below_zero() {
    assert_spoiled_refused("packages.csv", [",40,", ",-40,"], &["packages.csv:3, kg: -40"], "give");
}

#[test]
fn due_before_release() {
    let change = ["2024-01-02T00:00:00Z,40", "2024-01-01T04:00:00Z,40"];
    assert_spoiled_refused("packages.csv", change, &["packages.csv:3, due_at: due"], "after the release");
}

#[test]
fn a_destination_that_no_lanes_reach() {
    let parts = ["packages.csv:2, destination: no lanes lead from \"a\" to \"c\""];
    assert_spoiled_refused("lanes.csv", ["b,c,200,3\n", ""], &parts, "add lanes to lanes.csv");
}

#[test]
fn a_package_that_fits_no_vehicle() {
    let parts = ["packages.csv:2, m3: 500 kg and 55 m3 fit no vehicle type"];
    assert_spoiled_refused("packages.csv", [",2.5,", ",55,"], &parts, "split the package");
}

/// Writes the packages of the demo, with NaN as the value of one row.
fn spoil_value(path: &Path, row: usize) {
    let case = &demo::CASE.case;
    let packages = case.packages();
    let hubs = |hubs: &[HubId]| Cells::Text(hubs.iter().map(|hub| case.hubs()[hub.index()].id.clone()).collect());
    let times = |column: &[i64]| Cells::Time(column.iter().map(|seconds| case.start() + seconds).collect());
    let mut values = packages.values.clone();
    values[row] = f64::NAN;
    let columns = [
        ("id", Cells::Ids(packages.ids.clone())),
        ("origin", hubs(&packages.origins)),
        ("destination", hubs(&packages.destinations)),
        ("released_at", times(&packages.released_seconds)),
        ("due_at", times(&packages.due_seconds)),
        ("kg", Cells::Float(packages.grams.iter().map(|grams| grams.to_kg()).collect())),
        ("m3", Cells::Float(packages.ml.iter().map(|ml| ml.to_m3()).collect())),
        ("value", Cells::Float(values)),
    ];
    fs::remove_file(path).unwrap();
    write_table(path, &columns).unwrap();
}

/// A Parquet file has rows, not lines.
#[test]
fn a_row_of_a_parquet_file() {
    let folder = TempDir::new().unwrap();
    let (dir, out) = (folder.path().join("case"), folder.path().join("out"));
    copy(&demo::dir(), &dir);
    spoil_value(&dir.join("packages.parquet"), 122);
    assert_refused(&schedule(&dir, &out, &[]), &["packages.parquet row 123, value: NaN"], "give");
    assert_eq!(names(folder.path()), ["case"]);
}

#[test]
fn a_truncated_parquet_file() {
    let folder = TempDir::new().unwrap();
    let (dir, out) = (folder.path().join("case"), folder.path().join("out"));
    copy(&demo::dir(), &dir);
    let whole = fs::read(dir.join("packages.parquet")).unwrap();
    for length in [0, 3, 5_000, whole.len() - 1] {
        fs::write(dir.join("packages.parquet"), &whole[..length]).unwrap();
        let refused = schedule(&dir, &out, &[]);
        assert_refused(
            &refused,
            &["case/packages.parquet: this is not a whole Parquet file"],
            "write or copy the file again",
        );
        assert_eq!(names(folder.path()), ["case"]);
    }
}

#[test]
fn an_empty_table() {
    let toy = Toy::new();
    toy.write("packages.csv", "id,origin,destination,released_at,due_at,kg,m3,value\n");
    assert_toy_refused(&toy, &["packages.csv: the table has no rows"], "at least one package");
    toy.write("packages.csv", "");
    assert_toy_refused(&toy, &["packages.csv: the file is empty"], "id,origin,destination");
}
