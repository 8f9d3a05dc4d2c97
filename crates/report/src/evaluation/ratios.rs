//! Runs set against the reference, demand by demand.

use std::collections::HashMap;

use linehaul_tables::RunRows;

/// Cost of each run over that of the reference on the same case and seed, `[run]`; none without such a run, or where
/// the reference cost nothing.
pub(super) fn ratios(runs: &RunRows, reference: &str) -> Vec<Option<f64>> {
    let key = |run: usize| (runs.cases[run].as_str(), runs.seeds[run]);
    let n_runs = runs.policies.len();
    let costs: HashMap<(&str, i64), f64> = (0..n_runs)
        .filter(|&run| runs.policies[run] == reference)
        .map(|run| (key(run), runs.total_costs[run]))
        .collect();
    (0..n_runs)
        .map(|run| costs.get(&key(run)).filter(|cost| **cost > 0.0).map(|cost| runs.total_costs[run] / cost))
        .collect()
}
