//! From linked visits to a plan: vehicles by number, and when each leaves.

use super::tour::Tour;
use crate::plan::{Plan, Route, Visit};
use crate::price::Timetable;
use crate::problem::Problem;
use crate::walk::Walker;

/// A tour as a plan.
pub fn to_plan(problem: &Problem, tour: &Tour) -> Plan {
    let mut routes = Vec::new();
    for route in tour.driven() {
        let (kind, vehicle) = (tour.routes[route as usize].kind, tour.routes[route as usize].vehicle);
        let visits: Vec<Visit> = tour
            .visits(route)
            .map(|visit| if tour.is_stop(visit) { Visit::Stop(visit) } else { Visit::Reload(tour.node(visit).depot) })
            .collect();
        let start_s = start(problem, kind, &visits).expect("a route of the search works");
        routes.push(Route { vehicle, start_s, visits });
    }
    routes.sort_unstable();
    let mut left_out = tour.absent.clone();
    left_out.sort_unstable();
    Plan { routes, left_out }
}

impl Problem {
    /// The route of a vehicle that calls so and leaves when it is best, in time; nothing where it does not work.
    pub fn route(&self, vehicle: u32, visits: &[Visit]) -> Option<Timetable> {
        let start_s = start(self, self.kind_of(vehicle), visits)?;
        self.timetable(0, &Route { vehicle, start_s, visits: visits.to_vec() }).ok()
    }
}

/// When a route leaves; nothing where it does not work.
pub fn start(problem: &Problem, kind: u32, visits: &[Visit]) -> Option<i32> {
    let walker = Walker::new(problem, kind);
    let mut state = walker.start(problem.release(visits));
    let mut cost = 0;
    for (at, visit) in visits.iter().enumerate() {
        let made = match *visit {
            Visit::Stop(stop) => walker.stop(&mut state, stop, &mut cost),
            Visit::Reload(depot) => {
                let reload = problem.kind(kind).reloads.iter().find(|reload| reload.depot == depot)?;
                walker.reload(&mut state, reload, problem.release(&visits[at + 1..]))
            }
        };
        if !made {
            return None;
        }
    }
    walker.finish(state, &mut cost).map(|finish| finish.start_s)
}
