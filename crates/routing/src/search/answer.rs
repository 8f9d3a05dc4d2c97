//! From linked visits to a plan: vehicles by number, and when each leaves.

use super::tour::Tour;
use crate::plan::{Plan, Route, Visit};
use crate::problem::Problem;
use crate::walk::Walker;

/// A tour as a plan.
pub fn to_plan(problem: &Problem, tour: &Tour) -> Plan {
    let mut next = vec![0; problem.kinds().len()];
    let mut routes = Vec::new();
    for route in tour.driven() {
        let kind = tour.routes[route as usize].kind;
        let vehicle = problem.kind(kind).vehicles[next[kind as usize]];
        next[kind as usize] += 1;
        let visits: Vec<Visit> = tour
            .visits(route)
            .map(|visit| if tour.is_stop(visit) { Visit::Stop(visit) } else { Visit::Reload(tour.node(visit).depot) })
            .collect();
        let start_s = start(problem, kind, &visits);
        routes.push(Route { vehicle, start_s, visits });
    }
    routes.sort_unstable();
    let mut left_out = tour.absent.clone();
    left_out.sort_unstable();
    Plan { routes, left_out }
}

/// When a route leaves that works.
fn start(problem: &Problem, kind: u32, visits: &[Visit]) -> i32 {
    let walker = Walker::new(problem, kind);
    let mut state = walker.start(problem.release(visits));
    let mut cost = 0;
    for (at, visit) in visits.iter().enumerate() {
        let made = match *visit {
            Visit::Stop(stop) => walker.stop(&mut state, stop, &mut cost),
            Visit::Reload(depot) => {
                let reloads = &problem.kind(kind).reloads;
                let reload = reloads.iter().find(|reload| reload.depot == depot).expect("a kind reloads at its depots");
                walker.reload(&mut state, reload, problem.release(&visits[at + 1..]))
            }
        };
        debug_assert!(made, "a route of the search works");
    }
    walker.finish(state, &mut cost).map_or(state.time, |finish| finish.start_s)
}
