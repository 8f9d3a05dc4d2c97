//! A choice among some of a lane's options: the softmax of the logits that a mask leaves.

use rand::RngExt;
use rand_pcg::Pcg64;

/// Most choices that an action space may have: a mask is a word.
pub const MAX_CHOICES: usize = 16;

/// Logarithm of the smallest probability that is told from 0: 1e-12.
const MIN_LOG: f32 = -27.631;

/// Probabilities of the allowed choices, 0 for the others.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Categorical {
    /// `[choice]`
    pub probabilities: [f32; MAX_CHOICES],
    /// Their natural logarithms, at least that of 1e-12, `[choice]`.
    pub logs: [f32; MAX_CHOICES],
}

impl Categorical {
    /// From logits, `[choice]`, and a mask, one bit a choice, with at least one set.
    pub fn new(logits: &[f32], mask: u16) -> Self {
        let allowed = |choice: usize| mask >> choice & 1 == 1;
        let largest = (0..logits.len()).filter(|&z| allowed(z)).map(|z| logits[z]).fold(f32::NEG_INFINITY, f32::max);
        let mut probabilities = [0.0; MAX_CHOICES];
        let mut sum = 0.0;
        for (choice, &logit) in logits.iter().enumerate().filter(|(choice, _)| allowed(*choice)) {
            probabilities[choice] = (logit - largest).exp();
            sum += probabilities[choice];
        }
        // One logarithm for all choices: ln p_z = logit_z - largest - ln(sum).
        let shift = largest + sum.ln();
        let mut logs = [MIN_LOG; MAX_CHOICES];
        for (choice, &logit) in logits.iter().enumerate().filter(|(choice, _)| allowed(*choice)) {
            probabilities[choice] /= sum;
            logs[choice] = (logit - shift).max(MIN_LOG);
        }
        Self { probabilities, logs }
    }

    /// Draws a choice.
    pub fn sample(&self, rng: &mut Pcg64) -> usize {
        let mut left: f32 = rng.random();
        let mut last = 0;
        for (choice, &probability) in self.probabilities.iter().enumerate().filter(|(_, p)| **p > 0.0) {
            last = choice;
            if left < probability {
                break;
            }
            left -= probability;
        }
        last
    }

    /// Natural logarithm of a choice's probability.
    pub fn log_probability(&self, choice: usize) -> f32 {
        self.logs[choice]
    }

    /// Entropy, nats.
    pub fn entropy(&self) -> f32 {
        self.probabilities.iter().zip(&self.logs).map(|(p, log)| -p * log).sum()
    }
}

/// The choice of a mask that leaves none.
pub const fn only(mask: u16) -> Option<usize> {
    if mask.is_power_of_two() { Some(mask.trailing_zeros() as usize) } else { None }
}

/// Choices of a mask, in order.
pub fn choices(mask: u16) -> impl Iterator<Item = usize> {
    (0..MAX_CHOICES).filter(move |choice| mask >> choice & 1 == 1)
}

/// The allowed choice with the largest logit, the first of equals.
pub fn best(logits: &[f32], mask: u16) -> usize {
    let allowed = (0..logits.len()).filter(|&choice| mask >> choice & 1 == 1);
    allowed.reduce(|best, choice| if logits[choice] > logits[best] { choice } else { best }).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// By hand: e^0 : e^ln3 = 1 : 3; the masked logit is the largest and must not matter.
    #[test]
    fn probabilities_are_the_softmax_of_what_is_allowed() {
        let choice = Categorical::new(&[0.0, 50.0, 3_f32.ln()], 0b101);
        let expected = [0.25, 0.0, 0.75];
        for (p, expected) in choice.probabilities.iter().zip(expected) {
            assert!((p - expected).abs() < 1e-6, "{choice:?}");
        }
        let entropy = -(0.25_f32 * 0.25_f32.ln() + 0.75 * 0.75_f32.ln());
        assert!((choice.entropy() - entropy).abs() < 1e-6);
        assert!((choice.log_probability(2) - 0.75_f32.ln()).abs() < 1e-6);
    }

    #[test]
    fn draws_follow_the_probabilities_and_never_leave_the_mask() {
        let choice = Categorical::new(&[0.0, 9.0, 3_f32.ln()], 0b101);
        let mut rng = Pcg64::new(5, 5);
        let mut counts = [0; 3];
        for _ in 0..20_000 {
            counts[choice.sample(&mut rng)] += 1;
        }
        assert_eq!(counts[1], 0);
        // Standard deviation of the share: sqrt(.25 x .75 / 20,000) = .003.
        assert!((f64::from(counts[0]) / 20_000.0 - 0.25).abs() < 0.015, "{counts:?}");
    }

    #[test]
    fn the_best_is_the_largest_allowed() {
        assert_eq!(best(&[1.0, 9.0, 2.0, 2.0], 0b1101), 2);
        assert_eq!(best(&[-1.0, -2.0], 0b11), 0);
    }
}
