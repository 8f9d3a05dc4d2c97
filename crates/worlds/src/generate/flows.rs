//! How much goes from where to where: gravity flows, scaled to a wanted load, and the dispatch caps that fit them.

use rand::RngExt;
use rand_distr::StandardNormal;
use rand_pcg::Pcg64;

use super::paths::Paths;
use linehaul_case::Lane;

/// Spread of the hubs' masses, as the standard deviation of their logarithm: one hub in six has 1.8 times the median or more.
const MASS_SPREAD: f64 = 0.6;
/// Spread of each pair around the product of its masses, as the standard deviation of its logarithm.
pub(super) const PAIR_SPREAD: f64 = 0.3;

/// Relative flow of each pair, `[from, destination]`: mass x mass x noise, 0 on the diagonal. Distance plays no part, so far
/// pairs are as common as near ones and the lanes in the middle carry many destinations.
pub(super) fn between_random_masses(n_hubs: usize, concentration: f64, rng: &mut Pcg64) -> Vec<f64> {
    let masses: Vec<f64> = (0..n_hubs).map(|_| lognormal(MASS_SPREAD * concentration, rng)).collect();
    pairs(n_hubs, |from, to| masses[from] * masses[to] * lognormal(PAIR_SPREAD, rng))
}

/// A matrix `[from, destination]` with a zero diagonal.
pub(super) fn pairs(n_hubs: usize, mut amount: impl FnMut(usize, usize) -> f64) -> Vec<f64> {
    let cells = (0..n_hubs * n_hubs).map(|cell| (cell / n_hubs, cell % n_hubs));
    cells.map(|(from, to)| if from == to { 0.0 } else { amount(from, to) }).collect()
}

/// A draw with median 1.
pub(super) fn lognormal(spread: f64, rng: &mut Pcg64) -> f64 {
    let normal: f64 = rng.sample(StandardNormal);
    (spread * normal).exp()
}

/// Scales relative flows to packages an hour, so that the lanes carry `lane_loads` loads an hour in the mean when every package
/// takes its primary path; returns the loads an hour of each lane.
pub(super) fn scaled_to_mean(
    rates: &mut [f64],
    paths: &Paths,
    lanes: &[Lane],
    lane_loads: f64,
    loads_per_package: f64,
) -> Vec<f64> {
    let passing = paths.routed(lanes, rates);
    let mean = passing.iter().sum::<f64>() / lanes.len() as f64;
    let scale = lane_loads / (mean * loads_per_package);
    for rate in rates {
        *rate *= scale;
    }
    passing.iter().map(|rate| rate * scale * loads_per_package).collect()
}

/// Trucks that each hub may send in an hour: twice what its lanes need in the mean, rounded up, and two more, at least three.
/// So the cap binds in the evening and after a hold-up, and seldom else.
pub(super) fn dispatch_caps(n_hubs: usize, lanes: &[Lane], lane_loads: &[f64]) -> Vec<u16> {
    let mut leaving = vec![0.0; n_hubs];
    for (lane, load) in lanes.iter().zip(lane_loads) {
        leaving[lane.from.index()] += load;
    }
    leaving.iter().map(|trucks| ((2.0 * trucks).ceil() as u16).saturating_add(2).max(3)).collect()
}
