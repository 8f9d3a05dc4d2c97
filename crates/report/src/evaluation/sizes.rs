//! Cost against the number of hubs.

use std::collections::BTreeMap;

use linehaul_tables::RunRows;
use serde::Serialize;

/// Cases by size.
#[derive(Debug, Serialize)]
pub(super) struct Sizes {
    /// Numbers of hubs, ascending, `[size]`.
    pub hubs: Vec<i64>,
    /// Mean over the runs of total cost over that of the reference, `[policy, size]`.
    pub cost_to_reference: Vec<Vec<Option<f64>>>,
}

impl Sizes {
    /// Means of the policies, in this order, from each run's cost over the reference's.
    pub fn of(runs: &RunRows, ratios: &[Option<f64>], policies: &[&str]) -> Self {
        // (sum, number) by hubs and policy.
        let mut means: BTreeMap<i64, Vec<(f64, u32)>> = BTreeMap::new();
        for (run, ratio) in ratios.iter().enumerate() {
            let by_policy = means.entry(runs.hubs[run]).or_insert_with(|| vec![(0.0, 0); policies.len()]);
            let policy = policies.iter().position(|policy| *policy == runs.policies[run]);
            if let (Some(policy), Some(ratio)) = (policy, ratio) {
                by_policy[policy].0 += ratio;
                by_policy[policy].1 += 1;
            }
        }
        let mean = |&(sum, n): &(f64, u32)| (n > 0).then(|| sum / f64::from(n));
        let column = |policy: usize| means.values().map(|size| mean(&size[policy])).collect();
        Self { cost_to_reference: (0..policies.len()).map(column).collect(), hubs: means.into_keys().collect() }
    }
}
