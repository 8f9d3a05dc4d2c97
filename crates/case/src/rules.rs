//! Business rules and disruptions of a case, as data.
//!
//! A *rule* repeats by hour of the week; a *disruption* happens once, in a half-open range of hours from the start. The meaning
//! of each is in `docs/model.md`; [`crate::calendar`] compiles those that concern trucks into a table by hour and lane.

use std::ops::Range;

use crate::ids::{ClassId, HubId, LaneId};

/// Everything that `rules.toml` may say. Types barred from a lane are kept in [`crate::Lane::types`].
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Rules {
    /// Hours of the week in which no truck departs.
    pub closures: Vec<Weekly>,
    /// Hours of the week in which no truck may arrive; a truck that would does not depart.
    pub curfews: Vec<Weekly>,
    /// Pairs of goods classes that never share a truck.
    pub separate: Vec<[ClassId; 2]>,
    /// Packages that are loaded before all others: a truck leaves none behind that it could carry instead of other cargo.
    pub must_ride: Vec<MustRide>,
    /// Changed demand.
    pub surges: Vec<Surge>,
    /// Changed vehicle costs.
    pub tariffs: Vec<Tariff>,
    /// Longer driving times.
    pub slowdowns: Vec<Slowdown>,
    /// Lanes on which nothing departs.
    pub blockades: Vec<Blockade>,
    /// Hubs at which nothing departs and nothing is unloaded; a truck that comes waits at the gate.
    pub outages: Vec<Outage>,
}

impl Rules {
    /// Whether all packages of a goods class must ride.
    pub fn must_ride_class(&self, class: ClassId) -> bool {
        self.must_ride.contains(&MustRide::Class(class))
    }
}

/// What a rule about trucks concerns.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// Every lane.
    Network,
    /// Closure, tariff, slowdown, blockade: the lanes that leave this hub. Curfew: the lanes that reach it.
    Hub(HubId),
    /// One lane; an index into the case's sorted lanes.
    Lane(LaneId),
}

/// A rule by hour of the week, Monday 00:00 UTC is hour 0.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Weekly {
    /// Where.
    pub scope: Scope,
    /// Half-open ranges within 0..168.
    pub hours_of_week: Vec<Range<u16>>,
}

/// Which packages must ride.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MustRide {
    /// All packages of a goods class.
    Class(ClassId),
    /// One package, by its row in the case's package table.
    Package(usize),
}

/// Demand of the hours times a factor: below 1 packages are dropped at random, above 1 repeated.
#[derive(Clone, Debug, PartialEq)]
pub struct Surge {
    /// Release hours concerned.
    pub hours: Range<u16>,
    /// At least 0.
    pub factor: f64,
    /// Only packages from here.
    pub origin: Option<HubId>,
    /// Only packages to here.
    pub destination: Option<HubId>,
}

/// Vehicle costs of departures in the hours times a factor; factors of several tariffs multiply.
#[derive(Clone, Debug, PartialEq)]
pub struct Tariff {
    /// Departure hours concerned.
    pub hours: Range<u16>,
    /// Above 0.
    pub factor: f64,
    /// Where.
    pub scope: Scope,
}

/// Departures in the hours take longer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Slowdown {
    /// Departure hours concerned.
    pub hours: Range<u16>,
    /// Added to the lane's hours.
    pub extra_hours: u16,
    /// Where.
    pub scope: Scope,
}

/// No departures in the hours.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Blockade {
    /// Departure hours concerned.
    pub hours: Range<u16>,
    /// Where.
    pub scope: Scope,
}

/// A hub stands still.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outage {
    /// Hours concerned.
    pub hours: Range<u16>,
    /// Where.
    pub hub: HubId,
}
