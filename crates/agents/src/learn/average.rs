//! The average of an actor's weights over the last iterations: what a checkpoint holds and what is examined.
//!
//! A policy's weights never rest while it learns, and what they do on one network or another changes with them. Their average lies in
//! the middle of that motion. The window grows with the run, so neither a beginning nor a length has to be known: after n iterations
//! the newest weights count 1 / (share n), those before less by a power of their age (the power function average of Karras et al. 2024,
//! "Analyzing and Improving the Training Dynamics of Diffusion Models", section 3.1).

/// Moves an average on to newer weights, those of the n-th iteration, counted from 1. A share of 0 averages nothing.
pub fn follow(average: &mut [f32], weights: &[f32], share: f32, n: u64) {
    let window = share * n as f32;
    if window <= 1.0 {
        average.copy_from_slice(weights);
        return;
    }
    for (average, weight) in average.iter_mut().zip(weights) {
        *average += (weight - *average) / window;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn averaged(weights: impl Iterator<Item = f32>, share: f32) -> f32 {
        let mut average = [0.0];
        for (n, weight) in (1..).zip(weights) {
            follow(&mut average, &[weight], share, n);
        }
        average[0]
    }

    #[test]
    fn the_average_of_what_rests_is_itself_and_a_share_of_0_takes_the_newest() {
        let is = |average: f32, expected: f32| assert_eq!(average.to_bits(), expected.to_bits());
        is(averaged([0.25; 300].into_iter(), 0.1), 0.25);
        is(averaged((1..=300).map(|n| n as f32), 0.0), 300.0);
        is(averaged((1..=300).map(|n| n as f32), 1.0 / 300.0), 300.0);
    }

    /// Weights that count up lag by the mean age: with 1 / (share n) of the newest, n share / (1 + share).
    #[test]
    fn the_window_is_a_share_of_the_run() {
        for n in [1_000_u64, 4_000] {
            let lag = n as f32 - averaged((1..=n).map(|n| n as f32), 0.05);
            let expected = n as f32 * 0.05 / 1.05;
            assert!((lag - expected).abs() < 0.03 * expected, "{lag} instead of {expected}");
        }
    }

    #[test]
    fn noise_is_averaged_away() {
        let noisy = |n: u64| if n.is_multiple_of(2) { 2.0 } else { 0.0 };
        assert!((averaged((1..=2_000).map(noisy), 0.05) - 1.0).abs() < 0.02);
    }
}
