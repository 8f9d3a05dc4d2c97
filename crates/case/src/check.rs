//! Every rule that a case must keep, checked once before anything is built from it.
//!
//! The first broken rule is reported with its table, row, column, value and remedy; the reader of the files adds path and line.
//! Rows are those of the files: `tables` runs before lanes and types are sorted.

mod packages;

use std::collections::HashMap;

use crate::error::{CaseError, Table};
use crate::limits::{MAX_DEGREE, MAX_HOURS, MAX_HUBS, MAX_LANE_HOURS, MAX_TYPES};
use crate::tables::{CaseTables, Hub};

type Check = Result<(), CaseError>;

fn fail(
    table: Table,
    row: impl Into<Option<usize>>,
    column: &'static str,
    problem: impl Into<String>,
    remedy: impl Into<String>,
) -> Check {
    Err(CaseError { table, row: row.into(), column, problem: problem.into(), remedy: remedy.into() })
}

/// Checks all tables of a case that is not sorted yet.
pub(crate) fn tables(case: &CaseTables) -> Check {
    header(case)?;
    hubs(&case.hubs)?;
    vehicles(case)?;
    lanes(case)?;
    packages::packages(case)?;
    packages::reachable(case)?;
    packages::most_drawn(case)?;
    rules(case)
}

fn header(case: &CaseTables) -> Check {
    if case.hours == 0 || case.hours > MAX_HOURS {
        let problem = format!("{} is not a horizon", case.hours);
        return fail(Table::Case, None, "hours", problem, format!("give 1 to {MAX_HOURS} hours; 480 is usual"));
    }
    if !(case.cost_multiplier > 0.0 && case.cost_multiplier.is_finite()) {
        let problem = format!("{} is not a factor on costs", case.cost_multiplier);
        return fail(Table::Case, None, "cost_multiplier", problem, "give a number above 0; 1 is usual");
    }
    let shares = &case.late.shares;
    let ascending = shares.windows(2).all(|pair| pair[0].0 < pair[1].0 && pair[0].1 <= pair[1].1);
    let in_range = shares.iter().all(|&(from, share)| from.is_finite() && (0.0..=10.0).contains(&share));
    if shares.first().is_none_or(|first| first.0 != 0.0) || !ascending || !in_range {
        let remedy =
            "list [value from, share] pairs: the first from 0, values ascending, shares 0 to 10 and never falling";
        return fail(Table::Case, None, "late.shares", format!("{shares:?} is not a scale"), remedy);
    }
    if !(0.0..=1.0).contains(&case.late.hourly) {
        let problem = format!("{} is not a share", case.late.hourly);
        return fail(Table::Case, None, "late.hourly", problem, "give a share of the penalty an hour, 0 to 1");
    }
    if case.late.hours > 80 {
        let problem = format!("{} hours are too many", case.late.hours);
        return fail(Table::Case, None, "late.hours", problem, "give 0 to 80 hours");
    }
    Ok(())
}

fn hubs(hubs: &[Hub]) -> Check {
    const T: Table = Table::Hubs;
    if hubs.len() < 2 {
        return fail(T, None, "", format!("{} hubs", hubs.len()), "a network needs at least two hubs");
    }
    if hubs.len() > MAX_HUBS {
        return fail(
            T,
            MAX_HUBS,
            "",
            format!("more than {MAX_HUBS} hubs"),
            format!("split the network: at most {MAX_HUBS} hubs"),
        );
    }
    let mut seen = HashMap::new();
    for (row, hub) in hubs.iter().enumerate() {
        if hub.id.is_empty() {
            return fail(T, row, "id", "the id is empty", "give each hub a unique id");
        }
        if let Some(first) = seen.insert(hub.id.as_str(), row) {
            let problem = format!("\"{}\" is already the id of row {}", hub.id, first + 1);
            return fail(T, row, "id", problem, "give each hub a unique id");
        }
        for (column, degrees, limit) in [("lat", hub.lat, 90.0), ("lon", hub.lon, 180.0)] {
            if !(-limit..=limit).contains(&degrees) {
                let problem = format!("{degrees} is not an angle on the globe");
                return fail(T, row, column, problem, format!("give degrees from -{limit} to {limit}"));
            }
        }
        if hub.max_dispatch_per_hour == 0 {
            let remedy = "give at least 1 truck an hour, or remove the hub";
            return fail(T, row, "max_dispatch_per_hour", "0 trucks can leave this hub", remedy);
        }
    }
    Ok(())
}

fn vehicles(case: &CaseTables) -> Check {
    const T: Table = Table::Vehicles;
    if case.vehicles.is_empty() {
        return fail(T, None, "", "no vehicle types", "list at least one type");
    }
    if case.vehicles.len() > MAX_TYPES {
        let problem = format!("more than {MAX_TYPES} vehicle types");
        return fail(T, MAX_TYPES, "", problem, "merge types of similar size");
    }
    let mut seen = HashMap::new();
    for (row, vehicle) in case.vehicles.iter().enumerate() {
        if let Some(first) = seen.insert(vehicle.id.as_str(), row) {
            let problem = format!("\"{}\" is already the id of row {}", vehicle.id, first + 1);
            return fail(T, row, "id", problem, "give each type a unique id");
        }
        for (column, capacity) in [("max_kg", vehicle.grams.0), ("max_m3", vehicle.ml.0)] {
            if capacity == 0 {
                return fail(T, row, column, "a capacity of 0 carries nothing", "give a capacity above 0");
            }
        }
        for (column, cost) in [("cost_per_km", vehicle.cost_per_km), ("cost_per_dispatch", vehicle.cost_per_dispatch)] {
            if !(cost.is_finite() && cost >= 0.0) {
                return fail(T, row, column, format!("{cost} is not a cost"), "give a finite number, 0 or more");
            }
        }
        if vehicle.cost_per_km == 0.0 && vehicle.cost_per_dispatch == 0.0 {
            let remedy = "give a cost a kilometre or a dispatch: a free truck makes every comparison meaningless";
            return fail(T, row, "cost_per_km", "this type costs nothing", remedy);
        }
    }
    Ok(())
}

fn lanes(case: &CaseTables) -> Check {
    const T: Table = Table::Lanes;
    if case.lanes.is_empty() {
        return fail(T, None, "", "no lanes", "list at least one lane");
    }
    let mut seen = HashMap::new();
    let mut degrees = vec![0; case.hubs.len()];
    for (row, lane) in case.lanes.iter().enumerate() {
        let (from, to) = (&case.hubs[lane.from.index()].id, &case.hubs[lane.to.index()].id);
        if lane.from == lane.to {
            return fail(T, row, "to", format!("the lane from \"{from}\" ends where it starts"), "remove the lane");
        }
        if let Some(first) = seen.insert((lane.from, lane.to), row) {
            let problem = format!("\"{from}\" -> \"{to}\" is already row {}", first + 1);
            return fail(T, row, "from", problem, "keep one lane for each pair of hubs and direction");
        }
        if lane.metres.0 == 0 || lane.metres.0 > 40_000_000 {
            let problem = format!("{} km is not the length of a lane", lane.metres.to_km());
            return fail(T, row, "km", problem, "give at least 0.001 and at most 40,000 km");
        }
        if lane.hours == 0 || lane.hours > MAX_LANE_HOURS {
            let remedy = format!("give 1 to {MAX_LANE_HOURS} whole hours");
            return fail(T, row, "hours", format!("{} is not a driving time", lane.hours), remedy);
        }
        if lane.types == 0 {
            let remedy = "allow at least one type, or remove the lane";
            return fail(T, row, "vehicle_types", "no vehicle type may drive this lane", remedy);
        }
        degrees[lane.from.index()] += 1;
        if degrees[lane.from.index()] > MAX_DEGREE {
            let problem = format!("more than {MAX_DEGREE} lanes leave \"{from}\"");
            return fail(T, row, "from", problem, "keep the lanes that trucks really use");
        }
    }
    Ok(())
}

fn rules(case: &CaseTables) -> Check {
    const T: Table = Table::Rules;
    let rules = &case.rules;
    let in_week = |range: &std::ops::Range<u16>| range.start < range.end && range.end <= 168;
    for weekly in rules.closures.iter().chain(&rules.curfews) {
        if weekly.hours_of_week.is_empty() || !weekly.hours_of_week.iter().all(in_week) {
            let problem = format!("{:?} are not hours of a week", weekly.hours_of_week);
            return fail(T, None, "week", problem, "give ranges such as \"sat 18 - mon 06\"");
        }
    }
    for surge in &rules.surges {
        if !(surge.factor.is_finite() && (0.0..=100.0).contains(&surge.factor)) {
            return fail(T, None, "factor", format!("{} is not a factor on demand", surge.factor), "give 0 to 100");
        }
    }
    for tariff in &rules.tariffs {
        if !(tariff.factor.is_finite() && tariff.factor > 0.0) {
            return fail(
                T,
                None,
                "factor",
                format!("{} is not a factor on costs", tariff.factor),
                "give a number above 0",
            );
        }
    }
    for slowdown in &rules.slowdowns {
        if slowdown.extra_hours > MAX_LANE_HOURS {
            let problem = format!("{} extra hours", slowdown.extra_hours);
            return fail(T, None, "extra_hours", problem, format!("give at most {MAX_LANE_HOURS}"));
        }
    }
    Ok(())
}
