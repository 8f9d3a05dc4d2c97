//! Schedules that `verify` cannot read, or that are of another case.

use std::fs;
use std::path::{Path, PathBuf};

use linehaul_tables::{write_rows, write_schedule_files};
use tempfile::TempDir;

use super::refusal::assert_refused;
use crate::demo;
use crate::program::{linehaul, verify};
use crate::toy_case::Toy;

fn demo_schedule() -> (TempDir, PathBuf) {
    let folder = TempDir::new().unwrap();
    let dir = folder.path().join("schedule");
    write_schedule_files(&dir, &demo::SCHEDULE).unwrap();
    (folder, dir)
}

#[test]
fn a_schedule_of_another_case() {
    let toy = Toy::new();
    toy.schedule(&[]).assert_code(0);
    let parts = ["\"toy\"", "\"us-metro-12\"", &demo::CASE.hash[..12]];
    assert_refused(&verify(&toy.out(), &demo::dir()), &parts, "give the case that the schedule was made for");
}

#[test]
fn a_truncated_table() {
    for name in ["departures.parquet", "loads.parquet", "packages.parquet"] {
        let (_folder, dir) = demo_schedule();
        let whole = fs::read(dir.join(name)).unwrap();
        for length in [0, 4, whole.len() / 2, whole.len() - 1] {
            fs::write(dir.join(name), &whole[..length]).unwrap();
            let parts = [&*format!("schedule/{name}: this is not a whole Parquet file")];
            assert_refused(&verify(&dir, &demo::dir()), &parts, "write or copy the file again");
        }
    }
}

#[test]
fn a_missing_or_broken_file() {
    let (_folder, dir) = demo_schedule();
    fs::write(dir.join("summary.json"), "{\n  \"meta\": 3\n}\n").unwrap();
    assert_refused(
        &verify(&dir, &demo::dir()),
        &["summary.json:2: this is not the summary"],
        "write the schedule again",
    );
    fs::remove_file(dir.join("summary.json")).unwrap();
    assert_refused(&verify(&dir, &demo::dir()), &["summary.json: the file is missing"], "a schedule is a folder");
    assert_refused(
        &verify(&dir.join("x"), &demo::dir()),
        &["schedule/x: there is no such folder"],
        "a schedule is a folder",
    );
}

/// Files of two schedules in one folder.
#[test]
fn a_table_of_another_schedule() {
    let (_folder, dir) = demo_schedule();
    let (_other_folder, other) = demo_schedule();
    let mut files = demo::SCHEDULE.clone();
    files.meta.seed = 3;
    write_schedule_files(&other, &files).unwrap();
    fs::copy(other.join("loads.parquet"), dir.join("loads.parquet")).unwrap();
    let parts = ["loads.parquet", "`linehaul.seed` is \"3\"", "\"0\""];
    assert_refused(&verify(&dir, &demo::dir()), &parts, "keep the files of one schedule together");
}

/// Read and saved again by another program: the rows are the same, the metadata is gone.
#[test]
fn a_table_that_was_saved_again_unless_the_case_is_taken_on_trust() {
    let (_folder, dir) = demo_schedule();
    write_rows(&dir.join("departures.parquet"), &demo::SCHEDULE.departures).unwrap();
    write_rows(&dir.join("loads.parquet"), &demo::SCHEDULE.loads).unwrap();
    write_rows(&dir.join("packages.parquet"), &demo::SCHEDULE.packages).unwrap();
    let parts =
        ["departures.parquet: its metadata does not say which schedule", "another program saved the file again"];
    assert_refused(&verify(&dir, &demo::dir()), &parts, "linehaul verify --trust-case");

    let trusted = |case: &Path| {
        linehaul(["verify".as_ref(), dir.as_os_str(), "--case".as_ref(), case.as_os_str(), "--trust-case".as_ref()])
    };
    let verified = trusted(&demo::dir());
    verified.assert_code(0);
    assert!(verified.stdout.contains("checked; the case was taken on trust"), "{}", verified.stdout);
    // Trust is in the name only: another case does not hold.
    trusted(&Toy::new().case()).assert_code(1);
}

#[test]
fn a_seed_without_trust_is_a_wrong_command_line() {
    let (_folder, dir) = demo_schedule();
    let (dir, case) = (dir.to_str().unwrap(), demo::dir());
    let refused = linehaul(["verify", dir, "--case", case.to_str().unwrap(), "--seed", "1"]);
    refused.assert_code(2);
    assert!(refused.stderr.contains("--trust-case"), "{}", refused.stderr);
}
