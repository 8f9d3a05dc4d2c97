//! Must-ride packages: none stays behind while a truck on its primary lane carries other cargo in its place.
//!
//! Broken when a truck leaves the primary lane of a must-ride package that is left standing in that hour, has other cargo aboard,
//! and would have room for the package if all of that other cargo were unloaded. Must-ride cargo is never unloaded for it, and
//! classes that it must not share a truck with count among must-ride cargo only.

use linehaul_case::ClassId;
use linehaul_case::rules::MustRide;
use linehaul_tables::schema::schedule_files::DEPARTURES;

use crate::basis::Basis;
use crate::cargo::Size;
use crate::departures::Departures;
use crate::loads::Loads;
use crate::report::{Report, Table};
use crate::trajectories::Trajectory;

/// Checks every truck that left a must-ride package behind.
pub fn check(basis: &Basis, departures: &Departures, loads: &Loads, trajectories: &[Trajectory], report: &mut Report) {
    if basis.case.rules().must_ride.is_empty() {
        return;
    }
    let must_ride = must_ride(basis);
    let by_lane = rows_by_lane(basis, departures);
    // The first package that each truck left behind: one broken claim a truck.
    let mut left_behind = vec![None; loads.aboard.len()];
    for package in (0..must_ride.len()).filter(|&package| must_ride[package]) {
        let destination = basis.demand.packages.destinations[package].index();
        for stay in &trajectories[package].stays {
            let Some(lane) = basis.routes.primary(stay.hub, destination) else { continue };
            let first = by_lane[lane].partition_point(|&(hour, _)| hour < stay.from.hour);
            for &(_, row) in by_lane[lane][first..].iter().take_while(|(hour, _)| *hour < stay.until) {
                if left_behind[row].is_none()
                    && takes_its_place(basis, departures, &must_ride, &loads.aboard[row], row, package)
                {
                    left_behind[row] = Some(package);
                }
            }
        }
    }
    for (row, package) in left_behind.into_iter().enumerate() {
        report.check(package.is_none(), Table::Departures.at(row, &DEPARTURES.ids), "docs/model.md: must_ride", || {
            let id = package.map(|package| basis.demand.packages.ids.text(package)).unwrap_or_default();
            (format!("other cargo in place of must-ride package {id}"), "must-ride packages first".to_owned())
        });
    }
}

fn takes_its_place(
    basis: &Basis,
    departures: &Departures,
    must_ride: &[bool],
    aboard: &[usize],
    row: usize,
    package: usize,
) -> bool {
    let Some(vehicle) = departures.types[row] else { return false };
    let (first, other): (Vec<usize>, Vec<usize>) = aboard.iter().partition(|&&package| must_ride[package]);
    let capacity = Size::capacity(basis, vehicle);
    let needed = Size::of(basis, first.iter().chain([&package]));
    let classes = &basis.demand.packages.classes;
    !other.is_empty()
        && needed.grams <= capacity.grams
        && needed.ml <= capacity.ml
        && first.iter().all(|&rider| may_share(basis, classes[rider], classes[package]))
}

fn may_share(basis: &Basis, one: ClassId, other: ClassId) -> bool {
    !basis.case.rules().separate.iter().any(|&pair| pair == [one, other] || pair == [other, one])
}

/// Whether each package of the demand must ride.
fn must_ride(basis: &Basis) -> Vec<bool> {
    let mut of_class = vec![false; basis.case.classes().len().max(usize::from(u8::MAX) + 1)];
    // One more for what events announce: no row of the case.
    let mut of_row = vec![false; basis.case.packages().len() + 1];
    for rule in &basis.case.rules().must_ride {
        match rule {
            MustRide::Class(class) => of_class[class.index()] = true,
            MustRide::Package(row) => of_row[*row] = true,
        }
    }
    let rows = basis.demand.case_rows.iter().zip(&basis.demand.packages.classes);
    rows.map(|(&row, class)| of_row[row as usize] || of_class[class.index()]).collect()
}

/// `(hour, departure row)` of each lane in order of the hours.
fn rows_by_lane(basis: &Basis, departures: &Departures) -> Vec<Vec<(i64, usize)>> {
    let mut rows = vec![Vec::new(); basis.case.lanes().len()];
    for (row, truck) in departures.trucks.iter().enumerate() {
        if let Some(truck) = truck {
            rows[truck.lane].push((truck.hour, row));
        }
    }
    for rows in &mut rows {
        rows.sort_unstable();
    }
    rows
}
