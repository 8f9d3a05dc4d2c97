//! A plan walked through from the starts that it states: its timetable and its cost, or what is broken about it.

use crate::cost::Costs;
use crate::plan::{Plan, Route, Visit};
use crate::problem::{Problem, REQUIRED};
use crate::walk::Walker;

/// What breaks a plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Broken {
    /// A number that does not exist.
    #[error("routes[{route}] names {what} {number}, which does not exist")]
    Unknown {
        /// Route, by position.
        route: usize,
        /// What is named.
        what: &'static str,
        /// Its number.
        number: u32,
    },
    /// A vehicle with two routes.
    #[error("vehicle {0} has two routes")]
    TwoRoutes(u32),
    /// A stop that is served, or left out, twice or not at all.
    #[error("stop {stop} occurs {times} times, in routes and among those left out")]
    Times {
        /// The stop.
        stop: u32,
        /// How often it occurs.
        times: u32,
    },
    /// A visit that cannot be made as planned.
    #[error("routes[{route}].visits[{visit}] cannot be made: window, load, rule or skill")]
    Visit {
        /// Route, by position.
        route: usize,
        /// Visit, by position.
        visit: usize,
    },
    /// A start outside the shift, or before the parcels are there.
    #[error("routes[{route}] starts at {start_s}, when it may not")]
    Start {
        /// Route, by position.
        route: usize,
        /// As planned.
        start_s: i32,
    },
    /// A route that ends too late, or is too long.
    #[error("routes[{route}] ends too late or is too long")]
    End {
        /// Route, by position.
        route: usize,
    },
    /// A pair that one vehicle does not serve in one trip, the pickup first.
    #[error("stop {stop} is not taken up before it is handed over, in one trip")]
    Pair {
        /// Where it is handed over.
        stop: u32,
    },
    /// Stops that come first and may not change.
    #[error("vehicle {vehicle} does not begin with its locked stops")]
    Locked {
        /// The vehicle.
        vehicle: u32,
    },
}

/// A visit in time, in seconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Call {
    /// Where.
    pub visit: Visit,
    /// The vehicle is there.
    pub arrival_s: i32,
    /// Seconds of pauses on the road to it.
    pub road_pause_s: i32,
    /// Seconds of pauses there, before service or loading begins.
    pub pause_s: i32,
    /// Service or loading begins.
    pub start_s: i32,
    /// It is over.
    pub leave_s: i32,
}

/// A route in time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Timetable {
    /// Its visits.
    pub calls: Vec<Call>,
    /// When it is over.
    pub end_s: i32,
    /// Seconds of pauses on the road to its end.
    pub end_pause_s: i32,
    /// How far it goes.
    pub metres: i32,
    /// What it costs.
    pub costs: Costs,
}

impl Problem {
    /// Cost of a plan, and its routes in time.
    pub fn price(&self, plan: &Plan) -> Result<(Costs, Vec<Timetable>), Broken> {
        let mut used = vec![false; self.input().vehicles.len()];
        let mut times = vec![0; self.n_stops()];
        let mut costs = Costs::default();
        let mut timetables = Vec::with_capacity(plan.routes.len());
        for (number, route) in plan.routes.iter().enumerate() {
            self.check_names(number, route)?;
            if std::mem::replace(&mut used[route.vehicle as usize], true) {
                return Err(Broken::TwoRoutes(route.vehicle));
            }
            route.stops().for_each(|stop| times[stop as usize] += 1);
            let timetable = self.timetable(number, route)?;
            costs += timetable.costs;
            timetables.push(timetable);
        }
        for &stop in &plan.left_out {
            if stop as usize >= self.n_stops() {
                return Err(Broken::Unknown { route: plan.routes.len(), what: "stop", number: stop });
            }
            times[stop as usize] += 1;
            let price = self.job(stop).left_out;
            *(if price == REQUIRED { &mut costs.unserved } else { &mut costs.left_out }) += price;
        }
        for (vehicle, used) in self.input().vehicles.iter().zip(used) {
            if !used && vehicle.locked.iter().any(|stop| !plan.left_out.contains(stop)) {
                let stop = vehicle.locked[0];
                return Err(Broken::Locked { vehicle: self.kind(self.holder(stop)).vehicles[0] });
            }
        }
        match times.iter().position(|times| *times != 1) {
            Some(stop) => Err(Broken::Times { stop: stop as u32, times: times[stop] }),
            None => Ok((costs, timetables)),
        }
    }

    fn holder(&self, stop: u32) -> u32 {
        let kinds = 0..self.kinds().len() as u32;
        kinds.into_iter().find(|kind| self.kind(*kind).locked.contains(&stop)).unwrap_or(0)
    }

    fn check_names(&self, number: usize, route: &Route) -> Result<(), Broken> {
        let unknown = |what, number_of| Broken::Unknown { route: number, what, number: number_of };
        if route.vehicle as usize >= self.input().vehicles.len() {
            return Err(unknown("vehicle", route.vehicle));
        }
        for visit in &route.visits {
            match *visit {
                Visit::Stop(stop) if stop as usize >= self.n_stops() => return Err(unknown("stop", stop)),
                Visit::Reload(depot) if self.reload(route.vehicle, depot).is_none() => {
                    return Err(unknown("depot", depot.into()));
                }
                _ => {}
            }
        }
        Ok(())
    }

    fn reload(&self, vehicle: u32, depot: u16) -> Option<&crate::problem::Reload> {
        self.kind(self.kind_of(vehicle)).reloads.iter().find(|reload| reload.depot == depot)
    }

    pub(crate) fn timetable(&self, number: usize, route: &Route) -> Result<Timetable, Broken> {
        let kind = self.kind(self.kind_of(route.vehicle));
        if !route.stops().take(kind.locked.len()).eq(kind.locked.iter().copied()) {
            return Err(Broken::Locked { vehicle: route.vehicle });
        }
        self.check_pairs(route)?;
        let walker = Walker::new(self, self.kind_of(route.vehicle));
        let mut state = walker.start_at(route.start_s);
        let early = walker.start(self.release(&route.visits)).time;
        if route.start_s < early || route.start_s > kind.last_start {
            return Err(Broken::Start { route: number, start_s: route.start_s });
        }
        let mut costs = Costs::default();
        let mut calls = Vec::with_capacity(route.visits.len());
        for (at, &visit) in route.visits.iter().enumerate() {
            let paused = state.paused;
            let made = match visit {
                Visit::Stop(stop) => walker.stop(&mut state, stop, &mut costs),
                Visit::Reload(depot) => {
                    let reload = self.reload(route.vehicle, depot).expect("names were checked");
                    walker.reload(&mut state, reload, self.release(&route.visits[at + 1..]))
                }
            };
            if !made {
                return Err(Broken::Visit { route: number, visit: at });
            }
            calls.push(Call {
                visit,
                arrival_s: state.arrived,
                road_pause_s: state.paused_before - paused,
                pause_s: state.paused - state.paused_before,
                start_s: state.began,
                leave_s: state.time,
            });
        }
        let finish = walker.finish_from(state, route.start_s, &mut costs).ok_or(Broken::End { route: number })?;
        let end_pause_s = finish.paused - state.paused;
        Ok(Timetable { calls, end_s: finish.end_s, end_pause_s, metres: finish.metres, costs })
    }

    /// When all parcels of the trip that begins here are at the depot.
    pub(crate) fn release(&self, visits: &[Visit]) -> i32 {
        let trip = visits.iter().map_while(|visit| match *visit {
            Visit::Stop(stop) => Some(self.job(stop).release_s),
            Visit::Reload(_) => None,
        });
        trip.max().unwrap_or(0)
    }

    fn check_pairs(&self, route: &Route) -> Result<(), Broken> {
        for (at, visit) in route.visits.iter().enumerate() {
            let Visit::Stop(stop) = *visit else { continue };
            let crate::model::Task::DeliveryOf(pickup) = self.job(stop).task else { continue };
            let mut trip = route.visits[..at].iter().rev().take_while(|visit| matches!(visit, Visit::Stop(_)));
            if !trip.any(|visit| *visit == Visit::Stop(pickup)) {
                return Err(Broken::Pair { stop });
            }
        }
        Ok(())
    }
}
