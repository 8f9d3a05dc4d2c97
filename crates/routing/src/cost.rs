//! What a plan costs, by name. The cost is the sum of the named parts and nothing else.

use std::ops::{Add, AddAssign};

/// Millionths of the currency.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Costs {
    /// Vehicles that are used.
    pub fixed: i64,
    /// Metres.
    pub distance: i64,
    /// Hours.
    pub hours: i64,
    /// Hours beyond the regular ones.
    pub overtime: i64,
    /// Work that is shared out unevenly.
    pub balance: i64,
    /// Service after the last window.
    pub late: i64,
    /// Drivers who do not know the area.
    pub unfamiliar: i64,
    /// Stops that another vehicle serves than before.
    pub moved: i64,
    /// Stops that come after another one than before.
    pub reordered: i64,
    /// Service outside what the customer was told.
    pub promises: i64,
    /// Stops that are left out for their price.
    pub left_out: i64,
    /// Stops left out that must be served, ten million of the currency each.
    pub unserved: i64,
}

impl Costs {
    /// All parts with their names.
    pub fn parts(&self) -> [(&'static str, i64); 12] {
        [
            ("fixed", self.fixed),
            ("distance", self.distance),
            ("hours", self.hours),
            ("overtime", self.overtime),
            ("balance", self.balance),
            ("late", self.late),
            ("unfamiliar", self.unfamiliar),
            ("moved", self.moved),
            ("reordered", self.reordered),
            ("promises", self.promises),
            ("left_out", self.left_out),
            ("unserved", self.unserved),
        ]
    }

    /// Their sum.
    pub fn total(&self) -> i64 {
        self.parts().iter().map(|(_, micros)| micros).sum()
    }
}

impl Add for Costs {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self {
            fixed: self.fixed + other.fixed,
            distance: self.distance + other.distance,
            hours: self.hours + other.hours,
            overtime: self.overtime + other.overtime,
            balance: self.balance + other.balance,
            late: self.late + other.late,
            unfamiliar: self.unfamiliar + other.unfamiliar,
            moved: self.moved + other.moved,
            reordered: self.reordered + other.reordered,
            promises: self.promises + other.promises,
            left_out: self.left_out + other.left_out,
            unserved: self.unserved + other.unserved,
        }
    }
}

impl AddAssign for Costs {
    fn add_assign(&mut self, other: Self) {
        *self = *self + other;
    }
}
