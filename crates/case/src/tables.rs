//! The tables of a case as they were read: public columns that may be wrong. [`crate::Case::new`] is the one way on.

use crate::ids::{HubId, TypeId};
use crate::packages::Packages;
use crate::rules::Rules;
use crate::units::{Grams, Metres, Millilitres, Money};

/// A carrier's network, fleet, packages and rules over a horizon, as they were read or made: they may be wrong.
#[derive(Clone, Debug)]
pub struct CaseTables {
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
    /// Lanes in file order.
    pub lanes: Vec<Lane>,
    /// Vehicle types in file order.
    pub vehicles: Vec<VehicleType>,
    /// Names of the goods classes; `ClassId` indexes it, class 0 is "general".
    pub classes: Vec<String>,
    /// Packages in file order.
    pub packages: Packages,
    /// Closures, bars, separations and disruptions.
    pub rules: Rules,
}

impl CaseTables {
    /// Hours that a truck is planned to be under way on the lane of a row.
    pub(crate) fn transit_hours(&self, row: usize) -> u16 {
        self.lanes[row].hours
    }

    /// Lanes with their rows, in the order that a case gives them: by origin, in file order within a hub. [`crate::LaneId`] counts in it.
    pub(crate) fn sorted_lanes(&self) -> impl Iterator<Item = (usize, &Lane)> {
        let mut lanes: Vec<(usize, &Lane)> = self.lanes.iter().enumerate().collect();
        lanes.sort_by_key(|(_, lane)| lane.from);
        lanes.into_iter()
    }
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

impl Lane {
    /// The bits of a lane on which each of so many types may drive.
    pub fn every_type(n_types: usize) -> u16 {
        ((1_u32 << n_types) - 1) as u16
    }
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
