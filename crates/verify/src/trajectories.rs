//! The way of each package, leg by leg: it leaves only from where it stands, and only towards its destination.
//!
//! A way is followed as long as it is sound. The first leg that cannot be ends it, and the package is left out of what is
//! proved of packages.

use linehaul_tables::schema::schedule_files::LOADS;

use crate::basis::Basis;
use crate::calendar::transit_hours;
use crate::departures::Departures;
use crate::loads::{Loads, Ride};
use crate::moment::Moment;
use crate::report::{Report, Table};
use crate::routes::Way;
use crate::truck::Truck;

/// What became of a package.
#[derive(Clone, Debug)]
pub struct Trajectory {
    /// Where it stood, in order; the delivery last.
    pub stays: Vec<Stay>,
    /// When it was delivered.
    pub delivered: Option<Moment>,
    /// Whether nobody waits for it any more; then it is not delivered.
    pub cancelled: bool,
    /// The hub where it stands at the end or to which its truck drives.
    pub end: usize,
    /// Trucks that carried it.
    pub hops: i64,
    /// Hours on trucks, the wait at a gate included.
    pub riding_hours: i64,
    /// Whether every leg fits the one before.
    pub sound: bool,
}

/// A package at a hub: left standing in each of the hours `from..until`, none when it is delivered or rides on at once.
#[derive(Clone, Copy, Debug)]
pub struct Stay {
    /// The hub.
    pub hub: usize,
    /// Release or arrival.
    pub from: Moment,
    /// Hour of departure or of the end, the horizon at most.
    pub until: i64,
}

/// Follows every package of the demand.
pub fn follow(basis: &Basis, departures: &Departures, loads: &Loads, report: &mut Report) -> Vec<Trajectory> {
    let mut rides = loads.rides.clone();
    let hour = |ride: &Ride| departures.trucks[ride.departure].map(|truck| truck.hour);
    rides.sort_by_key(|ride| (ride.package, hour(ride), ride.row));
    let mut rest = rides.as_slice();
    let mut trajectories = Vec::with_capacity(basis.demand.packages.len());
    for package in 0..basis.demand.packages.len() {
        let (own, others) = rest.split_at(rest.partition_point(|ride| ride.package == package));
        rest = others;
        let known = !loads.doubtful_packages[package] && own.iter().all(|ride| hour(ride).is_some());
        let mut walk = Walk::new(basis, package, known);
        for ride in own {
            match departures.trucks[ride.departure] {
                Some(truck) if walk.board(basis, ride, truck, report) => {}
                _ => break,
            }
        }
        trajectories.push(walk.finish(basis, package));
    }
    trajectories
}

/// A package on its way.
struct Walk {
    trajectory: Trajectory,
    /// When it comes to stand at `trajectory.end`; the horizon or later while it is still on a truck at the end.
    since: Moment,
    destination: usize,
}

impl Walk {
    fn new(basis: &Basis, package: usize, known: bool) -> Self {
        let packages = &basis.demand.packages;
        let end = packages.origins[package].index();
        let hour = packages.released_hour(package);
        // What an event announces is released after the events of its hour.
        let since = if package < basis.n_known { Moment::start(hour) } else { Moment::end(hour) };
        let since = basis.news.released(package).unwrap_or(since);
        let trajectory = Trajectory {
            stays: Vec::new(),
            delivered: None,
            cancelled: false,
            end,
            hops: 0,
            riding_hours: 0,
            sound: known,
        };
        Self { trajectory, since, destination: packages.destinations[package].index() }
    }

    /// Takes a leg; says whether it fits. A package whose legs are not all known is not blamed for one that does not.
    fn board(&mut self, basis: &Basis, ride: &Ride, truck: Truck, report: &mut Report) -> bool {
        let lane = &basis.case.lanes()[truck.lane];
        let (from, to) = (lane.from.index(), truck.hub(basis));
        let here = self.trajectory.end;
        let waits = basis.news.cancelled(ride.package).is_none_or(|at| at.hour > truck.hour);
        let fits = self.trajectory.delivered.is_none() && from == here && self.since.hour <= truck.hour && waits;
        if !fits && !self.trajectory.sound {
            return false;
        }
        let place = Table::Loads.at(ride.row, &LOADS.package_ids);
        report.check(fits, place, "docs/model.md: an hour t; a package is in one place at a time", || {
            let id = basis.demand.packages.ids.text(ride.package);
            let stated = format!("package {id} aboard at {} in hour {}", basis.hub_text(from), truck.hour);
            let verb = if self.trajectory.delivered.is_some() { "is delivered" } else { "stands" };
            (stated, format!("none: it {verb} at {} from hour {} on", basis.hub_text(here), self.since.hour))
        });
        if !fits {
            self.trajectory.sound = false;
            return false;
        }
        self.check_way(basis, ride, truck, report);
        self.trajectory.stays.push(Stay { hub: here, from: self.since, until: truck.hour });
        self.trajectory.hops += 1;
        self.trajectory.riding_hours += truck.arrival.hour - truck.hour;
        self.trajectory.end = to;
        self.since = truck.arrival;
        let in_time = basis.news.cancelled(ride.package).is_none_or(|at| at > truck.arrival);
        if to == self.destination && self.since.hour < basis.horizon() && in_time {
            self.trajectory.delivered = Some(self.since);
        }
        true
    }

    /// A leg is on an eligible lane; a detour keeps 2 hours of slack.
    fn check_way(&self, basis: &Basis, ride: &Ride, truck: Truck, report: &mut Report) {
        let lane = &basis.case.lanes()[truck.lane];
        let way = basis.routes.way(basis.case, truck.lane, self.destination);
        let place = Table::Loads.at(ride.row, &LOADS.departure_ids);
        let leg = || {
            let (from, to) = (basis.hub_text(lane.from.index()), basis.hub_text(lane.to.index()));
            format!("a ride {from} -> {to} for {}", basis.hub_text(self.destination))
        };
        report.check(way != Way::Wrong, place, "docs/model.md: routes, eligible", || {
            (leg(), "a primary lane or a detour".to_owned())
        });
        let rest = basis.routes.hours(lane.to.index(), self.destination);
        if let (Way::Detour, Some(rest)) = (way, rest) {
            let due = basis.news.due(ride.package, Moment::end(truck.hour));
            let due = due.unwrap_or_else(|| basis.demand.packages.due_hour(ride.package));
            let slack = due - truck.hour - transit_hours(basis.case, truck.lane) - rest;
            report.check(slack >= 2, place, "docs/model.md: routes, detour", || {
                (format!("{}, a detour with slack {slack} after it", leg()), "a slack of at least 2 hours".to_owned())
            });
        }
    }

    fn finish(mut self, basis: &Basis, package: usize) -> Trajectory {
        let cancelled = basis.news.cancelled(package).filter(|_| self.trajectory.delivered.is_none());
        self.trajectory.cancelled = cancelled.is_some();
        let last = cancelled.unwrap_or(Moment::start(basis.horizon()));
        let standing = self.trajectory.sound && self.since < last && self.since.hour < basis.horizon();
        if standing || self.trajectory.delivered.is_some() {
            let until = self.trajectory.delivered.unwrap_or(last).hour;
            self.trajectory.stays.push(Stay { hub: self.trajectory.end, from: self.since, until });
        }
        self.trajectory
    }
}
