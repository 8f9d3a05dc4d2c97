//! A drawing of a network whose hubs have no coordinates.
//!
//! Stress majorization (Gansner, Koren and North 2004, "Graph Drawing by Stress Majorization"): hubs end up about as
//! far apart as the hours between them say. It starts from a circle and takes a fixed number of rounds, so the same
//! network is always drawn alike.

use linehaul_case::network::Network;

/// Rounds. On rings and grids of 4 to 50 hubs nothing visible moves after 100.
const ROUNDS: usize = 150;
/// Km on the map for an hour on the road.
const KM_PER_HOUR: f64 = 60.0;

/// Points for the hubs, km, around 0, 0.
pub(crate) fn scattered(network: &Network) -> Vec<[f64; 2]> {
    let n = network.n_hubs;
    let wanted = |i: usize, j: usize| {
        // No way, or none in one direction: the other direction, or a long way.
        let hours = [network.route(i, j).hours, network.route(j, i).hours].into_iter().filter(|&hours| hours > 0);
        hours.min().map_or(48.0, f64::from) * KM_PER_HOUR
    };
    let mut points: Vec<[f64; 2]> = (0..n)
        .map(|hub| {
            let angle = std::f64::consts::TAU * hub as f64 / n as f64;
            [100.0 * angle.cos(), 100.0 * angle.sin()]
        })
        .collect();
    if n == 1 {
        return vec![[0.0, 0.0]];
    }
    for _ in 0..ROUNDS {
        points = (0..n).map(|hub| moved(hub, &points, wanted)).collect();
    }
    points
}

/// Where the others want a hub to be: the mean of the points at the wanted distance from each, in its present
/// direction, with weight `1 / distance^2`.
fn moved(hub: usize, points: &[[f64; 2]], wanted: impl Fn(usize, usize) -> f64) -> [f64; 2] {
    let (mut sum, mut weights) = ([0.0; 2], 0.0);
    for other in (0..points.len()).filter(|&other| other != hub) {
        let distance = wanted(hub, other);
        let away = [points[hub][0] - points[other][0], points[hub][1] - points[other][1]];
        let stretch = distance / away[0].hypot(away[1]).max(1e-6);
        let weight = distance.powi(-2);
        for axis in 0..2 {
            sum[axis] += weight * (points[other][axis] + stretch * away[axis]);
        }
        weights += weight;
    }
    sum.map(|value| value / weights)
}
