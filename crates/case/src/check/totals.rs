//! What the packages of one demand may add up to, whatever its seed: within what the state counts in.

use crate::error::{CaseError, Table};
use crate::limits::{MAX_LOAD, MAX_PACKAGES, MAX_SIZE, MAX_SUM};
use crate::tables::{CaseTables, VehicleType};

const T: Table = Table::Packages;

/// Checks numbers, loads, penalties and weights.
pub(super) fn check(case: &CaseTables) -> Result<(), CaseError> {
    let drawn = Drawn::of(case);
    let n_packages = drawn.most(|_| 1.0);
    if n_packages > MAX_PACKAGES as f64 {
        let problem = format!("up to {n_packages:.0} packages in the demand of a seed");
        return Err(T.fault(None, "", problem, format!("at most {MAX_PACKAGES}: shorten the horizon or the surges")));
    }
    loads(case, &drawn)?;
    penalties(case, &drawn)?;
    trucks(case, n_packages)
}

/// The load of a package is 32 bits, and loads are multiplied by hours.
fn loads(case: &CaseTables, drawn: &Drawn) -> Result<(), CaseError> {
    let largest = case.vehicles.iter().max_by_key(|vehicle| (vehicle.ml, vehicle.grams));
    let VehicleType { grams, ml, .. } = largest.expect("a case has vehicle types");
    let packages = &case.packages;
    let size = |row: usize| {
        let share = |amount: u32, capacity: u32| f64::from(amount) / f64::from(capacity);
        share(packages.grams[row].0, grams.0).max(share(packages.ml[row].0, ml.0))
    };
    if let Some(row) = (0..packages.len()).find(|&row| size(row) > MAX_SIZE) {
        let problem = format!("as heavy as {:.0} of the types with the largest volume", size(row));
        let remedy = format!("at most {MAX_SIZE}: give the type with the largest max_m3 a max_kg that suits it");
        return Err(T.fault(row, "kg", problem, remedy));
    }
    let load = drawn.most(size);
    if load > MAX_LOAD {
        let problem = format!("up to {load:.0} of the largest vehicles full of packages in the demand of a seed");
        return Err(T.fault(None, "", problem, format!("at most {MAX_LOAD}: shorten the horizon or the surges")));
    }
    Ok(())
}

/// Penalties are summed in millionths, once and for each hour that a late package waits.
fn penalties(case: &CaseTables, drawn: &Drawn) -> Result<(), CaseError> {
    let millionths = |row: usize| case.late.penalty(case.packages.values[row]).0 as f64;
    let penalties = drawn.most(millionths);
    // At each hub on its way, and not beyond the horizon.
    let stays = (case.hubs.len() - 1) as f64;
    let waiting = f64::from(case.hours).min(stays * f64::from(case.late.hours));
    if penalties * (1.0 + waiting) > MAX_SUM {
        let problem = format!("the late penalties of a demand may come to {:e}", penalties / 1e6);
        let most = MAX_SUM / 1e6 / (1.0 + waiting);
        let remedy = format!("at most {most:.0}: count all money in thousands, or lower late.shares");
        return Err(T.fault(None, "value", problem, remedy));
    }
    Ok(())
}

/// What all trucks carried, and could have carried, is summed in grams and millilitres. A truck has a package at least, and a package
/// comes nearer with each of its trucks, so it takes fewer than there are hubs, and an hour for each.
fn trucks(case: &CaseTables, n_packages: f64) -> Result<(), CaseError> {
    let rides = n_packages * ((case.hubs.len() - 1) as f64).min(f64::from(case.hours));
    for (row, vehicle) in case.vehicles.iter().enumerate() {
        let capacities = [("max_kg", vehicle.grams.0, 1e3), ("max_m3", vehicle.ml.0, 1e6)];
        for (column, capacity, per_unit) in capacities {
            if rides * f64::from(capacity) > MAX_SUM {
                let problem = format!("{} times {rides:.0} rides is too much to count", f64::from(capacity) / per_unit);
                let remedy = format!("give at most {:.0}, or fewer packages", MAX_SUM / rides / per_unit);
                return Err(Table::Vehicles.fault(row, column, problem, remedy));
            }
        }
    }
    Ok(())
}

/// The most that any seed may draw: its every day is the busiest, and every surge holds for all of them.
struct Drawn<'a> {
    case: &'a CaseTables,
    n_days: usize,
    surges: f64,
}

impl<'a> Drawn<'a> {
    fn of(case: &'a CaseTables) -> Self {
        let n_days = usize::from(case.hours).div_ceil(24);
        Self { case, n_days, surges: case.rules.surges.iter().map(|surge| surge.factor.max(1.0)).product() }
    }

    /// The most that an amount of each package may add up to.
    fn most(&self, amount: impl Fn(usize) -> f64) -> f64 {
        let packages = &self.case.packages;
        let mut by_day = vec![0.0; self.n_days];
        for row in 0..packages.len() {
            by_day[(packages.released_hour(row) / 24) as usize] += amount(row);
        }
        by_day.into_iter().fold(0.0, f64::max) * self.n_days as f64 * self.surges
    }
}
