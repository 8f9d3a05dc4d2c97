//! The rules that packages must keep: one by one, and against the network.

use std::collections::HashSet;

use super::{Check, fail};
use crate::error::Table;
use crate::limits::{MAX_CLASSES, MAX_PACKAGES};
use crate::packages::PackageIds;
use crate::routes;
use crate::tables::{CaseTables, VehicleType};

/// Checks the package table.
pub(super) fn packages(case: &CaseTables) -> Check {
    const T: Table = Table::Packages;
    let packages = &case.packages;
    if packages.is_empty() {
        return fail(T, None, "", "the table has no rows", "a case needs at least one package");
    }
    if case.classes.len() > MAX_CLASSES {
        let problem = format!("{} goods classes", case.classes.len());
        return fail(T, None, "class", problem, format!("merge classes: at most {MAX_CLASSES}"));
    }
    unique_ids(&packages.ids)?;
    for row in 0..packages.len() {
        if packages.origins[row] == packages.destinations[row] {
            let hub = &case.hubs[packages.origins[row].index()].id;
            let problem = format!("\"{hub}\" is also the origin");
            return fail(T, row, "destination", problem, "remove packages that need no truck");
        }
        if packages.announced_seconds[row] > packages.released_seconds[row] {
            let remedy = "a package cannot be announced after it is released";
            return fail(T, row, "announced_at", "announced after released_at", remedy);
        }
        if packages.due_seconds[row] < packages.released_seconds[row] {
            let hours = (packages.released_seconds[row] - packages.due_seconds[row]) as f64 / 3_600.0;
            let problem = format!("due {hours:.2} hours before released_at");
            return fail(T, row, "due_at", problem, "a promise must lie after the release");
        }
        let released = packages.released_hour(row);
        if released < 0 || released >= i64::from(case.hours) {
            let problem = format!("released in hour {released} of a horizon of {} hours", case.hours);
            return fail(T, row, "released_at", problem, "drop the package, or move start or hours in case.toml");
        }
        if packages.due_hour(row) > 60_000 {
            return fail(
                T,
                row,
                "due_at",
                "due more than 60,000 hours after the start",
                "give a due time within reach",
            );
        }
        if packages.grams[row].0 == 0 && packages.ml[row].0 == 0 {
            return fail(T, row, "kg", "neither weight nor volume", "give at least 0.001 kg or 0.000001 m3");
        }
        let value = packages.values[row];
        if !(value.is_finite() && (0.0..=1e9).contains(&value)) {
            return fail(T, row, "value", format!("{value} is not a value"), "give 0 to 1,000,000,000");
        }
        let fits = |v: &VehicleType| packages.grams[row] <= v.grams && packages.ml[row] <= v.ml;
        if !case.vehicles.iter().any(fits) {
            let (kg, m3) = (packages.grams[row].to_kg(), packages.ml[row].to_m3());
            let problem = format!("{kg} kg and {m3} m3 fit no vehicle type");
            let too_heavy = case.vehicles.iter().all(|vehicle| packages.grams[row] > vehicle.grams);
            let column = if too_heavy { "kg" } else { "m3" };
            return fail(T, row, column, problem, "split the package, or add a larger type to vehicles.csv");
        }
    }
    Ok(())
}

/// The most packages that a seed can draw: its every day is the busiest, and every surge holds for all of them.
pub(super) fn most_drawn(case: &CaseTables) -> Check {
    let packages = &case.packages;
    let mut by_day = vec![0_usize; usize::from(case.hours).div_ceil(24)];
    for row in 0..packages.len() {
        by_day[(packages.released_hour(row) / 24) as usize] += 1;
    }
    let days = by_day.iter().max().copied().unwrap_or(0) * by_day.len();
    let surges: f64 = case.rules.surges.iter().map(|surge| surge.factor.max(1.0)).product();
    if days as f64 * surges > MAX_PACKAGES as f64 {
        let problem = format!("up to {:.0} packages in the demand of a seed", days as f64 * surges);
        return fail(
            Table::Packages,
            None,
            "",
            problem,
            format!("at most {MAX_PACKAGES}: shorten the horizon or the surges"),
        );
    }
    Ok(())
}

fn unique_ids(ids: &PackageIds) -> Check {
    let repeat = match ids {
        // Ascending ids, as most tables have, are unique without a set of them all.
        PackageIds::Numbers(ids) if ids.is_sorted_by(|a, b| a < b) => None,
        PackageIds::Numbers(ids) => {
            let mut seen = HashSet::with_capacity(ids.len());
            ids.iter().position(|id| !seen.insert(*id))
        }
        PackageIds::Texts(ids) => {
            let mut seen = HashSet::with_capacity(ids.len());
            ids.iter().position(|id| !seen.insert(id.as_str()))
        }
    };
    match repeat {
        Some(row) => {
            let problem = format!("{} is already the id of an earlier row", ids.text(row));
            fail(Table::Packages, row, "id", problem, "give each package a unique id")
        }
        None => Ok(()),
    }
}

/// Every package needs a path, and on each of its lanes a vehicle type that can carry it.
pub(super) fn reachable(case: &CaseTables) -> Check {
    const T: Table = Table::Packages;
    let n_hubs = case.hubs.len();
    // Ties between equal paths are broken by lane index, so look at the lanes in the order that the case will have.
    let mut lanes = case.lanes.clone();
    lanes.sort_by_key(|lane| lane.from);
    let primary = routes::primary_lanes(n_hubs, &lanes, &routes::distances(n_hubs, &lanes));
    let packages = &case.packages;
    let every_type = lanes.iter().all(|lane| lane.types.count_ones() as usize == case.vehicles.len());
    for row in 0..packages.len() {
        let (origin, destination) = (packages.origins[row].index(), packages.destinations[row].index());
        if primary[origin * n_hubs + destination].is_none() {
            let (from, to) = (&case.hubs[origin].id, &case.hubs[destination].id);
            let problem = format!("no lanes lead from \"{from}\" to \"{to}\"");
            return fail(T, row, "destination", problem, "add lanes to lanes.csv, or remove the package");
        }
        if every_type {
            // It fits some type, so it fits one on each lane.
            continue;
        }
        for lane in routes::path(n_hubs, &lanes, &primary, origin, destination).into_iter().map(|lane| &lanes[lane]) {
            let fits = |(t, v): (usize, &VehicleType)| {
                lane.types >> t & 1 == 1 && packages.grams[row] <= v.grams && packages.ml[row] <= v.ml
            };
            if !case.vehicles.iter().enumerate().any(fits) {
                let (from, to) = (&case.hubs[lane.from.index()].id, &case.hubs[lane.to.index()].id);
                let (kg, m3) = (packages.grams[row].to_kg(), packages.ml[row].to_m3());
                let problem =
                    format!("{kg} kg and {m3} m3 fit no vehicle type allowed on its lane \"{from}\" -> \"{to}\"");
                return fail(T, row, "m3", problem, "allow a larger type on that lane, or split the package");
            }
        }
    }
    Ok(())
}
