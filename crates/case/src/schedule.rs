//! A schedule in memory: every truck that left, what it carried, and what became of each package.
//!
//! Packages are rows of the demand's package table ([`crate::Demand::packages`]), lanes and types indices of the case.

use crate::ids::{LaneId, TypeId};

pub use crate::summary::{Amount, Figure, FigureKind, Summary, TypeCount};

/// The result of one simulated horizon.
#[derive(Clone, Debug, Default)]
pub struct Schedule {
    /// Seed of the demand that was met.
    pub seed: u64,
    /// Trucks in order of departure hour, then lane.
    pub departures: Departures,
    /// One entry a package row: hour of delivery, `None` while under way.
    pub delivered_hours: Vec<Option<u16>>,
    /// One entry a package row: trucks that carried it.
    pub hops: Vec<u16>,
    /// One entry a package row: delivered after its due hour, or due within the horizon and not delivered.
    pub late: Vec<bool>,
    /// All figures.
    pub summary: Summary,
}

/// Trucks in columns.
#[derive(Clone, Debug, Default)]
pub struct Departures {
    /// Departure hours.
    pub hours: Vec<u16>,
    /// Arrival hours.
    pub arrival_hours: Vec<u16>,
    /// Lanes driven.
    pub lanes: Vec<LaneId>,
    /// Vehicle types.
    pub types: Vec<TypeId>,
    /// Loaded grams.
    pub grams: Vec<u64>,
    /// Loaded millilitres.
    pub ml: Vec<u64>,
    /// Costs in the case's currency.
    pub costs: Vec<f64>,
    /// `loads[ends[i - 1]..ends[i]]` is what truck `i` carried.
    pub ends: Vec<u32>,
    /// Package rows.
    pub loads: Vec<u32>,
}

impl Departures {
    /// Number of trucks.
    pub fn len(&self) -> usize {
        self.hours.len()
    }

    /// Whether no truck left.
    pub fn is_empty(&self) -> bool {
        self.hours.is_empty()
    }

    /// Package rows that a truck carried.
    pub fn load(&self, truck: usize) -> &[u32] {
        let start = if truck == 0 { 0 } else { self.ends[truck - 1] as usize };
        &self.loads[start..self.ends[truck] as usize]
    }
}
