//! Markets as files: what was written is read back, in both forms, and whatever files hold is a market or an error.

use std::fs;
use std::path::Path;

use linehaul_market::{
    AccessRow, DepotRow, DriverRow, Header, Market, MarketTables, MatrixRows, PromiseRow, SpeedRow, StopRow,
    TrafficRow, VehicleRow, Window,
};
use linehaul_tables::{SheetFormat, read_market, read_market_tables, write_market};
use proptest::prelude::{ProptestConfig, any, prop, proptest};
use tempfile::TempDir;

const WINDOW: Window = Window { open: 30_000, close: 93_661 };

/// A market with a value in every cell, and one with as few as may be.
fn full() -> MarketTables {
    let text = |text: &str| text.to_owned();
    MarketTables {
        header: Header {
            name: text("a \"town\""),
            date: text("2024-03-04"),
            zone: text("Europe/Paris"),
            currency: text("EUR"),
            source: text("made"),
            licence: text("none"),
            detour: 1.25,
            unfamiliar: 0.5,
            balance: Some((6.5, 3.0)),
        },
        depots: vec![DepotRow { id: text("hub"), lat: 46.6, lon: 2.4, open: Some(WINDOW), reload_s: 60 }],
        speeds: vec![SpeedRow { from_km: 0.0, kmh: 20.0 }, SpeedRow { from_km: 9.5, kmh: 40.5 }],
        traffic: vec![TrafficRow { from_s: 0, factor: 0.9 }],
        access: vec![AccessRow {
            id: text("low"),
            vehicles: vec![text("van")],
            max_height_m: Some(2.5),
            min_emission_class: Some(4),
            hours: vec![WINDOW],
        }],
        promises: vec![PromiseRow { id: text("soft"), late_per_minute: Some(0.1) }],
        stops: vec![
            StopRow {
                id: text("7"),
                lat: 46.123_456_789,
                lon: -0.1,
                kg: 0.1,
                m3: 1e-6,
                parcels: 3,
                task: text("pickup"),
                service_s: 90,
                windows: vec![Window { open: 1, close: 2 }, WINDOW],
                skills: vec![text("lift"), text("dog")],
                access: vec![text("low")],
                promise: text("soft"),
                left_out: Some(0.0),
                released_s: 36_001,
                area: text("north, and \"east\""),
                driver: text("ann"),
                driver_price: Some(1.5),
                told: Some(WINDOW),
                told_per_minute: Some(0.25),
                ..StopRow::default()
            },
            StopRow {
                id: text("8"),
                kg: 0.1,
                m3: 1e-6,
                parcels: 3,
                pickup: text("7"),
                left_out: Some(0.0),
                ..StopRow::default()
            },
        ],
        vehicles: vec![VehicleRow {
            id: text("van"),
            max_kg: 700.0,
            max_m3: 4.5,
            max_parcels: Some(90),
            cost_fixed: 40.0,
            cost_per_km: 0.3,
            cost_per_hour: 15.0,
            overtime_after_h: Some(8.0),
            overtime_per_hour: 7.0,
            speed: 0.9,
            max_hours: Some(10.0),
            max_km: Some(200.0),
            max_stops: Some(80),
            max_trips: 2,
            reload_depots: vec![text("hub")],
            drive_h: Some(4.5),
            drive_pause_min: 30.0,
            lunch: vec![WINDOW],
            lunch_min: 20.0,
            height_m: 2.4,
            emission_class: Some(6),
            ways: String::new(),
        }],
        drivers: vec![
            DriverRow {
                id: text("ann"),
                vehicle: text("van"),
                shift: Some(WINDOW),
                start: text("hub"),
                end: text("-"),
                skills: vec![text("lift")],
                knows: Some(Vec::new()),
            },
            DriverRow { id: text("bob"), vehicle: text("van"), ..DriverRow::default() },
        ],
        matrix: None,
    }
}

fn written(tables: &MarketTables, format: SheetFormat) -> TempDir {
    let folder = TempDir::new().unwrap();
    write_market(folder.path(), tables, format).unwrap();
    folder
}

/// Text ids that all look like numbers stay texts.
#[test]
fn what_is_written_is_read_back() {
    let mut few = full();
    few.stops.truncate(1);
    few.stops[0] = StopRow { id: "7".to_owned(), parcels: 1, kg: 2.0, ..StopRow::default() };
    few.vehicles[0] = VehicleRow {
        id: "van".to_owned(),
        max_kg: 1.0,
        max_m3: 1.0,
        speed: 1.0,
        max_trips: 1,
        drive_pause_min: 45.0,
        lunch_min: 30.0,
        ..VehicleRow::default()
    };
    few.drivers.remove(0);
    few.access[0].vehicles.clear();
    let mut with_matrix = few.clone();
    with_matrix.matrix = Some(MatrixRows {
        ways: vec!["slow".to_owned(), String::new()],
        from: vec!["7".to_owned(), "hub".to_owned()],
        to: vec!["hub".to_owned(), "7".to_owned()],
        metres: vec![None, Some(7)],
        seconds: vec![None, Some(0)],
    });
    for tables in [full(), few, with_matrix] {
        for format in [SheetFormat::Csv, SheetFormat::Parquet] {
            let folder = written(&tables, format);
            assert_eq!(read_market_tables(folder.path()).unwrap(), tables, "{format:?}");
        }
    }
}

#[test]
fn both_forms_are_one_market() {
    let [csv, parquet] = [SheetFormat::Csv, SheetFormat::Parquet].map(|format| written(&full(), format));
    let [csv, parquet] = [&csv, &parquet].map(|folder| read_market(folder.path()).unwrap());
    assert_eq!(csv.market, parquet.market);
    assert_ne!(csv.hash, parquet.hash);
    assert_eq!(csv.market, Market::new(full()).unwrap());
}

#[test]
fn a_fault_is_placed_in_either_form() {
    let mut tables = full();
    tables.stops[1].pickup = "9".to_owned();
    for (format, place) in [(SheetFormat::Csv, "stops.csv:3"), (SheetFormat::Parquet, "stops.parquet, row 2")] {
        let error = read_market(written(&tables, format).path()).unwrap_err().to_string();
        assert!(error.contains(place) && error.contains("there is no stop \"9\""), "{error}");
    }
    tables = full();
    tables.access[0].vehicles = vec!["tank".to_owned()];
    let folder = written(&tables, SheetFormat::Csv);
    let error = read_market(folder.path()).unwrap_err();
    let text = fs::read_to_string(folder.path().join("market.toml")).unwrap();
    let line = 1 + text.lines().position(|line| line.contains("tank")).unwrap();
    assert_eq!((error.line, error.column.as_deref()), (Some(line), Some("access.vehicles")), "{error}");
}

fn shaken(path: &Path, at: usize, how: u8, byte: u8) {
    let mut bytes = fs::read(path).unwrap();
    let at = at % bytes.len().max(1);
    match how % 4 {
        0 => bytes.iter_mut().skip(at).take(1).for_each(|place| *place = byte),
        1 => bytes.truncate(at),
        2 => drop(bytes.splice(at..at, [byte; 3])),
        _ => drop(bytes.drain(at..(at + 5).min(bytes.len()))),
    }
    fs::write(path, bytes).unwrap();
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn shaken_files_are_markets_or_errors(
        parquet in any::<bool>(),
        shakes in prop::collection::vec((0..4_usize, any::<u16>(), any::<u8>(), any::<u8>()), 1..4),
    ) {
        let format = if parquet { SheetFormat::Parquet } else { SheetFormat::Csv };
        let folder = written(&full(), format);
        let extension = if parquet { "parquet" } else { "csv" };
        for (file, at, how, byte) in shakes {
            let name = ["market.toml".to_owned(), format!("stops.{extension}"), format!("vehicles.{extension}"), format!("drivers.{extension}")];
            shaken(&folder.path().join(&name[file]), at.into(), how, byte);
        }
        if let Err(error) = read_market(folder.path()) {
            assert!(!error.problem.is_empty() && !error.remedy.is_empty());
        }
    }
}
