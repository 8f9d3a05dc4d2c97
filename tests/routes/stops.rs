//! Stops that cannot be served, and why.

use linehaul_market::{StopRow, Window};
use linehaul_tables::{SheetFormat, read_routes, write_market};
use tempfile::TempDir;

use super::{route, routed, town, verify_routes};

/// The reason for the first stop of the town after a change; the others are routed.
#[track_caller]
fn reason(change: impl FnOnce(&mut linehaul_market::MarketTables)) -> Option<String> {
    let folder = TempDir::new().unwrap();
    let (market, out) = (folder.path().join("market"), folder.path().join("routes"));
    let mut tables = town();
    tables.stops[0] = StopRow {
        kg: 1.0,
        lat: 46.6,
        lon: 2.41,
        promise: "express".to_owned(),
        ..StopRow { id: "1".to_owned(), parcels: 1, ..StopRow::default() }
    };
    change(&mut tables);
    write_market(&market, &tables, SheetFormat::Csv).unwrap();
    route(&market, &out, &["--iterations", "200", "--quiet"]).assert_code(0);
    verify_routes(&out, &market).assert_code(0);
    read_routes(&out).unwrap().stops.reasons[0].clone()
}

#[test]
fn each_fault_has_its_reason() {
    assert_eq!(reason(|_| ()), None);
    assert_eq!(reason(|tables| tables.drivers.clear()).as_deref(), Some("no_vehicle"));
    assert_eq!(reason(|tables| tables.stops[0].kg = 5_000.0).as_deref(), Some("too_large"));
    assert_eq!(reason(|tables| tables.stops[0].skills = vec!["crane".to_owned()]).as_deref(), Some("no_skill"));
    let barred = |tables: &mut linehaul_market::MarketTables| {
        tables.access[1].max_height_m = Some(1.0);
        tables.stops[0].access = vec!["low".to_owned()];
    };
    assert_eq!(reason(barred).as_deref(), Some("barred"));
    let early = |tables: &mut linehaul_market::MarketTables| {
        tables.stops[0].windows = vec![Window { open: 0, close: 3_600 }];
    };
    assert_eq!(reason(early).as_deref(), Some("out_of_time"));
    assert_eq!(reason(|tables| tables.stops[0].lat = -46.6).as_deref(), Some("out_of_time"));
    assert_eq!(reason(|tables| tables.stops[0].left_out = Some(0.0)).as_deref(), Some("cheaper"));
}

#[test]
fn no_drivers_and_no_stops_are_days_as_well() {
    let mut tables = town();
    tables.drivers.clear();
    let summary = routed(&tables)["summary"].clone();
    assert_eq!((summary["served"].as_u64(), summary["drivers"].as_u64()), (Some(0), Some(0)));
    let mut tables = town();
    tables.stops.clear();
    assert_eq!(routed(&tables)["summary"]["total_cost"].as_f64(), Some(0.0));
    let mut tables = town();
    tables.vehicles.clear();
    tables.drivers.clear();
    assert_eq!(routed(&tables)["summary"]["served"].as_u64(), Some(0));
}

#[test]
fn why_names_what_keeps_a_stop_out_and_what_it_would_cost() {
    let folder = TempDir::new().unwrap();
    let (market, out) = (folder.path().join("market"), folder.path().join("routes"));
    let mut tables = town();
    tables.stops[0].skills = vec!["crane".to_owned()];
    write_market(&market, &tables, SheetFormat::Csv).unwrap();
    route(&market, &out, &["--iterations", "200", "--quiet"]).assert_code(0);
    let why = |stop: &str| {
        let finished = route(&market, &out, &["--why", stop, "--json"]);
        finished.assert_code(0);
        serde_json::from_str::<serde_json::Value>(&finished.stdout).unwrap()
    };
    let out_of_skill = why("1");
    assert_eq!(out_of_skill["reason"], "no_skill");
    for place in out_of_skill["places"].as_array().unwrap() {
        let breaks: Vec<&str> = place["breaks"].as_array().unwrap().iter().filter_map(|one| one.as_str()).collect();
        assert!(breaks == ["skills"] || breaks == ["several rules at once"], "{place}");
    }
    // What a stop costs where it is, is what its place costs there: nothing is better, or the search would have found it.
    let served = why("2");
    let there = served["places"].as_array().unwrap().iter().find(|place| place["driver"] == served["driver"]).unwrap();
    assert!(there["costs"].as_f64().unwrap() <= served["costs"].as_f64().unwrap() + 1e-9, "{served}");
    let unknown = route(&market, &out, &["--why", "1x"]);
    assert!(unknown.assert_code(2).stderr.contains("there is no stop \"1x\""), "{}", unknown.stderr);
    // Of another state of the market nothing is said.
    tables.stops[0].skills.clear();
    std::fs::remove_dir_all(&market).unwrap();
    write_market(&market, &tables, SheetFormat::Csv).unwrap();
    assert!(route(&market, &out, &["--why", "1"]).assert_code(2).stderr.contains("another state of market"));
}
