//! Adam over a flat array of weights, with the gradient's global norm bounded first.
//!
//! Kingma and Ba (2015), "Adam: A Method for Stochastic Optimization", algorithm 1. Frameworks keep state by parameter and clip
//! each tensor by itself; here one norm bounds a whole network's step, and the state is two arrays that go into a checkpoint as
//! they are.

#![expect(clippy::inline_always, reason = "only what is inlined is compiled for the registers that pulp found")]

use pulp::Arch;

/// Decay of the mean of gradients.
const BETA_1: f32 = 0.9;
/// Decay of the mean of their squares.
const BETA_2: f32 = 0.999;
/// Keeps a step finite where gradients vanish.
const EPSILON: f32 = 1e-8;

/// Moments below this are nothing.
const NOTHING: f32 = 1e-30;

/// State of the optimizer for one network.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Adam {
    /// Decayed mean of gradients, `[weight]`.
    pub first: Vec<f32>,
    /// Decayed mean of squared gradients, `[weight]`.
    pub second: Vec<f32>,
    /// Steps done.
    pub steps: u64,
}

impl Adam {
    /// At rest.
    pub fn new(n_parameters: usize) -> Self {
        Self { first: vec![0.0; n_parameters], second: vec![0.0; n_parameters], steps: 0 }
    }

    /// Moves the weights against a gradient, shortened to `max_norm` if it is longer. Returns how long it was: where that is no finite number,
    /// nothing moves.
    pub fn step(&mut self, weights: &mut [f32], gradient: &[f32], rate: f32, max_norm: f32) -> f32 {
        Arch::new().dispatch(|| self.step_in_registers(weights, gradient, rate, max_norm))
    }

    /// The same, to be compiled for the machine's registers: no two weights meet but in the norm, whose order of summing is fixed.
    #[inline(always)]
    fn step_in_registers(&mut self, weights: &mut [f32], gradient: &[f32], rate: f32, max_norm: f32) -> f32 {
        let norm = norm_in_registers(gradient);
        if !norm.is_finite() {
            return norm;
        }
        let scale = if norm > max_norm { max_norm / norm } else { 1.0 };
        self.steps += 1;
        let power = i32::try_from(self.steps).unwrap_or(i32::MAX);
        let (unbias_1, unbias_2) = (1.0 / (1.0 - BETA_1.powi(power)), 1.0 / (1.0 - BETA_2.powi(power)));
        let moments = self.first.iter_mut().zip(&mut self.second);
        for ((weight, &gradient), (first, second)) in weights.iter_mut().zip(gradient).zip(moments) {
            let gradient = gradient * scale;
            *first = or_nothing(*first + (1.0 - BETA_1) * (gradient - *first));
            *second = or_nothing(*second + (1.0 - BETA_2) * (gradient * gradient - *second));
            *weight -= rate * (*first * unbias_1) / ((*second * unbias_2).sqrt() + EPSILON);
        }
        norm
    }
}

/// The moment, or 0 where it is too small to move a weight: moments of weights whose gradients have vanished would decay into subnormal numbers,
/// with which processors calculate a hundred times as slowly (after 5,000 iterations, updates took three times as long).
#[inline(always)]
fn or_nothing(moment: f32) -> f32 {
    if moment.abs() > NOTHING { moment } else { 0.0 }
}

/// Euclidean norm of a gradient or a part of one.
pub fn norm(gradient: &[f32]) -> f32 {
    Arch::new().dispatch(|| norm_in_registers(gradient))
}

/// The same, summed in eight parts.
#[inline(always)]
fn norm_in_registers(gradient: &[f32]) -> f32 {
    let mut sums = [0.0_f64; 8];
    let parts = gradient.chunks_exact(sums.len());
    let rest: f64 = parts.remainder().iter().map(|g| f64::from(*g).powi(2)).sum();
    for part in parts {
        for (sum, g) in sums.iter_mut().zip(part) {
            *sum += f64::from(*g) * f64::from(*g);
        }
    }
    (sums.iter().sum::<f64>() + rest).sqrt() as f32
}

#[cfg(test)]
mod tests {
    use super::*;

    /// After one step both unbiased means are the gradient and its square, so each weight moves by the rate, whatever its gradient.
    #[test]
    fn the_first_step_is_the_rate_in_each_weight() {
        let mut weights = [1.0, 1.0];
        Adam::new(2).step(&mut weights, &[0.3, -1e-3], 0.1, 10.0);
        assert!((weights[0] - 0.9).abs() < 1e-5 && (weights[1] - 1.1).abs() < 1e-5, "{weights:?}");
    }

    #[test]
    fn a_long_gradient_is_shortened_as_a_whole() {
        let mut adam = Adam::new(2);
        adam.step(&mut [0.0, 0.0], &[30.0, 40.0], 0.1, 0.5);
        // 0.1 of the gradient with norm 0.5: (0.3, 0.4)
        assert!((adam.first[0] - 0.03).abs() < 1e-6 && (adam.first[1] - 0.04).abs() < 1e-6, "{:?}", adam.first);
    }

    #[test]
    fn a_gradient_that_is_no_number_moves_nothing() {
        for wrong in [f32::NAN, f32::INFINITY] {
            let (mut weights, mut adam) = ([1.0, 2.0], Adam::new(2));
            assert!(!adam.step(&mut weights, &[0.5, wrong], 0.1, 1.0).is_finite());
            assert_eq!((weights, adam), ([1.0, 2.0], Adam::new(2)));
        }
        assert!((Adam::new(2).step(&mut [0.0, 0.0], &[3.0, 4.0], 0.1, 1.0) - 5.0).abs() < 1e-6);
    }

    #[test]
    fn it_finds_the_bottom_of_a_bowl() {
        let mut weights = [3.0, -2.0];
        let mut adam = Adam::new(2);
        for _ in 0..2_000 {
            let gradient = [weights[0] - 1.0, 4.0 * weights[1]];
            adam.step(&mut weights, &gradient, 0.01, 10.0);
        }
        assert!((weights[0] - 1.0).abs() < 1e-3 && weights[1].abs() < 1e-3, "{weights:?}");
    }

    #[test]
    fn moments_never_become_subnormal() {
        let mut adam = Adam::new(1);
        adam.step(&mut [0.0], &[1e-3], 0.1, 10.0);
        for _ in 0..200_000 {
            adam.step(&mut [0.0], &[0.0], 0.1, 10.0);
        }
        assert_eq!((adam.first[0], adam.second[0]), (0.0, 0.0));
    }
}
