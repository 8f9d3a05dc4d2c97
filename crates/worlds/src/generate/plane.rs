//! Hubs scattered over a plane, and the roads between them.

use rand::RngExt;
use rand_pcg::Pcg64;

use super::links::{Links, MAX_NEIGHBOURS};
use super::variety::Variety;
use linehaul_case::{Hub, Lane};

/// Side of the square for one hub, km: the density of hubs stays the same whatever their number.
const SIDE_PER_ROOT_HUB: f64 = 230.0;
/// Wanted distance between hubs, km.
const MIN_DISTANCE: f64 = 50.0;
/// Chance that a point nearer than that is kept all the same: some cities have two terminals.
const CLOSE_CHANCE: f64 = 0.02;
/// Road km for a straight km.
pub(super) const ROAD_FACTOR: f64 = 1.2;
/// Shortest road, km.
const MIN_ROAD: f64 = 40.0;
/// Driving speed of a truck, stops included, km/h.
pub(super) const KM_PER_HOUR: f64 = 70.0;

/// Where the plane touches the globe, degrees north and east; for maps only, no distance is measured from coordinates.
const CENTRE: [f64; 2] = [45.0, 10.0];
/// Length of a degree of latitude, km.
const KM_PER_DEGREE: f64 = 111.2;

/// A random network.
pub(super) struct Plane {
    /// Position of each hub from the centre, km east and north.
    pub(super) points: Vec<[f64; 2]>,
    /// Lanes sorted by origin.
    pub(super) lanes: Vec<Lane>,
}

/// Points on a square of 230 sqrt(n) km a side, times the variety's factor on the map of roads, joined by their minimum spanning tree and to some of their nearest neighbours.
pub(super) fn scattered(n_hubs: usize, variety: &Variety, rng: &mut Pcg64) -> Plane {
    let half = SIDE_PER_ROOT_HUB * (n_hubs as f64).sqrt() / 2.0;
    let mut points: Vec<[f64; 2]> = Vec::with_capacity(n_hubs);
    while points.len() < n_hubs {
        let point = [rng.random_range(-half..half), rng.random_range(-half..half)];
        let apart = points.iter().all(|&other| straight(point, other) > MIN_DISTANCE);
        if apart || rng.random::<f64>() < CLOSE_CHANCE {
            points.push(point);
        }
    }
    let road = |i: usize, j: usize| (ROAD_FACTOR * straight(points[i], points[j])).max(MIN_ROAD) * variety.distance;
    let km = (0..n_hubs * n_hubs).map(|cell| road(cell / n_hubs, cell % n_hubs)).collect();
    let mut links = Links::spanning_tree(n_hubs, km, MAX_NEIGHBOURS.max(2 * variety.neighbours));
    for hub in 0..n_hubs {
        links.join_nearest(hub, rng.random_range(1..=variety.neighbours));
    }
    let hours = |km: f64| ((km / KM_PER_HOUR).ceil() as u16).max(1) + variety.handling_hours;
    Plane { lanes: links.lanes(variety.fleet.len(), hours), points }
}

fn straight(a: [f64; 2], b: [f64; 2]) -> f64 {
    (a[0] - b[0]).hypot(a[1] - b[1])
}

/// Rows of the hub table: the position and the dispatch cap of each hub.
pub(super) fn hubs(points: &[[f64; 2]], caps: &[u16]) -> Vec<Hub> {
    let width = points.len().to_string().len();
    let hub = |(index, ([east, north], &cap)): (usize, (&[f64; 2], &u16))| Hub {
        id: format!("h{:0width$}", index + 1),
        name: format!("Hub {}", index + 1),
        lat: CENTRE[0] + north / KM_PER_DEGREE,
        lon: CENTRE[1] + east / (KM_PER_DEGREE * CENTRE[0].to_radians().cos()),
        max_dispatch_per_hour: cap,
    };
    points.iter().zip(caps).enumerate().map(hub).collect()
}
