//! Shortest paths by length, in integers, with every tie broken by lane index.
//!
//! For each destination one Dijkstra over the reversed lanes: n (m log n), where the cubic alternative takes a second at 1,000
//! hubs. `docs/model.md` defines what is computed here; the auditor computes it again in its own way.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use crate::tables::Lane;

/// Distance where no path exists.
pub const UNREACHABLE: u64 = u64::MAX;

/// Length in metres of the shortest path, `[from, destination]`, [`UNREACHABLE`] where there is none.
pub fn distances(n_hubs: usize, lanes: &[Lane]) -> Vec<u64> {
    let mut arriving: Vec<Vec<(usize, u64)>> = vec![Vec::new(); n_hubs];
    for lane in lanes {
        arriving[lane.to.index()].push((lane.from.index(), u64::from(lane.metres.0)));
    }
    let mut distances = vec![UNREACHABLE; n_hubs * n_hubs];
    let mut to_destination = vec![UNREACHABLE; n_hubs];
    let mut heap = BinaryHeap::new();
    for destination in 0..n_hubs {
        to_destination.fill(UNREACHABLE);
        to_destination[destination] = 0;
        heap.push(Reverse((0, destination)));
        while let Some(Reverse((metres, hub))) = heap.pop() {
            if metres > to_destination[hub] {
                continue;
            }
            for &(origin, lane_metres) in &arriving[hub] {
                let through = metres + lane_metres;
                if through < to_destination[origin] {
                    to_destination[origin] = through;
                    heap.push(Reverse((through, origin)));
                }
            }
        }
        for hub in 0..n_hubs {
            distances[hub * n_hubs + destination] = to_destination[hub];
        }
    }
    distances
}

/// The lane that the shortest path takes, `[from, destination]` as an index into `lanes`: the first of several equals.
///
/// `None` on the diagonal and where there is no path.
pub fn primary_lanes(n_hubs: usize, lanes: &[Lane], distances: &[u64]) -> Vec<Option<usize>> {
    let mut primary = vec![None; n_hubs * n_hubs];
    for (index, lane) in lanes.iter().enumerate() {
        let (from, to) = (lane.from.index(), lane.to.index());
        for destination in (0..n_hubs).filter(|&destination| destination != from) {
            let rest = distances[to * n_hubs + destination];
            let cell = from * n_hubs + destination;
            if primary[cell].is_none() && rest != UNREACHABLE && u64::from(lane.metres.0) + rest == distances[cell] {
                primary[cell] = Some(index);
            }
        }
    }
    primary
}

/// The lanes of the primary path, in order; empty where there is none.
pub fn path(n_hubs: usize, lanes: &[Lane], primary: &[Option<usize>], from: usize, destination: usize) -> Vec<usize> {
    let mut path = Vec::new();
    let mut hub = from;
    while let Some(lane) = primary[hub * n_hubs + destination] {
        path.push(lane);
        hub = lanes[lane].to.index();
    }
    path
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ids::HubId;
    use crate::units::Metres;

    fn lane(from: u16, to: u16, km: u32) -> Lane {
        Lane { from: HubId(from), to: HubId(to), metres: Metres(km * 1_000), hours: 1, types: 1 }
    }

    /// 0 -> 1 -> 3 and 0 -> 2 -> 3 are both 20 km: the lane with the smaller index wins. Nothing leaves 3.
    #[test]
    fn a_tie_goes_to_the_first_lane_and_a_sink_reaches_nothing() {
        let lanes = [lane(0, 2, 10), lane(0, 1, 10), lane(1, 3, 10), lane(2, 3, 10)];
        let distances = distances(4, &lanes);
        assert_eq!(distances[3], 20_000);
        assert_eq!(distances[3 * 4], UNREACHABLE);
        let primary = primary_lanes(4, &lanes, &distances);
        assert_eq!(path(4, &lanes, &primary, 0, 3), [0, 3]);
        assert_eq!(path(4, &lanes, &primary, 3, 0), [0_usize; 0]);
    }
}
