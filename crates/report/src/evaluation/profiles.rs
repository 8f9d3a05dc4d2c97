//! Performance profiles: which share of a policy's runs costs at most so much, against the reference on the same
//! demand.
//!
//! After Dolan and Moré (2002), "Benchmarking optimization software with performance profiles", as run-score
//! distributions in Agarwal et al. (2021), "Deep Reinforcement Learning at the Edge of the Statistical Precipice",
//! section 4.2. A curve to the left of another is better at every level.

use linehaul_tables::RunRows;
use serde::Serialize;

/// Where the levels end at the latest, in costs of the best run: farther out, the policies that compete would be one
/// vertical line. A policy that is dearer always has a share of 0 all along.
const FARTHEST: f64 = 1.3;
/// Points of a curve.
const POINTS: usize = 201;

/// Curves over common levels.
#[derive(Debug, Serialize)]
pub(super) struct Profiles {
    /// Total cost over that of the reference, ascending, `[point]`.
    pub levels: Vec<f64>,
    /// Share of the runs that cost at most this, `[policy, point]`.
    pub shares: Vec<Vec<f64>>,
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
        let shares = policies
            .iter()
            .map(|policy| {
                let own = (0..runs.policies.len()).filter(|&run| runs.policies[run] == *policy);
                let mut own: Vec<f64> = own.filter_map(|run| ratios[run]).collect();
                own.sort_unstable_by(f64::total_cmp);
                let share = |level: &f64| own.partition_point(|ratio| ratio <= level) as f64 / own.len().max(1) as f64;
                levels.iter().map(share).collect()
            })
            .collect();
        Self { levels, shares }
    }
}
