//! Packages in columns.

use crate::event::NewPackage;
use crate::ids::{ClassId, HubId};
use crate::units::{Grams, Millilitres};

/// Packages in columns, all of one length, times in whole hours from the start.
#[derive(Clone, Debug, Default)]
pub struct Packages {
    /// Ids, unique.
    pub ids: PackageIds,
    /// Origin hubs.
    pub origins: Vec<HubId>,
    /// Destination hubs, never the origin.
    pub destinations: Vec<HubId>,
    /// Seconds between the start and the moment when the carrier hears of the package; may be negative.
    pub announced_seconds: Vec<i64>,
    /// Seconds between the start and the hand-over at the origin.
    pub released_seconds: Vec<i64>,
    /// Seconds between the start and the promised delivery.
    pub due_seconds: Vec<i64>,
    /// Weights.
    pub grams: Vec<Grams>,
    /// Volumes.
    pub ml: Vec<Millilitres>,
    /// Values in the case's currency.
    pub values: Vec<f64>,
    /// Goods classes.
    pub classes: Vec<ClassId>,
}

/// Package ids as the case's file has them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PackageIds {
    /// Whole numbers.
    Numbers(Vec<i64>),
    /// Text.
    Texts(Vec<String>),
}

impl Packages {
    /// One package, announced when it is released.
    pub fn of(new: &NewPackage) -> Self {
        Self {
            ids: PackageIds::Texts(vec![new.id.clone()]),
            origins: vec![new.origin],
            destinations: vec![new.destination],
            announced_seconds: vec![new.released_seconds],
            released_seconds: vec![new.released_seconds],
            due_seconds: vec![new.due_seconds],
            grams: vec![new.grams],
            ml: vec![new.ml],
            values: vec![new.value],
            classes: vec![new.class],
        }
    }

    /// Number of packages.
    pub fn len(&self) -> usize {
        self.origins.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.origins.is_empty()
    }

    /// First hour at whose start the package is at its origin: hand-over rounded up to whole hours.
    pub fn released_hour(&self, package: usize) -> i64 {
        -(-self.released_seconds[package]).div_euclid(3_600)
    }

    /// Last hour at whose start a delivery is on time: the promise rounded down to whole hours.
    pub fn due_hour(&self, package: usize) -> i64 {
        self.due_seconds[package].div_euclid(3_600)
    }
}

impl Default for PackageIds {
    fn default() -> Self {
        Self::Numbers(Vec::new())
    }
}

impl PackageIds {
    /// Number of ids.
    pub fn len(&self) -> usize {
        match self {
            Self::Numbers(ids) => ids.len(),
            Self::Texts(ids) => ids.len(),
        }
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The id as text.
    pub fn text(&self, package: usize) -> String {
        match self {
            Self::Numbers(ids) => ids[package].to_string(),
            Self::Texts(ids) => ids[package].clone(),
        }
    }
}
