//! What is written reads back equal, and is the same bytes each time.

use std::fs;

use linehaul_case::rules::{Blockade, MustRide, Outage, Rules, Scope, Slowdown, Surge, Tariff, Weekly};
use linehaul_case::{Case, ClassId, Grams, HubId, LaneId, LateCost, Millilitres, PackageIds};
use linehaul_tables::{CaseExtras, PackagesFormat, read_case, write_case};
use proptest::prelude::{Strategy, any, prop, prop_assert_eq, proptest};
use tempfile::TempDir;

use crate::toy::Toy;

/// The toy case with all that a file may say besides.
fn full_case() -> Case {
    let mut tables = Toy::new().read().unwrap().case.into_tables();
    tables.name = String::from("a \"quoted\"\nname, with comma");
    tables.cost_multiplier = 2.5;
    tables.late = LateCost { shares: vec![(0.0, 0.01), (50.5, 0.25)], hourly: 0.02, hours: 24 };
    tables.vehicles[0].per_hub_per_hour = Some(1);
    tables.lanes[2].types = 0b10;
    tables.classes = ["general", "food", "paint, wet"].map(str::to_owned).to_vec();
    tables.packages.classes = [0, 1, 2].map(ClassId).to_vec();
    let weekly = |scope| Weekly { scope, hours_of_week: vec![138..168, 0..6] };
    tables.rules = Rules {
        closures: vec![weekly(Scope::Network), weekly(Scope::Hub(HubId(1)))],
        curfews: vec![weekly(Scope::Lane(LaneId(2)))],
        separate: vec![[ClassId(0), ClassId(2)], [ClassId(1), ClassId(2)]],
        must_ride: vec![MustRide::Package(2), MustRide::Class(ClassId(1)), MustRide::Package(0)],
        surges: vec![Surge { hours: 0..9, factor: 0.5, origin: None, destination: Some(HubId(2)) }],
        tariffs: vec![Tariff { hours: 3..480, factor: 1.25, scope: Scope::Lane(LaneId(3)) }],
        slowdowns: vec![Slowdown { hours: 1..2, extra_hours: 7, scope: Scope::Hub(HubId(0)) }],
        blockades: vec![Blockade { hours: 4..5, scope: Scope::Network }],
        outages: vec![Outage { hours: 6..8, hub: HubId(1) }],
    };
    Case::new(tables).unwrap()
}

#[test]
fn a_case_with_everything_survives() {
    let case = full_case();
    let extras = CaseExtras { licence: "CC0".to_owned(), scale: "one".to_owned() };
    let folder = TempDir::new().unwrap();
    for format in [PackagesFormat::Parquet, PackagesFormat::Csv] {
        let dir = folder.path().join(format!("{format:?}"));
        write_case(&dir, &case, format, &extras).unwrap();
        let read = read_case(&dir).unwrap_or_else(|error| panic!("{error}"));
        assert_eq!(format!("{:#?}", read.case), format!("{case:#?}"));
        assert_eq!(read.extras, extras);
    }
}

#[test]
fn the_same_case_is_the_same_bytes_and_another_is_another_hash() {
    let folder = TempDir::new().unwrap();
    let write = |name: &str, case: &Case| {
        let dir = folder.path().join(name);
        write_case(&dir, case, PackagesFormat::Parquet, &CaseExtras::default()).unwrap();
        (fs::read(dir.join("packages.parquet")).unwrap(), read_case(&dir).unwrap().hash)
    };
    let case = full_case();
    assert_eq!(write("one", &case), write("two", &case));
    let mut tables = case.into_tables();
    tables.hubs[0].max_dispatch_per_hour += 1;
    assert_ne!(write("one more", &Case::new(tables).unwrap()).1, write("two more", &full_case()).1);
}

#[test]
fn a_folder_that_holds_something_is_not_overwritten() {
    let toy = Toy::new();
    let case = toy.read().unwrap();
    let error = write_case(toy.path(), &case.case, PackagesFormat::Csv, &case.extras).unwrap_err();
    assert!(error.to_string().contains("already here"), "{error}");
    toy.read().unwrap();
}

/// Package columns: release hour, hours to the promise, grams, millilitres, value.
fn package() -> impl Strategy<Value = (i64, i64, u32, u32, f64)> {
    (0..47 * 3_600_i64, 0..90_000_i64, 1..=10_000_000_u32, 0..=50_000_000_u32, 0.0..=1e9_f64)
}

proptest! {
    #[test]
    fn any_packages_survive(rows in prop::collection::vec(package(), 1..40), named in any::<bool>(), csv in any::<bool>()) {
        let mut tables = Toy::new().read().unwrap().case.into_tables();
        let n = rows.len();
        let packages = &mut tables.packages;
        packages.ids = if named {
            PackageIds::Texts((0..n).map(|i| format!("p, {i}")).collect())
        } else {
            PackageIds::Numbers((0..n as i64).collect())
        };
        packages.origins = (0..n).map(|i| HubId::from_index(i % 3)).collect();
        packages.destinations = (0..n).map(|i| HubId::from_index((i + 1 + i % 2) % 3)).collect();
        packages.released_seconds = rows.iter().map(|row| row.0).collect();
        packages.announced_seconds = rows.iter().map(|row| row.0 - row.1).collect();
        packages.due_seconds = rows.iter().map(|row| row.0 + row.1).collect();
        packages.grams = rows.iter().map(|row| Grams(row.2)).collect();
        packages.ml = rows.iter().map(|row| Millilitres(row.3)).collect();
        packages.values = rows.iter().map(|row| row.4).collect();
        packages.classes = vec![ClassId(0); n];
        let case = Case::new(tables).unwrap();
        let folder = TempDir::new().unwrap();
        let dir = folder.path().join("case");
        let format = if csv { PackagesFormat::Csv } else { PackagesFormat::Parquet };
        write_case(&dir, &case, format, &CaseExtras::default()).unwrap();
        let read = read_case(&dir).unwrap();
        prop_assert_eq!(format!("{:?}", read.case), format!("{case:?}"));
    }
}
