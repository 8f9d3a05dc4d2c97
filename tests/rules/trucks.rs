//! Rules about which trucks drive, how many, and at what price.

use std::collections::HashMap;
use std::fs;
use std::path::Path;

use super::ruled::{Ruled, Truck, old_trucks};
use crate::demo;
use crate::folders::copy;

/// Vans never leave New York for Philadelphia, other trucks do, and vans go on elsewhere.
#[track_caller]
fn assert_without_vans(ruled: &Ruled) {
    let on_lane = |truck: &Truck| (truck.from, truck.to) == ("new-york", "philadelphia");
    let van = |truck: &&Truck| truck.vehicle == "van";
    assert!(old_trucks().iter().filter(van).any(on_lane));
    assert!(!ruled.trucks().iter().filter(van).any(on_lane));
    assert!(ruled.trucks().iter().any(on_lane));
    assert!(ruled.trucks().iter().filter(van).any(|truck| !on_lane(truck)));
    ruled.assert_old_schedule_breaks("departures", "vehicle_type", "docs/model.md");
}

#[test]
fn a_barred_type_drives_elsewhere() {
    let rule = "[[barred]]\nlane = [\"new-york\", \"philadelphia\"]\nvehicles = [\"van\"]\n";
    assert_without_vans(&Ruled::by(rule));
}

#[test]
fn a_lane_carries_only_its_vehicle_types() {
    assert_without_vans(&Ruled::with(|case| {
        copy(&demo::dir(), case);
        add_column(&case.join("lanes.csv"), "vehicle_types", |row| {
            if row.starts_with("new-york,philadelphia,") { "box-26ft;trailer-53ft" } else { "" }
        });
    }));
}

#[test]
fn a_type_leaves_a_hub_at_most_so_often_an_hour() {
    let ruled = Ruled::with(|case| {
        copy(&demo::dir(), case);
        add_column(&case.join("vehicles.csv"), "per_hub_per_hour", |row| {
            if row.starts_with("trailer-53ft,") { "1" } else { "" }
        });
    });
    assert!(most_trailers_an_hour(&old_trucks()) > 1);
    assert_eq!(most_trailers_an_hour(&ruled.trucks()), 1);
    ruled.assert_old_schedule_breaks("departures", "vehicle_type", "at most 1");
}

fn most_trailers_an_hour(trucks: &[Truck]) -> usize {
    let mut counts = HashMap::new();
    for truck in trucks.iter().filter(|truck| truck.vehicle == "trailer-53ft") {
        *counts.entry((truck.from, truck.hour)).or_default() += 1;
    }
    counts.into_values().max().unwrap_or(0)
}

#[test]
fn a_tariff_doubles_costs() {
    let ruled = Ruled::by("[[tariff]]\nhours = [120, 240]\nfactor = 2.0\n");
    let dear = |truck: &Truck| (120..240).contains(&truck.hour);
    assert!(ruled.trucks().iter().any(dear));
    for truck in ruled.trucks() {
        let vehicle = demo::CASE.case.vehicles().iter().find(|vehicle| vehicle.id == truck.vehicle).unwrap();
        let plain = vehicle.cost_per_dispatch + vehicle.cost_per_km * truck.km;
        let expected = if dear(&truck) { 2.0 * plain } else { plain };
        assert!((truck.cost - expected).abs() < 1e-6 * expected, "{truck:?}");
    }
    ruled.assert_old_schedule_breaks("departures", "cost", "docs/model.md");
}

/// Gives each row of a CSV file one more cell.
fn add_column(path: &Path, name: &str, cell: impl Fn(&str) -> &'static str) {
    let text = fs::read_to_string(path).unwrap();
    let mut lines = text.lines();
    let mut longer = format!("{},{name}\n", lines.next().unwrap());
    lines.for_each(|row| longer.extend([row, ",", cell(row), "\n"]));
    fs::write(path, longer).unwrap();
}
