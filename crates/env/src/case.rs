//! A case: the whole input of a simulation, checked once and never changed after.
//!
//! [`Case::new`] takes the tables as they were read, checks every rule of `docs/model.md`, sorts lanes by origin and vehicle
//! types by size, and after that nothing downstream can fail. Ids are text at the border and indices inside.

use crate::check::{self, CaseError};
use crate::ids::{ClassId, HubId, TypeId};
use crate::rules::Rules;
use crate::units::{Grams, Metres, Millilitres, Money};

/// Most hubs that a case may have: the route tables grow with the square.
pub const MAX_HUBS: usize = 1_000;
/// Most lanes that may leave one hub: a package's eligible lanes are bits of a word.
pub const MAX_DEGREE: usize = 64;
/// Most goods classes: those on board of a truck are bits of a word.
pub const MAX_CLASSES: usize = 64;
/// Most packages that any seed may draw: a package's place in a queue is 26 bits of a word.
pub const MAX_PACKAGES: usize = 1 << 26;
/// Most vehicle types.
pub const MAX_TYPES: usize = 16;
/// Longest horizon, hours.
pub const MAX_HOURS: u16 = 10_000;
/// Longest lane, hours.
pub const MAX_LANE_HOURS: u16 = 240;

/// A carrier's network, fleet, packages and rules over a horizon.
#[derive(Clone, Debug)]
pub struct Case {
    /// Name, for tables and file metadata.
    pub name: String,
    /// Start of hour 0, seconds since 1970-01-01 UTC.
    pub start: i64,
    /// Number of hourly steps.
    pub hours: u16,
    /// Currency of every cost, for display.
    pub currency: String,
    /// Where the data come from, for display.
    pub source: String,
    /// What a late package costs.
    pub late: LateCost,
    /// Factor on every vehicle cost; 1 in real cases.
    pub cost_multiplier: f64,
    /// Hubs in file order.
    pub hubs: Vec<Hub>,
    /// Lanes sorted by origin, in file order within a hub.
    pub lanes: Vec<Lane>,
    /// Vehicle types sorted by volume, then weight; the last is the largest.
    pub vehicles: Vec<VehicleType>,
    /// Names of the goods classes; `ClassId` indexes it, class 0 is "general".
    pub classes: Vec<String>,
    /// Packages in file order.
    pub packages: Packages,
    /// Closures, bars, separations and disruptions.
    pub rules: Rules,
}

/// A terminal where packages wait and trucks are loaded.
#[derive(Clone, Debug, PartialEq)]
pub struct Hub {
    /// Unique id.
    pub id: String,
    /// Display name.
    pub name: String,
    /// Latitude, degrees north.
    pub lat: f64,
    /// Longitude, degrees east.
    pub lon: f64,
    /// Most trucks that may leave in one hour, all lanes together.
    pub max_dispatch_per_hour: u16,
}

/// A directed road between two hubs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lane {
    /// Origin.
    pub from: HubId,
    /// Destination.
    pub to: HubId,
    /// Length.
    pub metres: Metres,
    /// Driving and handling time, whole hours, at least 1.
    pub hours: u16,
    /// Vehicle types that may drive here, one bit a [`TypeId`].
    pub types: u16,
}

/// A kind of truck, rented for one dispatch at a time.
#[derive(Clone, Debug, PartialEq)]
pub struct VehicleType {
    /// Unique id.
    pub id: String,
    /// Payload.
    pub grams: Grams,
    /// Load volume.
    pub ml: Millilitres,
    /// Currency a kilometre.
    pub cost_per_km: f64,
    /// Currency a dispatch.
    pub cost_per_dispatch: f64,
    /// Trucks of this type that a hub can send in one hour; no limit when absent.
    pub per_hub_per_hour: Option<u16>,
}

/// What lateness costs: once a share of the package's value, then a share of that penalty each further hour.
#[derive(Clone, Debug, PartialEq)]
pub struct LateCost {
    /// `(value from, share)`, ascending by value, the first from 0: a package of at least this value pays this share of it.
    pub shares: Vec<(f64, f64)>,
    /// Share of the one-off penalty for each hour that a late package waits at a hub.
    pub hourly: f64,
    /// Hours of lateness after which waiting costs no more.
    pub hours: u16,
}

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

impl Case {
    /// Checks the tables, sorts lanes and types, and fixes the case.
    ///
    /// # Errors
    /// The first broken rule, with table, row, column, value and remedy.
    pub fn new(tables: Self) -> Result<Self, CaseError> {
        check::tables(&tables)?;
        Ok(tables.sorted())
    }

    /// The largest vehicle type: most volume, then most weight.
    pub fn largest(&self) -> TypeId {
        TypeId::from_index(self.vehicles.len() - 1)
    }

    /// Hour of the day at hour 0, 0 to 23, UTC.
    pub fn start_hour_of_day(&self) -> u16 {
        self.start.div_euclid(3_600).rem_euclid(24) as u16
    }

    /// Hour of the week at hour 0, 0 to 167, Monday 00:00 UTC is 0.
    pub fn start_hour_of_week(&self) -> u16 {
        // 1970-01-01 was a Thursday, 72 hours into its week.
        (self.start.div_euclid(3_600) + 72).rem_euclid(168) as u16
    }

    fn sorted(mut self) -> Self {
        self.lanes.sort_by_key(|lane| lane.from);
        let mut order: Vec<usize> = (0..self.vehicles.len()).collect();
        order.sort_by_key(|&t| (self.vehicles[t].ml, self.vehicles[t].grams));
        self.vehicles = order.iter().map(|&t| self.vehicles[t].clone()).collect();
        for lane in &mut self.lanes {
            let old = lane.types;
            lane.types = order.iter().enumerate().map(|(new, &t)| (old >> t & 1) << new).sum();
        }
        self
    }
}

impl Lane {
    /// Whether a type may drive here.
    pub fn allows(&self, vehicle: TypeId) -> bool {
        self.types >> vehicle.0 & 1 == 1
    }
}

impl LateCost {
    /// One-off penalty of a package of this value: its share is the last whose threshold the value reaches.
    pub fn penalty(&self, value: f64) -> Money {
        let share = self.shares.iter().rev().find(|(from, _)| value >= *from).map_or(0.0, |&(_, share)| share);
        Money::from_f64(value * share)
    }
}

impl Default for LateCost {
    /// 2 % of the value, 3 % from 10,000 on: on the real cases the median late pallet then costs .10 to .60 of a truck on
    /// a typical lane, .18 in the middle case; generated worlds are around .1. The hourly 1.5 % and the 72 hours are the model's.
    fn default() -> Self {
        Self { shares: vec![(0.0, 0.02), (10_000.0, 0.03)], hourly: 0.015, hours: 72 }
    }
}

impl Packages {
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
