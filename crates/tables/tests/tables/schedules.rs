//! Schedule folders: what is written reads back, and folders that do not hang together are refused.

use std::fs;

use linehaul_case::schedule::{Departures, Schedule, Summary, TypeCount};
use linehaul_case::{Case, Demand, LaneId, PackageIds, TypeId};
use linehaul_tables::{ScheduleMeta, read_schedule, write_schedule, write_schedule_files};
use parquet::basic::{Encoding, Type};
use parquet::file::reader::{FileReader, SerializedFileReader};
use tempfile::TempDir;

use crate::toy::Toy;

pub fn meta() -> ScheduleMeta {
    ScheduleMeta {
        case: "toy".to_owned(),
        case_hash: "c0".to_owned(),
        policy: "greedy".to_owned(),
        policy_hash: "f0".to_owned(),
        seed: 7,
        late_price: 0.0,
        version: "0.1.0".to_owned(),
    }
}

/// A van takes package 1 from a to b at hour 1, a truck takes 1 and 2 on from b to c at hour 5; package 3 stays.
pub fn toy_schedule() -> (Case, Demand, Schedule) {
    let case = Toy::new().read().unwrap().case;
    let demand = Demand::of(&case, 0);
    let schedule = Schedule {
        seed: 7,
        departures: Departures {
            hours: vec![1, 5],
            arrival_hours: vec![3, 8],
            lanes: vec![LaneId(0), LaneId(1)],
            types: vec![TypeId(0), TypeId(1)],
            grams: vec![500_000, 540_000],
            ml: vec![2_500_000, 2_750_000],
            costs: vec![80.0, 280.0],
            ends: vec![1, 3],
            loads: vec![0, 0, 1],
        },
        delivered_hours: vec![Some(8), Some(8), None],
        hops: vec![2, 1, 0],
        late: vec![false, false, true],
        events: Vec::new(),
        summary: Summary {
            total_cost: 0.1 + 0.2,
            departures_by_type: vec![TypeCount { vehicle_type: "van".to_owned(), departures: 1 }],
            ..Summary::default()
        },
    };
    (case, demand, schedule)
}

/// A folder with the toy schedule.
pub fn written() -> TempDir {
    let folder = TempDir::new().unwrap();
    let (case, demand, schedule) = toy_schedule();
    write_schedule(folder.path(), &case, &demand, &schedule, &meta(), Vec::new()).unwrap();
    folder
}

#[test]
fn a_schedule_survives() {
    let (case, _, schedule) = toy_schedule();
    let read = read_schedule(written().path()).unwrap();
    assert_eq!((&read.meta, &read.summary), (&meta(), &schedule.summary));
    let trucks = &read.departures;
    assert_eq!(trucks.ids, [1, 2]);
    assert_eq!(trucks.departed_at, [case.start() + 3_600, case.start() + 5 * 3_600]);
    assert_eq!(trucks.arrives_at, [case.start() + 3 * 3_600, case.start() + 8 * 3_600]);
    assert_eq!(
        (&trucks.origins[..], &trucks.destinations[..]),
        (&["a", "b"].map(str::to_owned)[..], &["b", "c"].map(str::to_owned)[..])
    );
    assert_eq!(trucks.vehicle_types, ["van", "truck"]);
    // 500 kg of 1 t against 2.5 m3 of 8: weight fills the van; 540 kg of 10 t against 2.75 m3 of 50: volume fills the truck.
    assert_eq!((&trucks.fill[..], &trucks.km[..]), (&[0.5, 0.055][..], &[100.0, 200.0][..]));
    assert_eq!((&trucks.kg[..], &trucks.costs[..]), (&[500.0, 540.0][..], &[80.0, 280.0][..]));
    assert_eq!(read.loads.departure_ids, [1, 2, 2]);
    assert_eq!(read.loads.package_ids, PackageIds::Numbers(vec![1, 1, 2]));
    assert_eq!(read.loads.m3, [2.5, 2.5, 0.25]);
    // Released in hours 1 and 5.
    assert_eq!(read.packages.transit_hours, [Some(7), Some(3), None]);
    assert_eq!(read.packages.delivered_at, [Some(case.start() + 8 * 3_600), Some(case.start() + 8 * 3_600), None]);
    assert_eq!((&read.packages.late[..], &read.packages.hops[..]), (&[false, false, true][..], &[2, 1, 0][..]));
}

#[test]
fn rows_written_again_are_the_same_bytes() {
    let first = written();
    let second = TempDir::new().unwrap();
    write_schedule_files(second.path(), &read_schedule(first.path()).unwrap()).unwrap();
    for file in ["departures.parquet", "loads.parquet", "packages.parquet", "summary.json"] {
        let bytes = |folder: &TempDir| fs::read(folder.path().join(file)).unwrap();
        assert!(bytes(&first) == bytes(&second), "{file}");
    }
}

#[test]
fn a_schedule_without_trucks_and_text_ids_survive() {
    let folder = TempDir::new().unwrap();
    let (case, mut demand, schedule) = toy_schedule();
    demand.packages.ids = PackageIds::Texts(["x", "y", "z"].map(str::to_owned).to_vec());
    write_schedule(folder.path(), &case, &demand, &schedule, &meta(), Vec::new()).unwrap();
    let ids = PackageIds::Texts(["x", "x", "y"].map(str::to_owned).to_vec());
    assert_eq!(read_schedule(folder.path()).unwrap().loads.package_ids, ids);
    let idle = Schedule { departures: Departures::default(), ..schedule };
    write_schedule(folder.path(), &case, &demand, &idle, &meta(), Vec::new()).unwrap();
    assert!(read_schedule(folder.path()).unwrap().departures.ids.is_empty());
}

#[test]
fn columns_are_encoded_as_the_format_says() {
    let folder = written();
    let file = fs::File::open(folder.path().join("departures.parquet")).unwrap();
    let reader = SerializedFileReader::new(file).unwrap();
    assert_eq!(reader.metadata().file_metadata().created_by(), Some(concat!("linehaul ", env!("CARGO_PKG_VERSION"))));
    for column in reader.metadata().row_group(0).columns() {
        let encodings: Vec<Encoding> = column.encodings().collect();
        let wanted = match column.column_type() {
            Type::INT64 => Encoding::DELTA_BINARY_PACKED,
            Type::DOUBLE => Encoding::BYTE_STREAM_SPLIT,
            _ => Encoding::RLE_DICTIONARY,
        };
        assert!(encodings.contains(&wanted), "{:?} {encodings:?}", column.column_path());
    }
}

#[test]
fn missing_truncated_and_foreign_files_are_named() {
    for file in ["departures.parquet", "loads.parquet", "packages.parquet", "summary.json"] {
        let folder = written();
        let path = folder.path().join(file);
        let whole = fs::read(&path).unwrap();
        fs::write(&path, &whole[..whole.len() / 2]).unwrap();
        assert_eq!(read_schedule(folder.path()).unwrap_err().path, path);
        fs::remove_file(&path).unwrap();
        assert_eq!(read_schedule(folder.path()).unwrap_err().path, path);
    }
    let folder = written();
    let (case, demand, schedule) = toy_schedule();
    let other = TempDir::new().unwrap();
    write_schedule(other.path(), &case, &demand, &schedule, &ScheduleMeta { seed: 8, ..meta() }, Vec::new()).unwrap();
    fs::copy(other.path().join("loads.parquet"), folder.path().join("loads.parquet")).unwrap();
    let message = read_schedule(folder.path()).unwrap_err().to_string();
    assert!(message.contains("`linehaul.seed` is \"8\", that of summary.json is \"7\""), "{message}");
    // What only the tables say is a difference too.
    write_schedule(other.path(), &case, &demand, &schedule, &ScheduleMeta { late_price: 5.0, ..meta() }, Vec::new())
        .unwrap();
    fs::copy(folder.path().join("summary.json"), other.path().join("summary.json")).unwrap();
    let message = read_schedule(other.path()).unwrap_err().to_string();
    assert!(message.contains("`linehaul.late_price` is \"5\", that of summary.json is \"\""), "{message}");
    let message = read_schedule(&folder.path().join("none")).unwrap_err().to_string();
    assert!(message.contains("no such folder"), "{message}");
}
