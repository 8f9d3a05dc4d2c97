//! Markets with a fault: the file, the line or row, the column and the remedy are told, and nothing is written.

use std::fs;
use std::path::Path;

use tempfile::TempDir;

use super::route;
use crate::folders::{copy, root};

/// What is printed of the town with a text of a file replaced.
#[track_caller]
fn refusal(file: &str, from: &str, to: &str) -> String {
    let folder = TempDir::new().unwrap();
    let market = folder.path().join("market");
    copy(&root().join("data/town-60-1"), &market);
    let path = market.join(file);
    let text = fs::read_to_string(&path).unwrap_or_default();
    assert!(from.is_empty() || text.contains(from), "{file} has no {from}");
    let changed = if from.is_empty() { format!("{text}{to}") } else { text.replacen(from, to, 1) };
    fs::write(&path, changed).unwrap();
    refused(&market, &folder.path().join("routes"))
}

#[track_caller]
fn refused(market: &Path, out: &Path) -> String {
    let finished = route(market, out, &["--iterations", "5"]);
    finished.assert_code(2);
    assert!(!out.exists());
    finished.stderr
}

#[track_caller]
fn assert_says(refusal: &str, parts: &[&str]) {
    for part in parts {
        assert!(refusal.contains(part), "no {part:?} in {refusal}");
    }
}

#[test]
fn cells_are_named_with_their_line_and_column() {
    let cases: [(&str, &str, &str, &[&str]); 16] = [
        ("stops.csv", "\n2,", "\n1,", &["stops.csv:3", "id", "already the id"]),
        ("stops.csv", "\n2,", "\n,", &["stops.csv:3", "is no id"]),
        ("stops.csv", "id,lat", "id,latt", &["stops.csv:1", "unknown column \"latt\"", "did you mean `lat`?"]),
        ("stops.csv", "\n1,46.", "\n1,146.", &["stops.csv:2", "lat", "out of range"]),
        ("stops.csv", "08:00-12:00", "12:00-08:00", &["windows", "ends before it begins"]),
        ("stops.csv", "08:00-12:00", "08:00-25:70", &["windows", "is not a window"]),
        ("stops.csv", "08:00-12:00", "08:00-12:00;11:00-13:00", &["windows", "begins before"]),
        ("stops.csv", "standard", "gold", &["promise", "there is no class of promises \"gold\"", "express, standard"]),
        ("stops.csv", "\n3,", "\n3,1,", &["stops.csv:4", "cells under a header"]),
        ("vehicles.csv", "van,", "a;van,", &["vehicles.csv:2", "semicolon"]),
        ("vehicles.csv", "650", "-650", &["vehicles.csv:2", "max_kg", "out of range"]),
        ("drivers.csv", "e-van", "tank", &["drivers.csv:3", "there is no vehicle type \"tank\""]),
        ("drivers.csv", "07:00-17:00", "17:00-07:00", &["shift", "ends before it begins"]),
        ("market.toml", "detour = 1.4", "detour = 0.4", &["detour", "out of range"]),
        ("market.toml", "lat = 46.6", "latitude = 46.6", &["unknown key `latitude`"]),
        ("market.toml", "kmh = 45.0", "kmh = 0.0", &["speed.kmh", "out of range"]),
    ];
    for (file, from, to, parts) in cases {
        assert_says(&refusal(file, from, to), parts);
    }
}

#[test]
fn a_matrix_with_holes_or_other_faults_is_refused() {
    let header = "from,to,metres,seconds\n";
    let cases: [(&str, &[&str]); 5] = [
        ("hub,1,5,5\n", &["matrix.csv", "the way from \"hub\" to \"2\" is missing"]),
        ("hub,1,5,5\nhub,1,6,6\n", &["matrix.csv:3", "given twice"]),
        ("hub,1,-5,5\n", &["matrix.csv:2", "metres", "out of range"]),
        ("hub,1,,5\n", &["matrix.csv:2", "one of metres and seconds is empty"]),
        ("hub,99,5,5\n", &["matrix.csv:2", "there is no stop or depot \"99\""]),
    ];
    for (rows, parts) in cases {
        assert_says(&refusal("matrix.csv", "", &format!("{header}{rows}")), parts);
    }
}

#[test]
fn files_that_are_missing_or_two_are_named() {
    let folder = TempDir::new().unwrap();
    let out = folder.path().join("routes");
    assert_says(&refused(&folder.path().join("nowhere"), &out), &["there is no such folder", "market.toml"]);
    let market = folder.path().join("market");
    copy(&root().join("data/town-60-1"), &market);
    fs::remove_file(market.join("drivers.csv")).unwrap();
    assert_says(&refused(&market, &out), &["drivers.csv: the file is missing"]);
    fs::copy(root().join("data/town-60-1/drivers.csv"), market.join("drivers.csv")).unwrap();
    fs::write(market.join("stops.parquet"), "PAR1").unwrap();
    assert_says(&refused(&market, &out), &["there is a stops.parquet too"]);
    fs::remove_file(market.join("stops.csv")).unwrap();
    assert_says(&refused(&market, &out), &["not a whole Parquet file"]);
}

/// A day whose ways need more memory than any machine has says what it needs.
#[test]
fn a_day_that_is_too_large_says_what_it_needs() {
    let folder = TempDir::new().unwrap();
    let market = folder.path().join("market");
    copy(&root().join("data/town-60-1"), &market);
    let mut text = "id,lat,lon,kg\n".to_owned();
    for number in 0..140_000 {
        text.push_str(&format!("{number},{},{},1\n", 46.0 + f64::from(number) * 1e-6, 2.0 + f64::from(number) * 1e-6));
    }
    fs::write(market.join("stops.csv"), text).unwrap();
    let refusal = refused(&market, &folder.path().join("routes"));
    assert_says(&refusal, &["140001 places need", "GB for their ways", "split the day"]);
}
