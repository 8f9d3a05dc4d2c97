//! The way of each package: where it stood from when until when, on which trucks, and from when on it was late for
//! certain.

use std::collections::HashMap;
use std::hash::Hash;

use linehaul_case::network::Network;
use linehaul_case::{Event, PackageIds, Packages, TimedEvent};
use linehaul_tables::LoadRows;

use super::trucks::Trucks;
use crate::error::ReportError;

const TABLE: &str = "loads.parquet";

/// A package at a hub that is not its destination.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Stay {
    /// Row of the demand.
    pub package: usize,
    pub hub: usize,
    /// First hour.
    pub from: i64,
    /// Hour in which it leaves or is cancelled, or the horizon.
    pub until: i64,
    /// First of the hours `from..until` in which it is left standing late: lateness is certain and its penalty has
    /// fallen due, as `docs/model.md` says. `until` if there is none.
    pub late_from: i64,
}

/// All packages on their way.
#[derive(Debug, Default)]
pub(super) struct Journeys {
    /// By package, then in time.
    pub stays: Vec<Stay>,
    /// Packages on board, `[truck]`.
    pub aboard: Vec<u32>,
    /// Of these, those that are late for certain when the truck arrives, `[truck]`.
    pub late_aboard: Vec<u32>,
    /// One-off penalties that fell due in an hour, currency, `[hour]`.
    pub penalties: Vec<f64>,
    /// What late packages cost by standing for an hour, currency, `[hour]`.
    pub late_waiting: Vec<f64>,
}

impl Journeys {
    /// Follows each package over its loads, until it is delivered or cancelled. A promise is the last that was made.
    pub fn follow(
        network: &Network,
        packages: &Packages,
        trucks: &Trucks,
        loads: &LoadRows,
        events: &[TimedEvent],
    ) -> Result<Self, ReportError> {
        let legs = legs(packages, trucks, loads)?;
        let hours = usize::from(network.case.hours());
        let mut journeys = Self {
            stays: Vec::new(),
            aboard: vec![0; trucks.len()],
            late_aboard: vec![0; trucks.len()],
            penalties: vec![0.0; hours],
            late_waiting: vec![0.0; hours],
        };
        let mut ends = vec![i64::from(network.case.hours()); legs.len()];
        for TimedEvent { hour, event } in events {
            if let Event::Cancelled { package } = event {
                ends[*package as usize] = i64::from(*hour);
            }
        }
        for (package, legs) in legs.iter().enumerate() {
            journeys.follow_one(network, packages, (package, ends[package]), trucks, legs)?;
        }
        Ok(journeys)
    }

    fn follow_one(
        &mut self,
        network: &Network,
        packages: &Packages,
        (package, end): (usize, i64),
        trucks: &Trucks,
        legs: &[Leg],
    ) -> Result<(), ReportError> {
        let case = &network.case;
        let destination = packages.destinations[package].index();
        let penalty = case.late().penalty(packages.values[package]).to_f64();
        let mut lateness = Lateness { due: packages.due_hour(package), late: false };
        let mut hub = packages.origins[package].index();
        let mut from = packages.released_hour(package);
        for at in 0..=legs.len() {
            if from >= end {
                break;
            }
            let leg = legs.get(at);
            let until = leg.map_or(end, |leg| trucks.hours[leg.truck]);
            if let Some(leg) = leg {
                let lane = &case.lanes()[trucks.lanes[leg.truck]];
                if lane.from.index() != hub || until < from {
                    let (id, place) = (packages.ids.text(package), &case.hubs()[lane.from.index()].id);
                    let problem = format!("package {id} rides from \"{place}\" in hour {until}, but is not there then");
                    return Err(ReportError::Contradiction {
                        table: TABLE,
                        row: leg.row + 1,
                        column: "package_id",
                        problem,
                    });
                }
            }
            let hours = if hub == destination { 0 } else { i64::from(network.route(hub, destination).hours) };
            let arrived = if hub == destination { from } else { until };
            let stay = lateness.stand(from, arrived, hours);
            if let Some(hour) = stay.penalty_hour {
                self.penalties[hour as usize] += penalty;
            }
            let last = from + stay.slack + i64::from(case.late().hours);
            for hour in (from + stay.slack + 1).max(from)..arrived.min(last) {
                self.late_waiting[hour as usize] += case.late().hourly * penalty;
            }
            if hub != destination {
                self.stays.push(Stay { package, hub, from, until, late_from: stay.late_from });
            }
            if let Some(leg) = leg {
                (hub, from) = (trucks.hubs[leg.truck], trucks.arrivals[leg.truck]);
                let rest = if hub == destination { 0 } else { i64::from(network.route(hub, destination).hours) };
                self.aboard[leg.truck] += 1;
                self.late_aboard[leg.truck] += u32::from(lateness.late || lateness.due - from - rest < 0);
            }
        }
        Ok(())
    }
}

/// Whether a package is late for certain, and when it came to that.
struct Lateness {
    /// Last hour of a delivery on time.
    due: i64,
    late: bool,
}

/// A package that stands in the hours `from..until`.
struct Standing {
    /// Slack on coming; at most -1 for a package that was late already.
    slack: i64,
    /// Hour in which the penalty falls due, if it does here.
    penalty_hour: Option<i64>,
    late_from: i64,
}

impl Lateness {
    /// A stay; `hours` is the rest of the way. The penalty falls due on coming with negative slack, or when the package
    /// is left standing with slack 0.
    fn stand(&mut self, from: i64, until: i64, hours: i64) -> Standing {
        let slack = self.due - from - hours;
        let slack = if self.late { slack.min(-1) } else { slack };
        let turns = from + slack.max(0);
        let falls_due = !self.late && (slack < 0 || turns < until);
        self.late |= falls_due;
        Standing { slack, penalty_hour: falls_due.then_some(turns), late_from: turns.min(until) }
    }
}

/// A package on a truck.
struct Leg {
    truck: usize,
    /// Row of the loads.
    row: usize,
}

/// Legs of each package in time, `[package]`.
fn legs(packages: &Packages, trucks: &Trucks, loads: &LoadRows) -> Result<Vec<Vec<Leg>>, ReportError> {
    let truck_of: HashMap<i64, usize> = trucks.ids.iter().enumerate().map(|(truck, &id)| (id, truck)).collect();
    let package_of = rows(&packages.ids, &loads.package_ids);
    let mut legs: Vec<Vec<Leg>> = (0..packages.len()).map(|_| Vec::new()).collect();
    for (row, (id, package)) in loads.departure_ids.iter().zip(package_of).enumerate() {
        let fault = |column, problem| ReportError::Contradiction { table: TABLE, row: row + 1, column, problem };
        let truck = truck_of.get(id).ok_or_else(|| fault("departure_id", format!("there is no departure {id}")))?;
        let no_package = || fault("package_id", format!("the demand has no package {}", loads.package_ids.text(row)));
        legs[package.ok_or_else(no_package)?].push(Leg { truck: *truck, row });
    }
    for legs in &mut legs {
        legs.sort_by_key(|leg| trucks.hours[leg.truck]);
    }
    Ok(legs)
}

/// For each of `ids` its position among `known`.
pub(super) fn rows(known: &PackageIds, ids: &PackageIds) -> Vec<Option<usize>> {
    fn find<T: Eq + Hash>(known: &[T], ids: &[T]) -> Vec<Option<usize>> {
        let positions: HashMap<&T, usize> = known.iter().enumerate().map(|(at, id)| (id, at)).collect();
        ids.iter().map(|id| positions.get(id).copied()).collect()
    }
    match (known, ids) {
        (PackageIds::Numbers(known), PackageIds::Numbers(ids)) => find(known, ids),
        (PackageIds::Texts(known), PackageIds::Texts(ids)) => find(known, ids),
        // Ids of one demand are of one kind.
        (_, ids) => vec![None; ids.len()],
    }
}
