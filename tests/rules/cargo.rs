//! Rules about what rides and what is sent. Of three packages of the demo one is food and one is chemicals.

use std::collections::{HashMap, HashSet};
use std::fs;

use linehaul_case::{Case, ClassId, PackageIds};
use linehaul_tables::{CaseExtras, PackagesFormat, ScheduleFiles, write_case};

use super::ruled::Ruled;
use crate::demo;

const FOOD: usize = 1;
const CHEMICALS: usize = 2;

/// Goods class of a row of the package table.
fn class(row: usize) -> usize {
    row % 3
}

/// The demo case with goods classes and this `rules.toml`.
fn classed(rules: &str) -> Ruled {
    Ruled::with(|dir| {
        let mut tables = demo::CASE.case.clone().into_tables();
        tables.classes = ["general", "food", "chemicals"].map(str::to_owned).to_vec();
        tables.packages.classes = (0..tables.packages.len()).map(|row| ClassId::from_index(class(row))).collect();
        let case = Case::new(tables).unwrap();
        write_case(dir, &case, PackagesFormat::Parquet, &CaseExtras::default()).unwrap();
        fs::write(dir.join("rules.toml"), rules).unwrap();
    })
}

#[test]
fn separate_classes_never_share_a_truck() {
    let ruled = classed("[[separate]]\nclasses = [\"food\", \"chemicals\"]\n");
    assert!(shared_trucks(&demo::SCHEDULE) > 0);
    assert_eq!(shared_trucks(&ruled.files), 0);
    ruled.assert_old_schedule_breaks("departures", "departure_id", "separate");
}

/// Trucks with food and chemicals aboard.
fn shared_trucks(files: &ScheduleFiles) -> usize {
    let rows: HashMap<i64, usize> = ids(&demo::CASE.case.packages().ids).zip(0..).collect();
    let aboard: HashSet<(i64, usize)> = files
        .loads
        .departure_ids
        .iter()
        .copied()
        .zip(ids(&files.loads.package_ids).map(|id| class(rows[&id])))
        .collect();
    aboard.iter().filter(|&&(truck, class)| class == FOOD && aboard.contains(&(truck, CHEMICALS))).count()
}

fn ids(ids: &PackageIds) -> impl Iterator<Item = i64> {
    let PackageIds::Numbers(ids) = ids else { panic!("the demo numbers its packages") };
    ids.iter().copied()
}

#[test]
fn must_ride_packages_are_faster() {
    let ruled = classed("[[must_ride]]\nclass = \"food\"\n");
    let food = mean_transit(&ruled.files, FOOD);
    let (before, chemicals) = (mean_transit(&demo::SCHEDULE, FOOD), mean_transit(&ruled.files, CHEMICALS));
    assert!(
        food + 0.5 < before && food + 0.5 < chemicals,
        "{food} h, {before} h without the rule, chemicals {chemicals} h"
    );
    ruled.assert_old_schedule_breaks("departures", "departure_id", "must_ride");
}

/// Mean hours from release to delivery of a class.
fn mean_transit(files: &ScheduleFiles, of: usize) -> f64 {
    let rows = files.packages.transit_hours.iter().enumerate().filter(|(row, _)| class(*row) == of);
    let hours: Vec<f64> = rows.filter_map(|(_, hours)| hours.map(f64::from)).collect();
    hours.iter().sum::<f64>() / hours.len() as f64
}

#[test]
fn a_surge_doubles_what_a_hub_sends() {
    let ruled = Ruled::by("[[surge]]\norigin = \"boston\"\nhours = [24, 264]\nfactor = 2.0\n");
    let packages = demo::CASE.case.packages();
    let boston = demo::CASE.case.hubs().iter().position(|hub| hub.id == "boston").unwrap();
    let concerned =
        |row: &usize| packages.origins[*row].index() == boston && (24..264).contains(&packages.released_hour(*row));
    let more = (0..packages.len()).filter(concerned).count();
    assert!(more > 100);
    assert_eq!(ruled.files.packages.ids.len(), packages.len() + more);
    assert_eq!(ruled.files.summary.packages as usize, packages.len() + more);
    ruled.assert_old_schedule_breaks("packages", "package_id", "");
    ruled.assert_old_schedule_breaks("summary", "packages", "docs/metrics.md");
}
