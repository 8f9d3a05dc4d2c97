//! Business rules and disruptions of a case, as data.
//!
//! A *rule* repeats by hour of the week; a *disruption* happens once, in a half-open range of hours from the start. The meaning
//! of each is in `docs/model.md`; [`crate::calendar`] compiles those that concern trucks into a table by hour and lane.

use std::ops::Range;

use crate::error::{CaseError, Table};
use crate::ids::{ClassId, HubId, LaneId};
use crate::limits::{COST_FACTORS, MAX_LANE_HOURS};

const T: Table = Table::Rules;

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

    /// Checks each rule by itself, against what there is to name.
    pub(crate) fn check(&self, of: Extent) -> Result<(), CaseError> {
        for weekly in self.closures.iter().chain(&self.curfews) {
            let in_week = |range: &Range<u16>| range.start < range.end && range.end <= 168;
            if weekly.hours_of_week.is_empty() || !weekly.hours_of_week.iter().all(in_week) {
                let problem = format!("{:?} are not hours of a week", weekly.hours_of_week);
                return Err(T.fault(None, "week", problem, "give ranges such as \"sat 18 - mon 06\""));
            }
            scope(of, weekly.scope)?;
        }
        for &[one, other] in &self.separate {
            class(of, one, "classes")?;
            class(of, other, "classes")?;
        }
        for must_ride in &self.must_ride {
            match *must_ride {
                MustRide::Class(id) => class(of, id, "class")?,
                MustRide::Package(row) if row < of.packages => {}
                MustRide::Package(row) => {
                    let problem = format!("there is no package in row {row} of {}", of.packages);
                    return Err(T.fault(None, "packages", problem, "give ids of the package table"));
                }
            }
        }
        for surge in &self.surges {
            hours(&surge.hours)?;
            if !(0.0..=100.0).contains(&surge.factor) {
                let problem = format!("{:?} is not a factor on demand", surge.factor);
                return Err(T.fault(None, "factor", problem, "give 0 to 100"));
            }
            surge.origin.map_or(Ok(()), |id| hub(of, id, "origin"))?;
            surge.destination.map_or(Ok(()), |id| hub(of, id, "destination"))?;
        }
        for tariff in &self.tariffs {
            hours(&tariff.hours)?;
            scope(of, tariff.scope)?;
            if !COST_FACTORS.contains(&tariff.factor) {
                let problem = format!("{:?} is not a factor on costs", tariff.factor);
                return Err(T.fault(None, "factor", problem, "give a number above 0, a millionth to a million"));
            }
        }
        for slowdown in &self.slowdowns {
            hours(&slowdown.hours)?;
            scope(of, slowdown.scope)?;
            if slowdown.extra_hours > MAX_LANE_HOURS {
                let problem = format!("{} extra hours", slowdown.extra_hours);
                return Err(T.fault(None, "extra_hours", problem, format!("give at most {MAX_LANE_HOURS}")));
            }
        }
        for blockade in &self.blockades {
            hours(&blockade.hours)?;
            scope(of, blockade.scope)?;
        }
        for outage in &self.outages {
            hours(&outage.hours)?;
            hub(of, outage.hub, "hub")?;
        }
        Ok(())
    }
}

/// How much of everything a case has that rules may name.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Extent {
    pub hubs: usize,
    pub lanes: usize,
    pub classes: usize,
    pub packages: usize,
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

fn hours(hours: &Range<u16>) -> Result<(), CaseError> {
    if hours.start < hours.end {
        return Ok(());
    }
    let problem = format!("[{}, {}] is not a range of hours", hours.start, hours.end);
    Err(T.fault(None, "hours", problem, "give [from, until] with from < until"))
}

fn scope(of: Extent, scope: Scope) -> Result<(), CaseError> {
    match scope {
        Scope::Network => Ok(()),
        Scope::Hub(id) => hub(of, id, "hub"),
        Scope::Lane(id) if id.index() < of.lanes => Ok(()),
        Scope::Lane(id) => {
            let problem = format!("there is no lane number {} among {}", id.0, of.lanes);
            Err(T.fault(None, "lane", problem, "give a lane of lanes.csv, in its direction"))
        }
    }
}

fn hub(of: Extent, id: HubId, column: &'static str) -> Result<(), CaseError> {
    if id.index() < of.hubs {
        return Ok(());
    }
    let problem = format!("there is no hub number {} among {}", id.0, of.hubs);
    Err(T.fault(None, column, problem, "name a hub of hubs.csv"))
}

fn class(of: Extent, id: ClassId, column: &'static str) -> Result<(), CaseError> {
    if id.index() < of.classes {
        return Ok(());
    }
    let problem = format!("there is no goods class number {} among {}", id.0, of.classes);
    Err(T.fault(None, column, problem, "name a class of the packages"))
}
