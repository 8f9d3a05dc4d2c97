//! The real cases, where they are at hand.

use std::path::PathBuf;

use linehaul_tables::{PackagesFormat, read_case, write_case};
use tempfile::TempDir;

use crate::folders::data;
use crate::skipped::skip;

/// Case folders, none when the data are absent.
fn cases() -> Vec<PathBuf> {
    let Ok(folders) = std::fs::read_dir(data().join("cases")) else {
        skip("real cases: set LINEHAUL_DATA");
        return Vec::new();
    };
    let mut cases: Vec<PathBuf> = folders.map(|folder| folder.unwrap().path()).collect();
    cases.sort();
    cases
}

#[test]
fn every_real_case_is_sound() {
    for dir in cases() {
        let loaded = read_case(&dir).unwrap_or_else(|error| panic!("{error}"));
        assert_eq!(loaded.case.hours(), 480);
        assert_eq!(loaded.hash.len(), 64);
        assert!(loaded.case.packages().len() > 15_000 && loaded.left_out <= 130, "{}", loaded.left_out);
    }
}

#[test]
fn a_real_case_survives_both_formats() {
    let Some(dir) = cases().into_iter().find(|dir| dir.ends_with("olist-h10-w1")) else { return };
    let loaded = read_case(&dir).unwrap();
    let copies = TempDir::new().unwrap();
    for (name, format) in [("parquet", PackagesFormat::Parquet), ("csv", PackagesFormat::Csv)] {
        let copy = copies.path().join(name);
        write_case(&copy, &loaded.case, format, &loaded.extras).unwrap();
        let read = read_case(&copy).unwrap();
        assert_eq!(format!("{:?}", read.case), format!("{:?}", loaded.case));
        assert_eq!(read.extras, loaded.extras);
    }
}
