//! Networks without hubs, lanes or trucks, and networks beyond all measure.

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::Path;

use tempfile::TempDir;

use super::refusal::{assert_refused, assert_toy_refused};
use crate::folders::names;
use crate::program::schedule;
use crate::toy_case::Toy;

#[test]
fn no_hubs_lanes_or_vehicles() {
    for (file, header, problem, remedy) in [
        ("hubs.csv", "id,name,lat,lon,max_dispatch_per_hour\n", "hubs.csv: there are no hubs", "at least two"),
        ("lanes.csv", "from,to,km,hours\n", "lanes.csv: no lanes", "at least one lane"),
        ("vehicles.csv", "id,max_kg,max_m3,cost_per_km,cost_per_dispatch\n", "vehicles.csv: no vehicle", "one type"),
    ] {
        let toy = Toy::new();
        toy.write(file, header);
        assert_toy_refused(&toy, &[problem], remedy);
    }
}

/// Nothing is read behind the first hub too many: the last line, which is no row, would be another error.
#[test]
fn ten_million_hubs() {
    const CHUNK: usize = 10_000;
    let toy = Toy::new();
    let mut file = BufWriter::new(File::create(toy.case().join("hubs.csv")).unwrap());
    file.write_all(b"id,name,lat,lon,max_dispatch_per_hour\n").unwrap();
    let chunk: Vec<u8> = (0..CHUNK).flat_map(|hub| format!("h{hub},,0,0,1\n").into_bytes()).collect();
    for _ in 0..10_000_000 / CHUNK {
        file.write_all(&chunk).unwrap();
    }
    file.write_all(b"broken\n").unwrap();
    file.into_inner().unwrap();
    assert_toy_refused(&toy, &["hubs.csv:1002: more than 1000 hubs"], "split the network");
}

/// A cost a kilometre that no sum can hold, once a schedule that nobody could verify.
#[test]
fn costs_beyond_all_measure() {
    let case = Path::new(env!("CARGO_MANIFEST_DIR")).join("crates/tables/tests/fixtures/cost-overflow");
    let folder = TempDir::new().unwrap();
    let refused = schedule(&case, &folder.path().join("out"), &["--policy", "greedy"]);
    assert_refused(&refused, &["vehicles.csv:2, cost_per_km: 1e308 is not a cost"], "from 0 to 1e9");
    assert_eq!(names(folder.path()), Vec::<String>::new());
}

#[test]
fn a_folder_called_like_the_rules() {
    let toy = Toy::new();
    std::fs::create_dir(toy.case().join("rules.toml")).unwrap();
    assert_toy_refused(&toy, &["rules.toml: this is a folder, not a file"], "remove it");
}
