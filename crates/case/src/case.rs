//! A checked case: the whole input of a simulation, which never changes.
//!
//! [`Case::new`] is the only door. It takes the tables as they were read, checks every rule of `docs/model.md`, and sorts lanes by origin
//! and vehicle types by size; after that nothing downstream can fail. Whoever wants another case takes the tables out, changes them and
//! comes in by the door again.

use crate::check;
use crate::error::CaseError;
use crate::ids::TypeId;
use crate::packages::Packages;
use crate::rules::Rules;
use crate::tables::{CaseTables, Hub, Lane, LateCost, VehicleType};

/// A carrier's network, fleet, packages and rules over a horizon: every rule of a case holds.
#[derive(Clone, Debug)]
pub struct Case {
    /// Sorted.
    tables: CaseTables,
}

impl Case {
    /// Checks the tables, sorts lanes and types, and fixes the case.
    ///
    /// # Errors
    /// The first broken rule, with table, row, column, value and remedy.
    pub fn new(tables: CaseTables) -> Result<Self, CaseError> {
        check::tables(&tables)?;
        Ok(Self { tables: sorted(tables) })
    }

    /// The tables, to make another case of.
    pub fn into_tables(self) -> CaseTables {
        self.tables
    }

    /// Name, for tables and file metadata.
    pub fn name(&self) -> &str {
        &self.tables.name
    }

    /// Start of hour 0, seconds since 1970-01-01 UTC.
    pub fn start(&self) -> i64 {
        self.tables.start
    }

    /// Number of hourly steps.
    pub fn hours(&self) -> u16 {
        self.tables.hours
    }

    /// Currency of every cost, for display.
    pub fn currency(&self) -> &str {
        &self.tables.currency
    }

    /// Where the data come from, for display.
    pub fn source(&self) -> &str {
        &self.tables.source
    }

    /// What a late package costs.
    pub fn late(&self) -> &LateCost {
        &self.tables.late
    }

    /// Factor on every vehicle cost; 1 in real cases.
    pub fn cost_multiplier(&self) -> f64 {
        self.tables.cost_multiplier
    }

    /// Hubs in file order.
    pub fn hubs(&self) -> &[Hub] {
        &self.tables.hubs
    }

    /// Lanes sorted by origin, in file order within a hub.
    pub fn lanes(&self) -> &[Lane] {
        &self.tables.lanes
    }

    /// Hours that a truck is planned to be under way on a lane: routes, slacks and arrivals count them.
    pub fn transit_hours(&self, lane: usize) -> u16 {
        self.tables.transit_hours(lane)
    }

    /// Vehicle types sorted by volume, then weight; the last is the largest.
    pub fn vehicles(&self) -> &[VehicleType] {
        &self.tables.vehicles
    }

    /// Names of the goods classes, `[class]`; class 0 is "general".
    pub fn classes(&self) -> &[String] {
        &self.tables.classes
    }

    /// Packages in file order.
    pub fn packages(&self) -> &Packages {
        &self.tables.packages
    }

    /// Closures, bars, separations and disruptions.
    pub fn rules(&self) -> &Rules {
        &self.tables.rules
    }

    /// The largest vehicle type: most volume, then most weight.
    pub fn largest(&self) -> TypeId {
        TypeId::from_index(self.vehicles().len() - 1)
    }

    /// Hour of the day at hour 0, 0 to 23, UTC.
    pub fn start_hour_of_day(&self) -> u16 {
        self.start().div_euclid(3_600).rem_euclid(24) as u16
    }

    /// Hour of the week at hour 0, 0 to 167, Monday 00:00 UTC is 0.
    pub fn start_hour_of_week(&self) -> u16 {
        // 1970-01-01 was a Thursday, 72 hours into its week.
        (self.start().div_euclid(3_600) + 72).rem_euclid(168) as u16
    }
}

fn sorted(mut tables: CaseTables) -> CaseTables {
    tables.lanes.sort_by_key(|lane| lane.from);
    let mut order: Vec<usize> = (0..tables.vehicles.len()).collect();
    order.sort_by_key(|&t| (tables.vehicles[t].ml, tables.vehicles[t].grams));
    tables.vehicles = order.iter().map(|&t| tables.vehicles[t].clone()).collect();
    for lane in &mut tables.lanes {
        let old = lane.types;
        lane.types = order.iter().enumerate().map(|(new, &t)| (old >> t & 1) << new).sum();
    }
    tables
}
