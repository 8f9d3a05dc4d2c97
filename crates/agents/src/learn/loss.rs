//! The losses of actor and critic for one row, with their gradients written out.
//!
//! Proximal policy optimisation (Schulman et al. 2017, equation 7) with an entropy bonus. For a row with ratio
//! `r = pi(a) / pi_old(a)`, advantage A and entropy H the loss is `-min(r A, clip(r, 1 - c, 1 + c) A) - w H`.

use crate::learn::experience::Decision;
use linehaul_nets::categorical::{Categorical, best};

/// Largest move of the log-probability that is still told apart; beyond it the ratio is clipped anyhow.
const MAX_LOG_RATIO: f32 = 10.0;
/// Residuals beyond this many spreads of returns pull with a constant force: the gradient of Huber's loss.
const MAX_RESIDUAL: f32 = 3.0;

/// Slopes below this are nothing: those of choices that a policy has as good as given up. On their way back through the network they would become
/// subnormal numbers, with which processors calculate a hundred times as slowly (an update of a policy of 5,000 iterations took four times as long).
const NEGLIGIBLE: f32 = 1e-20;

/// How the actor's loss is weighed.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ActorWeights {
    /// Furthest that a ratio is rewarded to move from 1.
    pub clip: f32,
    /// Weight of the entropy.
    pub entropy: f32,
    /// Weight of the KL divergence from the anchor.
    pub anchor: f32,
}

/// What a row tells about an update.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct ActorRow {
    /// The loss.
    pub loss: f32,
    /// Entropy of the new policy, nats.
    pub entropy: f32,
    /// `r - 1 - ln r`, an estimate of the KL divergence from old to new (Schulman 2020, "Approximating KL Divergence", k3).
    pub kl: f32,
    /// Whether the ratio was clipped.
    pub clipped: bool,
    /// Whether the likeliest choice is the one that was made.
    pub agrees: bool,
}

/// Loss of the actor for one decision and its gradient with respect to the logits, `[choice]`.
///
/// `anchor` is the policy that it must not leave too far: `KL(anchor, policy)` times its weight is added.
pub fn actor(
    logits: &[f32],
    decision: &Decision,
    advantage: f32,
    weights: ActorWeights,
    anchor: Option<&Categorical>,
    out: &mut [f32],
) -> ActorRow {
    let policy = Categorical::new(logits, decision.mask);
    let choice = usize::from(decision.choice);
    let log_ratio = (policy.log_probability(choice) - decision.log_probability).clamp(-MAX_LOG_RATIO, MAX_LOG_RATIO);
    let ratio = log_ratio.exp();
    let bounded = ratio.clamp(1.0 - weights.clip, 1.0 + weights.clip);
    let clipped = bounded * advantage < ratio * advantage;
    let entropy = policy.entropy();
    // d ratio / d logit_z = ratio (1[z = a] - p_z); d H / d logit_z = -p_z (ln p_z + H)
    let pull = if clipped { 0.0 } else { -advantage * ratio };
    for (z, out) in out.iter_mut().enumerate() {
        let p = policy.probabilities[z];
        let chosen = f32::from(u8::from(z == choice));
        *out = if decision.mask >> z & 1 == 1 {
            pull * (chosen - p) + weights.entropy * p * (policy.logs[z] + entropy)
        } else {
            0.0
        };
    }
    let mut loss = -(ratio * advantage).min(bounded * advantage) - weights.entropy * entropy;
    if let Some(anchor) = anchor {
        // d KL(q, p) / d logit_z = p_z - q_z
        for (z, out) in out.iter_mut().enumerate().filter(|(z, _)| decision.mask >> z & 1 == 1) {
            *out += weights.anchor * (policy.probabilities[z] - anchor.probabilities[z]);
            loss += weights.anchor * anchor.probabilities[z] * (anchor.logs[z] - policy.logs[z]);
        }
    }
    out.iter_mut().for_each(drop_negligible);
    ActorRow { loss, entropy, kl: ratio - 1.0 - log_ratio, clipped, agrees: agrees(logits, decision) }
}

/// Cross-entropy of the actor for one decision that somebody else made, and its gradient with respect to the logits, `[choice]`.
pub fn imitation(logits: &[f32], decision: &Decision, out: &mut [f32]) -> ActorRow {
    let policy = Categorical::new(logits, decision.mask);
    let choice = usize::from(decision.choice);
    for (z, out) in out.iter_mut().enumerate().filter(|(z, _)| decision.mask >> z & 1 == 1) {
        *out = policy.probabilities[z] - f32::from(u8::from(z == choice));
    }
    out.iter_mut().for_each(drop_negligible);
    let loss = -policy.log_probability(choice);
    ActorRow { loss, entropy: policy.entropy(), agrees: agrees(logits, decision), ..ActorRow::default() }
}

fn drop_negligible(slope: &mut f32) {
    if slope.abs() < NEGLIGIBLE {
        *slope = 0.0;
    }
}

fn agrees(logits: &[f32], decision: &Decision) -> bool {
    best(logits, decision.mask) == usize::from(decision.choice)
}

/// Gradient of the critic's loss for one row with respect to its output: the residual, bounded.
pub fn critic(output: f32, target: f32) -> f32 {
    (output - target).clamp(-MAX_RESIDUAL, MAX_RESIDUAL)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const WEIGHTS: ActorWeights = ActorWeights { clip: 0.2, entropy: 0.01, anchor: 0.3 };

    proptest! {
        /// Away from the kinks, where the loss has no gradient.
        #[test]
        fn the_actors_gradient_is_that_of_finite_differences(
            logits in proptest::collection::vec(-2.0_f32..2.0, 6),
            mask in 1_u16..64, pick in 0_usize..6, old in -3.0_f32..-0.1, advantage in -3.0_f32..3.0,
            anchored: bool, anchor in proptest::collection::vec(-2.0_f32..2.0, 6),
        ) {
            let allowed: Vec<usize> = (0..6).filter(|z| mask >> z & 1 == 1).collect();
            let choice = allowed[pick % allowed.len()] as u8;
            let decision = Decision { row: 0, actor_row: 0, mask, choice, log_probability: old };
            let anchor = anchored.then(|| Categorical::new(&anchor, mask));
            let loss = |logits: &[f32]| f64::from(actor(logits, &decision, advantage, WEIGHTS, anchor.as_ref(), &mut [0.0; 6]).loss);
            let ratio = (Categorical::new(&logits, mask).log_probability(choice.into()) - old).exp();
            prop_assume!((ratio - 0.8).abs() > 0.02 && (ratio - 1.2).abs() > 0.02);
            let mut gradient = [0.0; 6];
            actor(&logits, &decision, advantage, WEIGHTS, anchor.as_ref(), &mut gradient);
            for z in 0..6 {
                let moved = |by: f32| { let mut logits = logits.clone(); logits[z] += by; loss(&logits) };
                let slope = (moved(4e-3) - moved(-4e-3)) / 8e-3;
                prop_assert!((slope - f64::from(gradient[z])).abs() < 5e-3 * (1.0 + slope.abs() * 4.0),
                    "choice {}: {} instead of {}", z, gradient[z], slope);
            }
        }
    }

    /// Its probability is e^-95, below the least normal number.
    #[test]
    fn a_choice_that_is_given_up_has_no_slope() {
        let decision = Decision { row: 0, actor_row: 0, mask: 0b111, choice: 0, log_probability: -0.7 };
        let mut gradient = [0.0; 3];
        actor(&[95.0, 95.0, 0.0], &decision, 1.0, WEIGHTS, None, &mut gradient);
        assert!(gradient[0] < 0.0 && gradient[1] > 0.0, "{gradient:?}");
        assert_eq!(gradient[2].to_bits(), 0);
        imitation(&[95.0, 95.0, 0.0], &decision, &mut gradient);
        assert_eq!(gradient[2].to_bits(), 0);
    }

    proptest! {
        #[test]
        fn the_gradient_of_imitation_is_that_of_finite_differences(
            logits in proptest::collection::vec(-2.0_f32..2.0, 6), mask in 1_u16..64, pick in 0_usize..6,
        ) {
            let allowed: Vec<usize> = (0..6).filter(|z| mask >> z & 1 == 1).collect();
            let choice = allowed[pick % allowed.len()] as u8;
            let decision = Decision { row: 0, actor_row: 0, mask, choice, log_probability: 0.0 };
            let mut gradient = [0.0; 6];
            imitation(&logits, &decision, &mut gradient);
            for z in 0..6 {
                let moved = |by: f32| {
                    let mut logits = logits.clone();
                    logits[z] += by;
                    f64::from(imitation(&logits, &decision, &mut [0.0; 6]).loss)
                };
                let slope = (moved(4e-3) - moved(-4e-3)) / 8e-3;
                prop_assert!((slope - f64::from(gradient[z])).abs() < 2e-3, "choice {}: {} instead of {}", z, gradient[z], slope);
            }
        }
    }

    #[test]
    fn a_ratio_that_has_moved_far_enough_pulls_no_more() {
        // Two choices, even odds now, .25 before: the ratio is 2.
        let decision = Decision { row: 0, actor_row: 0, mask: 0b11, choice: 0, log_probability: 0.25_f32.ln() };
        let weights = ActorWeights { entropy: 0.0, ..WEIGHTS };
        let mut gradient = [1.0; 2];
        assert!(actor(&[0.0, 0.0], &decision, 1.0, weights, None, &mut gradient).clipped);
        assert!(gradient.iter().all(|slope| *slope == 0.0), "{gradient:?}");
        assert!(!actor(&[0.0, 0.0], &decision, -1.0, weights, None, &mut gradient).clipped);
        // -A r (1[z = a] - p): 2 x (1 - .5) and 2 x (0 - .5)
        assert!((gradient[0] - 1.0).abs() < 1e-6 && (gradient[1] + 1.0).abs() < 1e-6, "{gradient:?}");
    }
}
