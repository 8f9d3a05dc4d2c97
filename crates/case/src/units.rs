//! Weight, volume, distance and money as newtypes over integers.
//!
//! The state of a world is integer throughout, so that sums are exact, a hard limit is a comparison, and taking a package out
//! of a running total gives back exactly what putting it in had added. Floats begin at the observation and at reported costs.

use std::iter::Sum;
use std::ops::{Add, AddAssign};

use serde::{Deserialize, Serialize};

/// Weight in grams. A single package or vehicle weighs less than 4,294 t.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Grams(pub u32);

/// Volume in millilitres. A single package or vehicle is smaller than 4,294 m3.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Millilitres(pub u32);

/// Distance in metres.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Metres(pub u32);

/// Money in millionths of the case's currency; up to nine million million units of it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Money(pub i64);

impl Grams {
    /// Nearest gram; the caller has checked that `kg` is finite, not negative and below 4,294,967.
    pub fn from_kg(kg: f64) -> Self {
        Self((kg * 1e3).round() as u32)
    }

    /// Kilograms.
    pub fn to_kg(self) -> f64 {
        f64::from(self.0) / 1e3
    }
}

impl Millilitres {
    /// Nearest millilitre; the caller has checked that `m3` is finite, not negative and below 4,294.
    pub fn from_m3(m3: f64) -> Self {
        Self((m3 * 1e6).round() as u32)
    }

    /// Cubic metres.
    pub fn to_m3(self) -> f64 {
        f64::from(self.0) / 1e6
    }
}

impl Metres {
    /// Nearest metre; the caller has checked that `km` is finite, not negative and below 4,294,967.
    pub fn from_km(km: f64) -> Self {
        Self((km * 1e3).round() as u32)
    }

    /// Kilometres.
    pub fn to_km(self) -> f64 {
        f64::from(self.0) / 1e3
    }
}

impl Money {
    /// Nearest millionth.
    pub fn from_f64(amount: f64) -> Self {
        Self((amount * 1e6).round() as i64)
    }

    /// Units of the case's currency.
    pub fn to_f64(self) -> f64 {
        self.0 as f64 / 1e6
    }
}

impl Add for Money {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self(self.0 + other.0)
    }
}

impl AddAssign for Money {
    fn add_assign(&mut self, other: Self) {
        self.0 += other.0;
    }
}

impl Sum for Money {
    fn sum<I: Iterator<Item = Self>>(amounts: I) -> Self {
        amounts.fold(Self(0), Add::add)
    }
}
