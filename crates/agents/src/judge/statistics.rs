//! What may be said of a few runs: robust means, their uncertainty, and how often one policy beats another.
//!
//! After Agarwal et al. (2021), "Deep Reinforcement Learning at the Edge of the Statistical Precipice", and their
//! library rliable, with its conventions, so that figures compare. A task here is a case, a run a demand seed on it. Tasks are the
//! strata: an interval says what other seeds on the same cases would give, nothing about other cases.

use rand::RngExt;
use rand_pcg::Pcg64;
use serde::{Deserialize, Serialize};

/// Resamples of a bootstrap: the ends of a 95 % interval then move by about 2 % of its width from seed to seed.
pub const RESAMPLES: usize = 2_000;

/// Second word of the random stream.
const STREAM: u128 = 0x626f_6f74;

/// A 95 % interval.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Interval {
    /// 2.5th percentile.
    pub low: f64,
    /// 97.5th percentile.
    pub high: f64,
}

/// Arithmetic mean, summed in order; NaN of nothing.
pub fn mean(scores: &[f64]) -> f64 {
    scores.iter().sum::<f64>() / scores.len() as f64
}

/// Mean of the middle half: floor(n / 4) scores are cut from each end (section 4.3). It resists outliers as the median does, and
/// uses four times as many scores. NaN of nothing.
pub fn interquartile_mean(scores: &[f64]) -> f64 {
    let mut sorted = scores.to_vec();
    sorted.sort_unstable_by(f64::total_cmp);
    let cut = sorted.len() / 4;
    mean(&sorted[cut..sorted.len() - cut])
}

/// Percentile bootstrap: in each resample every task draws as many of its own runs as it has, with replacement, and the statistic
/// is taken of all draws together (section 4.1). The same seed gives the same interval.
///
/// `scores` is `[task][run]`. A task of one run has nothing to redraw: if all are such, the interval is a point and says nothing.
pub fn stratified_bootstrap(
    scores: &[Vec<f64>],
    statistic: impl Fn(&[f64]) -> f64,
    resamples: usize,
    seed: u64,
) -> Interval {
    let mut rng = Pcg64::new(u128::from(seed), STREAM);
    let mut drawn = Vec::with_capacity(scores.iter().map(Vec::len).sum());
    let mut values: Vec<f64> = (0..resamples)
        .map(|_| {
            drawn.clear();
            for runs in scores {
                drawn.extend((0..runs.len()).map(|_| runs[rng.random_range(0..runs.len())]));
            }
            statistic(&drawn)
        })
        .collect();
    values.sort_unstable_by(f64::total_cmp);
    Interval { low: quantile(&values, 0.025), high: quantile(&values, 0.975) }
}

/// Quantile of sorted values, linear between neighbours (type 7 of Hyndman and Fan 1996, numpy's default); NaN of nothing.
fn quantile(sorted: &[f64], share: f64) -> f64 {
    if sorted.is_empty() {
        return f64::NAN;
    }
    let place = share * (sorted.len() - 1) as f64;
    let (below, above) = (sorted[place.floor() as usize], sorted[place.ceil() as usize]);
    below + (above - below) * place.fract()
}

/// Chance that a run of `x` costs less than a run of `y` on the same task, ties counting half, averaged over the tasks
/// (section 4.3): the mean of U / (n m), U the statistic of Mann and Whitney (1947). Scores are costs: lower is better.
///
/// `x` and `y` are `[task][run]`, tasks in the same order. NaN without tasks.
pub fn probability_of_improvement(x: &[Vec<f64>], y: &[Vec<f64>]) -> f64 {
    assert_eq!(x.len(), y.len(), "both must have the same tasks");
    mean(&x.iter().zip(y).map(|(x, y)| wins(x, y) / (x.len() * y.len()) as f64).collect::<Vec<_>>())
}

/// Pairs in which `x` is the lower one; ties count half.
fn wins(x: &[f64], y: &[f64]) -> f64 {
    let mut sorted = y.to_vec();
    sorted.sort_unstable_by(f64::total_cmp);
    let above = |x: f64| sorted.len() - sorted.partition_point(|&y| y <= x);
    let tied = |x: f64| sorted.partition_point(|&y| y <= x) - sorted.partition_point(|&y| y < x);
    x.iter().map(|&x| above(x) as f64 + 0.5 * tied(x) as f64).sum()
}

#[cfg(test)]
mod tests;
