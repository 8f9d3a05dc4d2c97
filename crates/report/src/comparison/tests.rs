//! Two small schedules, their differences worked by hand.

use linehaul_case::PackageIds;
use linehaul_case::schedule::{Summary, TypeCount};
use linehaul_tables::{DepartureRows, LoadRows, PackageRows};

use super::*;

/// Departures `(hour, from, to, cost, packages)` of vans.
fn schedule(rows: &[(i64, &str, &str, f64, &[i64])]) -> ScheduleFiles {
    let ids: Vec<i64> = (1..=rows.len() as i64).collect();
    let loads: Vec<(i64, i64)> =
        ids.iter().zip(rows).flat_map(|(&id, row)| row.4.iter().map(move |&package| (id, package))).collect();
    let n_vans = TypeCount { vehicle_type: "van".to_owned(), departures: rows.len() as u64 };
    ScheduleFiles {
        events: String::new(),
        meta: ScheduleMeta {
            case: "tiny".to_owned(),
            case_hash: "5eed".to_owned(),
            policy: "hand".to_owned(),
            policy_hash: String::new(),
            seed: 0,
            late_price: 0.0,
            version: "test".to_owned(),
        },
        summary: Summary { departures: rows.len() as u64, departures_by_type: vec![n_vans], ..Summary::default() },
        departures: DepartureRows {
            departed_at: rows.iter().map(|row| row.0 * 3_600).collect(),
            arrives_at: rows.iter().map(|row| (row.0 + 2) * 3_600).collect(),
            origins: rows.iter().map(|row| row.1.to_owned()).collect(),
            destinations: rows.iter().map(|row| row.2.to_owned()).collect(),
            vehicle_types: vec!["van".to_owned(); rows.len()],
            fill: vec![0.5; rows.len()],
            costs: rows.iter().map(|row| row.3).collect(),
            ids,
            ..DepartureRows::default()
        },
        loads: LoadRows {
            departure_ids: loads.iter().map(|load| load.0).collect(),
            package_ids: PackageIds::Numbers(loads.iter().map(|load| load.1).collect()),
            kg: vec![1.0; loads.len()],
            m3: vec![1.0; loads.len()],
        },
        packages: PackageRows::default(),
    }
}

#[test]
fn trucks_are_matched_by_hour_lane_and_load() {
    // Two trucks of one hour and lane in another order; one with another load; one an hour later; one more.
    let a = schedule(&[
        (1, "a", "b", 10.0, &[1, 2]),
        (1, "a", "b", 10.0, &[3]),
        (2, "b", "c", 20.0, &[4]),
        (3, "b", "c", 20.0, &[5]),
    ]);
    let b = schedule(&[
        (1, "a", "b", 10.0, &[3]),
        (1, "a", "b", 10.0, &[2, 1]),
        (2, "b", "c", 20.0, &[6]),
        (4, "b", "c", 20.0, &[5]),
        (30, "c", "a", 70.0, &[7]),
    ]);
    let compared = Comparison::of(&a, &b).unwrap();
    let trucks = &compared.departures;
    assert_eq!((trucks.unchanged, trucks.reloaded), (2, 1));
    let ids = |side: &[Departure]| side.iter().map(|departure| departure.id).collect::<Vec<_>>();
    assert_eq!((ids(&trucks.only_a), ids(&trucks.only_b)), (vec![4], vec![4, 5]));
    let lanes: Vec<(&str, f64, f64)> =
        compared.lanes.iter().map(|lane| (lane.from.as_str(), lane.a.cost, lane.b.cost)).collect();
    assert_eq!(lanes, [("c", 0.0, 70.0), ("a", 20.0, 20.0), ("b", 40.0, 40.0)]);
    assert_eq!((&*compared.days.a, &*compared.days.b), (&[60.0, 0.0][..], &[60.0, 70.0][..]));
    let vans = compared.figures.iter().find(|figure| figure.name == "departures: van").unwrap();
    assert_eq!((vans.a, vans.b), (4.0, 5.0));
}

#[test]
fn nothing_against_nothing() {
    let compared = Comparison::of(&schedule(&[]), &schedule(&[])).unwrap();
    assert_eq!(compared.departures, DepartureChanges::default());
    assert!(page(&compared).contains("what changed"));
}

#[test]
fn other_cases_are_refused() {
    let mut other = schedule(&[]);
    other.meta.case_hash = "0ther".to_owned();
    let error = Comparison::of(&schedule(&[]), &other).unwrap_err().to_string();
    assert!(error.contains("5eed") && error.contains("0ther"), "{error}");
}
