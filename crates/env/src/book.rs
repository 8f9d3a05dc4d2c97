//! What is known of packages: one 32-byte record each, and where each begins.
//!
//! Records are numbered in the order in which they become known. A state keeps lists of package numbers, four bytes each, which is what
//! makes it cheap to clone: the packages that wait at a time were released together, so their records sit together in the cache. The book
//! is shared by all states that know the same; one that learns more gets a copy of its own (`Arc::make_mut`).

use linehaul_case::network::{LOAD_ONE, Network};
use linehaul_case::{ClassId, HubId, Packages};
use serde::{Deserialize, Serialize};

/// What the step needs of a package. Aligned to its size, so that no record lies across two lines of the cache.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[repr(align(32))]
pub struct Package {
    /// One-off penalty, millionths of the currency.
    pub penalty: i64,
    /// Weight, grams.
    pub grams: u32,
    /// Volume, millilitres.
    pub ml: u32,
    /// Size in units of load, [`LOAD_ONE`] a largest vehicle.
    pub load: u32,
    /// Penalty, and the extra price of training, for a largest vehicle full of such packages, currency.
    pub density: f32,
    /// Last hour of a delivery on time; before the start for what is late from the start.
    pub due: i32,
    /// Destination hub.
    pub destination: u16,
    /// Goods class.
    pub class: u8,
    /// What else holds of it.
    pub marks: Marks,
}

/// Yes-or-no facts of a package.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Marks(u8);

impl Marks {
    const MUST_RIDE: u8 = 1;
    const CANCELLED: u8 = 2;

    /// Whether it is loaded before all others.
    pub fn must_ride(self) -> bool {
        self.0 & Self::MUST_RIDE != 0
    }

    /// Whether nobody waits for it any more.
    pub fn cancelled(self) -> bool {
        self.0 & Self::CANCELLED != 0
    }

    /// The same for a package that is loaded before all others, or not.
    #[must_use]
    pub fn with_must_ride(self, must_ride: bool) -> Self {
        Self(self.0 & !Self::MUST_RIDE | if must_ride { Self::MUST_RIDE } else { 0 })
    }

    /// The same, cancelled.
    #[must_use]
    pub fn with_cancelled(self) -> Self {
        Self(self.0 | Self::CANCELLED)
    }
}

/// All packages that a state has heard of.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Book {
    /// The records, `[package]`.
    pub packages: Vec<Package>,
    /// Where each begins, `[package]`.
    pub origins: Vec<HubId>,
    /// Hour in which each is or was released, as far as it is known now, `[package]`.
    pub releases: Vec<u16>,
    /// The demand's row of each, `[package]`.
    pub rows: Vec<u32>,
    /// The other way round, `[row]`; rows beyond its end are their own numbers.
    pub numbers: Vec<u32>,
    /// Seed of the demand.
    pub seed: u64,
    /// Extra price of a late package that decisions see and no cost has, currency; 0 outside training and calibration.
    pub late_price: f64,
}

impl Book {
    /// The number of a row of the demand; none of a row that nobody has announced.
    pub fn number_of(&self, row: u32) -> Option<u32> {
        let known = self.packages.len() as u32;
        if row >= known { None } else { Some(self.numbers.get(row as usize).copied().unwrap_or(row)) }
    }

    /// Whether all of it is of a network.
    pub(crate) fn fits(&self, network: &Network) -> bool {
        let n = self.packages.len();
        let (hubs, classes) = (network.n_hubs, network.case.classes().len());
        let known = |package: &Package| usize::from(package.destination) < hubs && usize::from(package.class) < classes;
        let on_way = |(origin, package): (&HubId, &Package)| {
            origin.index() < hubs
                && origin.0 != package.destination
                && network.reaches(origin.index(), usize::from(package.destination))
        };
        [self.origins.len(), self.releases.len(), self.rows.len()] == [n; 3]
            && (self.numbers.is_empty() || self.numbers.len() == n)
            && self.packages.iter().all(known)
            && self.origins.iter().zip(&self.packages).all(on_way)
            && self.rows.iter().chain(&self.numbers).all(|&number| (number as usize) < n)
    }
}

impl Package {
    /// The record of a row; `late_price` is added to the penalty in everything that decisions see, never in costs.
    pub fn of(network: &Network, packages: &Packages, row: usize, late_price: f64, must_ride: bool) -> Self {
        let (grams, ml) = (packages.grams[row].0, packages.ml[row].0);
        let load = network.load(grams, ml).max(1);
        let penalty = network.case.late().penalty(packages.values[row]);
        let ClassId(class) = packages.classes[row];
        Self {
            penalty: penalty.0,
            grams,
            ml,
            load: load as u32,
            density: ((penalty.to_f64() + late_price) * (LOAD_ONE as f64 / load as f64)) as f32,
            due: packages.due_hour(row) as i32,
            destination: packages.destinations[row].0,
            class,
            marks: Marks::default().with_must_ride(must_ride),
        }
    }
}
