//! Generalised advantage estimation, lane by lane.
//!
//! Schulman et al. (2016), "High-Dimensional Continuous Control Using Generalized Advantage Estimation", equation 16:
//! `A_t = sum_k (gamma lambda)^k delta_(t+k)` with `delta_t = r_t + gamma V_(t+1) - V_t`. An episode here is truncated at its horizon,
//! never terminated, so the value of what follows always counts.

/// Discounts.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Discounts {
    /// Of rewards, gamma.
    pub gamma: f32,
    /// Of temporal differences, lambda: 0 trusts the critic alone, 1 the rewards alone.
    pub lambda: f32,
}

/// Advantages, `[step, lane]`, from rewards, `[step, lane]`, values, `[step + 1, lane]`, and discounts, `[lane]`. Adding the value gives
/// the return.
pub fn advantages(rewards: &[f32], values: &[f32], discounts: &[Discounts]) -> Vec<f32> {
    let n_lanes = discounts.len();
    assert_eq!(values.len(), rewards.len() + n_lanes, "values of every step and of what follows");
    let mut advantages = vec![0.0; rewards.len()];
    let mut running = vec![0.0; n_lanes];
    for step in (0..rewards.len() / n_lanes.max(1)).rev() {
        let row = step * n_lanes;
        for (lane, (running, &Discounts { gamma, lambda })) in running.iter_mut().zip(discounts).enumerate() {
            let at = row + lane;
            let delta = rewards[at] + gamma * values[at + n_lanes] - values[at];
            *running = delta + gamma * lambda * *running;
            advantages[at] = *running;
        }
    }
    advantages
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The definition: a sum over all later temporal differences.
    fn naive(rewards: &[f32], values: &[f32], n_lanes: usize, at: (usize, usize), discounts: Discounts) -> f32 {
        let n_steps = rewards.len() / n_lanes;
        let value = |step: usize| values[step * n_lanes + at.1];
        (at.0..n_steps)
            .map(|step| {
                let delta = rewards[step * n_lanes + at.1] + discounts.gamma * value(step + 1) - value(step);
                (discounts.gamma * discounts.lambda).powi((step - at.0) as i32) * delta
            })
            .sum()
    }

    proptest! {
        #[test]
        fn advantages_are_those_of_the_definition(
            n_lanes in 1_usize..5, n_steps in 1_usize..12,
            discounts in proptest::collection::vec((0.0_f32..1.0, 0.0_f32..1.0), 5),
            noise in proptest::collection::vec(-3.0_f32..3.0, 5 * 12 * 2 + 5),
        ) {
            let rewards = &noise[..n_lanes * n_steps];
            let values = &noise[n_lanes * n_steps..n_lanes * (2 * n_steps + 1)];
            let discounts: Vec<Discounts> =
                discounts[..n_lanes].iter().map(|&(gamma, lambda)| Discounts { gamma, lambda }).collect();
            let advantages = advantages(rewards, values, &discounts);
            for step in 0..n_steps {
                for lane in 0..n_lanes {
                    let expected = naive(rewards, values, n_lanes, (step, lane), discounts[lane]);
                    prop_assert!((advantages[step * n_lanes + lane] - expected).abs() < 1e-3);
                }
            }
        }
    }
}
