//! What is different between two plans, stop by stop: what a dispatcher is asked to accept.

use crate::plan::{Plan, Route};

/// A stop that another plan serves in another way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Change {
    /// The stop.
    pub stop: u32,
    /// Vehicle before; none where it was left out.
    pub from: Option<u32>,
    /// Vehicle after; none where it is left out.
    pub to: Option<u32>,
    /// Stop right before it, before and after; none at the start of a trip, or where it is left out.
    pub behind: [Option<u32>; 2],
}

/// A better plan, with what it saves and changes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proposal {
    /// The plan.
    pub plan: Plan,
    /// Millionths that it saves.
    pub gain: i64,
    /// What it changes.
    pub changes: Vec<Change>,
}

/// Vehicle and the stop before, of a stop that is served.
type Served = Option<(u32, Option<u32>)>;

/// Stops that two plans serve with another vehicle or after another stop, ascending.
pub fn difference(before: &Plan, after: &Plan) -> Vec<Change> {
    let (old, new) = (served(before), served(after));
    let mut changes = Vec::new();
    for stop in 0..old.len().max(new.len()) {
        let (was, is) = (old.get(stop).copied().flatten(), new.get(stop).copied().flatten());
        if was != is {
            let vehicle = |served: Served| served.map(|(vehicle, _)| vehicle);
            let behind = |served: Served| served.and_then(|(_, behind)| behind);
            changes.push(Change {
                stop: stop as u32,
                from: vehicle(was),
                to: vehicle(is),
                behind: [behind(was), behind(is)],
            });
        }
    }
    changes
}

fn served(plan: &Plan) -> Vec<Served> {
    let stops = plan.routes.iter().flat_map(Route::stops).max().map_or(0, |stop| stop as usize + 1);
    let mut served = vec![None; stops];
    for route in &plan.routes {
        let mut behind = None;
        for visit in &route.visits {
            behind = match *visit {
                crate::plan::Visit::Stop(stop) => {
                    served[stop as usize] = Some((route.vehicle, behind));
                    Some(stop)
                }
                crate::plan::Visit::Reload(_) => None,
            };
        }
    }
    served
}

#[cfg(test)]
mod tests {
    use super::{Change, difference};
    use crate::plan::{Plan, Route, Visit};

    fn plan(routes: &[&[u32]]) -> Plan {
        let route = |(vehicle, stops): (usize, &&[u32])| Route {
            vehicle: vehicle as u32,
            start_s: 0,
            visits: stops.iter().map(|stop| Visit::Stop(*stop)).collect(),
        };
        Plan { routes: routes.iter().enumerate().map(route).collect(), left_out: Vec::new() }
    }

    #[test]
    fn a_stop_that_moved_is_told_and_whoever_followed_it() {
        let (before, after) = (plan(&[&[0, 1, 2], &[3]]), plan(&[&[0, 2], &[3, 1]]));
        let moved = Change { stop: 1, from: Some(0), to: Some(1), behind: [Some(0), Some(3)] };
        let follows = Change { stop: 2, from: Some(0), to: Some(0), behind: [Some(1), Some(0)] };
        assert_eq!(difference(&before, &after), [moved, follows]);
        assert_eq!(difference(&before, &before), []);
    }
}
