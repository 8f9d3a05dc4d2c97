//! Performance profiles: which share of a policy's runs costs at most so much, against the reference on the same
//! demand.
//!
//! After Dolan and Moré (2002), "Benchmarking optimization software with performance profiles", as run-score
//! distributions in Agarwal et al. (2021), "Deep Reinforcement Learning at the Edge of the Statistical Precipice",
//! section 4.2. A curve to the left of another is better at every level.

use std::collections::BTreeMap;

use linehaul_tables::RunRows;
use rand::RngExt;
use rand_pcg::Pcg64;
use serde::Serialize;

/// Where the levels end at the latest, in costs of the best run: farther out, the policies that compete would be one
/// vertical line. A policy that is dearer always has a share of 0 all along.
const FARTHEST: f64 = 1.3;
/// Points of a curve.
const POINTS: usize = 201;
/// Resamples of a band, and the seed of all of them.
const RESAMPLES: usize = 1_000;
const SEED: u128 = 1;

/// Curves over common levels.
#[derive(Debug, Serialize)]
pub(super) struct Profiles {
    /// Total cost over that of the reference, ascending, `[point]`.
    pub levels: Vec<f64>,
    /// Share of the runs that cost at most this, `[policy, point]`.
    pub shares: Vec<Vec<f64>>,
    /// Ends of the shares' 95 % bands, lower and upper, `[policy, point]`: runs of a case are drawn anew, as the intervals do it. None
    /// where each case has one run.
    pub bands: Vec<Option<[Vec<f64>; 2]>>,
}

impl Profiles {
    /// Curves of the policies, in this order, from each run's cost over the reference's.
    pub fn of(runs: &RunRows, ratios: &[Option<f64>], policies: &[&str]) -> Self {
        let all = ratios.iter().flatten().copied();
        let (low, high) = all.fold((1.0_f64, 1.0_f64), |(low, high), ratio| (low.min(ratio), high.max(ratio)));
        let high = high.min(low.max(0.0) * FARTHEST).max(1.0);
        let margin = (high - low).max(0.02) * 0.03;
        let step = (high - low + 2.0 * margin) / (POINTS - 1) as f64;
        let levels: Vec<f64> = (0..POINTS).map(|point| low - margin + step * point as f64).collect();
        let by_case: Vec<Vec<Vec<f64>>> = policies.iter().map(|policy| by_case(runs, ratios, policy)).collect();
        let shares = by_case.iter().map(|cases| shares(cases.concat(), &levels)).collect();
        let bands = by_case.iter().map(|cases| band(cases, &levels)).collect();
        Self { levels, shares, bands }
    }
}

/// Ratios of a policy's runs, `[case][run]`.
fn by_case(runs: &RunRows, ratios: &[Option<f64>], policy: &str) -> Vec<Vec<f64>> {
    let mut cases: BTreeMap<&str, Vec<f64>> = BTreeMap::new();
    for run in (0..runs.policies.len()).filter(|&run| runs.policies[run] == policy) {
        cases.entry(&runs.cases[run]).or_default().extend(ratios[run]);
    }
    cases.into_values().collect()
}

/// Share of the ratios that are at most each level, `[point]`.
fn shares(mut ratios: Vec<f64>, levels: &[f64]) -> Vec<f64> {
    ratios.sort_unstable_by(f64::total_cmp);
    let share = |level: &f64| ratios.partition_point(|ratio| ratio <= level) as f64 / ratios.len().max(1) as f64;
    levels.iter().map(share).collect()
}

/// Percentile bootstrap of the shares, point by point.
fn band(cases: &[Vec<f64>], levels: &[f64]) -> Option<[Vec<f64>; 2]> {
    if cases.iter().all(|ratios| ratios.len() < 2) {
        return None;
    }
    let mut rng = Pcg64::new(SEED, SEED);
    let mut by_level: Vec<Vec<f64>> = vec![Vec::with_capacity(RESAMPLES); levels.len()];
    for _ in 0..RESAMPLES {
        let drawn = cases.iter().flat_map(|ratios| ratios.iter().map(move |_| ratios));
        let drawn: Vec<f64> = drawn.map(|ratios| ratios[rng.random_range(0..ratios.len())]).collect();
        for (values, share) in by_level.iter_mut().zip(shares(drawn, levels)) {
            values.push(share);
        }
    }
    let end = |place: usize| {
        let at = |values: &Vec<f64>| {
            let mut sorted = values.clone();
            sorted.sort_unstable_by(f64::total_cmp);
            sorted[place]
        };
        by_level.iter().map(at).collect()
    };
    Some([end(RESAMPLES / 40), end(RESAMPLES - 1 - RESAMPLES / 40)])
}
