//! Folders that no report can be made of.

use std::fs;
use std::path::Path;

use tempfile::TempDir;

use super::page::{DEMO, report};
use crate::demo;
use crate::folders::copy;
use crate::program::{Finished, linehaul};
use crate::toy_case::Toy;

#[track_caller]
fn assert_refused(done: &Finished, parts: &[&str]) {
    done.assert_code(2);
    for part in parts {
        assert!(done.stderr.contains(part), "no \"{part}\" in {}", done.stderr);
    }
}

fn on_demo(folder: &Path) -> Finished {
    report(folder, &["--case".as_ref(), &demo::dir()])
}

#[test]
fn a_folder_that_holds_nothing_to_report() {
    let folder = TempDir::new().unwrap();
    assert_refused(
        &on_demo(folder.path()),
        &["neither a schedule nor an evaluation nor training runs", "linehaul schedule --out"],
    );
    assert_refused(&on_demo(&folder.path().join("x")), &["there is no such folder"]);
    assert_refused(&on_demo(&demo::dir()), &["neither a schedule nor an evaluation nor training runs"]);
}

#[test]
fn a_truncated_table() {
    for name in ["departures.parquet", "loads.parquet", "packages.parquet"] {
        let folder = TempDir::new().unwrap();
        copy(&DEMO.schedule(), folder.path());
        let whole = fs::read(folder.path().join(name)).unwrap();
        fs::write(folder.path().join(name), &whole[..whole.len() / 2]).unwrap();
        assert_refused(
            &on_demo(folder.path()),
            &[&format!("{name}: this is not a whole Parquet file"), "write or copy the file again"],
        );
        assert!(!folder.path().join("report.html").exists());
    }
}

#[test]
fn a_schedule_of_another_case_or_of_none_in_sight() {
    let toy = Toy::new();
    toy.schedule(&[]).assert_code(0);
    assert_refused(&on_demo(&toy.out()), &["another state of case \"toy\""]);
    assert_refused(&report(&toy.out(), &[]), &["case \"toy\", which is not here", "--case DIR"]);
}

/// A row that the rest contradicts is named, and the auditor recommended.
#[test]
fn a_schedule_that_contradicts_itself() {
    let toy = Toy::new();
    toy.schedule(&["--policy", "greedy"]).assert_code(0);
    let mut files = linehaul_tables::read_schedule(&toy.out()).unwrap();
    files.departures.origins[0] = "z".to_owned();
    linehaul_tables::write_schedule_files(&toy.out(), &files).unwrap();
    let refused = report(&toy.out(), &["--case".as_ref(), &toy.case()]);
    assert_refused(&refused, &["departures.parquet row 1, origin: the case has no hub \"z\"", "linehaul verify"]);
}

#[test]
fn schedules_of_two_cases_are_not_compared() {
    let toy = Toy::new();
    toy.schedule(&[]).assert_code(0);
    let compared = linehaul(["compare".as_ref(), toy.out().as_os_str(), DEMO.schedule().as_os_str()]);
    assert_refused(&compared, &["different cases: \"toy\"", "\"us-metro-12\"", "compare schedules of one case"]);
}

#[test]
fn a_broken_evaluation() {
    let folder = TempDir::new().unwrap();
    fs::write(folder.path().join("comparison.json"), "{\n}").unwrap();
    assert_refused(&report(folder.path(), &[]), &["comparison.json:2: this is not the comparison of an evaluation"]);
}
