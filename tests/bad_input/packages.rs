//! Packages that nobody could carry as promised, and damaged package tables.

use std::fs;

use linehaul_tables::{CaseExtras, PackagesFormat, write_case};
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

/// A Parquet file has rows, not lines.
#[test]
fn a_row_of_a_parquet_file() {
    let folder = TempDir::new().unwrap();
    let (dir, out) = (folder.path().join("case"), folder.path().join("out"));
    let mut case = demo::CASE.case.clone();
    case.packages.values[122] = f64::NAN;
    write_case(&dir, &case, PackagesFormat::Parquet, &CaseExtras::default()).unwrap();
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
