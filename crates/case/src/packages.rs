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
    /// Packages that events announce, one row each, as if they were announced when they are released.
    pub fn of<'a>(new: impl IntoIterator<Item = &'a NewPackage>) -> Self {
        let mut packages = Self { ids: PackageIds::Texts(Vec::new()), ..Self::default() };
        for new in new {
            packages.push(new, new.released_seconds);
        }
        packages
    }

    /// Adds a package that an event announces at a time, seconds from the start.
    ///
    /// # Panics
    /// Where ids are whole numbers and that of the package is not.
    pub fn push(&mut self, new: &NewPackage, announced_seconds: i64) {
        match &mut self.ids {
            PackageIds::Numbers(ids) => ids.push(new.id.parse().expect("ids of one kind")),
            PackageIds::Texts(ids) => ids.push(new.id.clone()),
        }
        self.origins.push(new.origin);
        self.destinations.push(new.destination);
        self.announced_seconds.push(announced_seconds);
        // Nothing is handed over before anybody knows of it.
        self.released_seconds.push(new.released_seconds.max(announced_seconds));
        self.due_seconds.push(new.due_seconds);
        self.grams.push(new.grams);
        self.ml.push(new.ml);
        self.values.push(new.value);
        self.classes.push(new.class);
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
