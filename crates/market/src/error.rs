//! What can be wrong with a market: in which table, row and column, what, and what to do about it.

use std::fmt;

/// A fault of a value.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub struct MarketError {
    /// The table.
    pub table: Table,
    /// Row of the table, from 0.
    pub row: Option<usize>,
    /// Column or key; empty where the whole row or table is meant.
    pub column: &'static str,
    /// What is wrong, with the value.
    pub problem: String,
    /// What to do about it.
    pub remedy: String,
}

/// A part of a market.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Table {
    /// The header of `market.toml`.
    Header,
    /// Its depots.
    Depots,
    /// Its zones.
    Speeds,
    /// Its times of day.
    Traffic,
    /// Its access rules.
    Access,
    /// Its classes of promises.
    Promises,
    /// The stops.
    Stops,
    /// The types of vehicles.
    Vehicles,
    /// The drivers.
    Drivers,
    /// The ways.
    Matrix,
}

impl Table {
    /// What it is called in files: the file, or the list within `market.toml`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Header => "market",
            Self::Depots => "depot",
            Self::Speeds => "speed",
            Self::Traffic => "traffic",
            Self::Access => "access",
            Self::Promises => "promise",
            Self::Stops => "stops",
            Self::Vehicles => "vehicles",
            Self::Drivers => "drivers",
            Self::Matrix => "matrix",
        }
    }
}

impl fmt::Display for MarketError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.table.name())?;
        if let Some(row) = self.row {
            write!(f, " row {}", row + 1)?;
        }
        write!(f, ", {}: {}; {}", self.column, self.problem, self.remedy)
    }
}
