//! The policy that all hubs share: an actor that scores a lane's choices and a critic that values the lane, each from the lane's
//! own observation.
//!
//! One scorer for every lane of every network is what makes a checkpoint work on graphs that it has never seen: no weight belongs to
//! a hub, a lane or a number of lanes. Actor and critic share nothing, so neither's loss disturbs the other.

use linehaul_env::observe::FEATURES;
use rand_pcg::Pcg64;

use crate::actions::ActionSpace;
use crate::network::{Perceptron, Widths};

/// Spread of the last layers' initial weights: choices start almost alike, values near their mean.
const ACTOR_GAIN: f32 = 0.05;
const CRITIC_GAIN: f32 = 0.3;
/// Share of the old in the running mean and spread of returns: an iteration moves them by a twentieth.
const SCALE_MEMORY: f32 = 0.95;
/// Smallest spread that returns are divided by.
const MIN_SPREAD: f32 = 1e-3;

/// Weights of actor and critic, and what they act on.
#[derive(Clone, Debug, PartialEq)]
pub struct Policy {
    /// What the actor chooses among.
    pub space: ActionSpace,
    /// Widths of the hidden layers.
    pub hidden: Vec<usize>,
    /// Weights of the actor, see [`Widths`].
    pub actor: Vec<f32>,
    /// Weights of the critic.
    pub critic: Vec<f32>,
    /// What the critic's output stands for.
    pub value_scale: ValueScale,
}

/// Mean and spread of returns: the critic is trained on `(return - mean) / spread`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ValueScale {
    /// Mean return.
    pub mean: f32,
    /// Standard deviation of returns.
    pub spread: f32,
    /// Whether any return has been seen.
    pub known: bool,
}

impl Policy {
    /// Random weights.
    pub fn random(space: ActionSpace, hidden: &[usize], rng: &mut Pcg64) -> Self {
        Self {
            space,
            hidden: hidden.to_vec(),
            actor: actor_widths(space, hidden).initial(ACTOR_GAIN, rng),
            critic: critic_widths(hidden).initial(CRITIC_GAIN, rng),
            value_scale: ValueScale { mean: 0.0, spread: 1.0, known: false },
        }
    }

    /// Layers of the actor: features in, a logit for each choice out.
    pub fn actor_widths(&self) -> Widths {
        actor_widths(self.space, &self.hidden)
    }

    /// Layers of the critic: features in, a normalised value out.
    pub fn critic_widths(&self) -> Widths {
        critic_widths(&self.hidden)
    }

    /// The actor, for logits.
    pub fn scorer(&self) -> Perceptron {
        Perceptron::new(&self.actor_widths(), &self.actor)
    }

    /// Brings the value scale up to date with new returns and rewrites the critic's last layer so that its values stay what they were.
    ///
    /// van Hasselt et al. (2016), "Learning values across many orders of magnitude" (Pop-Art), equation 9.
    pub fn rescale_values(&mut self, returns: &[f32]) {
        let old = self.value_scale;
        let (mean, spread) = mean_and_spread(returns);
        let spread = spread.max(MIN_SPREAD);
        let mix = |old: f32, new: f32| SCALE_MEMORY * old + (1.0 - SCALE_MEMORY) * new;
        let new = if old.known {
            ValueScale { mean: mix(old.mean, mean), spread: mix(old.spread, spread), known: true }
        } else {
            ValueScale { mean, spread, known: true }
        };
        let last = self.critic_widths().layers().last().expect("a network has a layer");
        for weight in &mut self.critic[last.weights] {
            *weight *= old.spread / new.spread;
        }
        for bias in &mut self.critic[last.biases] {
            *bias = (*bias * old.spread + old.mean - new.mean) / new.spread;
        }
        self.value_scale = new;
    }
}

impl ValueScale {
    /// From the critic's output to a value.
    pub fn value(&self, output: f32) -> f32 {
        output * self.spread + self.mean
    }

    /// From a return to the critic's target.
    pub fn target(&self, value: f32) -> f32 {
        (value - self.mean) / self.spread
    }
}

/// Layers of the actor of an action space.
pub fn actor_widths(space: ActionSpace, hidden: &[usize]) -> Widths {
    Widths::new(FEATURES, hidden, space.n_choices())
}

/// Layers of the critic.
pub fn critic_widths(hidden: &[usize]) -> Widths {
    Widths::new(FEATURES, hidden, 1)
}

/// Mean and standard deviation, summed in order; zeros of nothing.
pub(crate) fn mean_and_spread(values: &[f32]) -> (f32, f32) {
    let n = values.len().max(1) as f64;
    let mean = values.iter().map(|v| f64::from(*v)).sum::<f64>() / n;
    let variance = values.iter().map(|v| (f64::from(*v) - mean).powi(2)).sum::<f64>() / n;
    (mean as f32, variance.sqrt() as f32)
}

#[cfg(test)]
mod tests {
    use super::*;
    use rand::RngExt;

    #[test]
    fn rescaling_leaves_every_value_as_it_was() {
        let mut rng = Pcg64::new(3, 1);
        let mut policy = Policy::random(ActionSpace::Vehicles, &[8], &mut rng);
        policy.rescale_values(&[-3.0, -1.0, 0.5]);
        let rows: Vec<f32> = (0..5 * FEATURES).map(|_| rng.random()).collect();
        let values = |policy: &Policy| -> Vec<f32> {
            let critic = Perceptron::new(&policy.critic_widths(), &policy.critic);
            critic.outputs(&rows).into_iter().map(|output| policy.value_scale.value(output)).collect()
        };
        let before = values(&policy);
        policy.rescale_values(&[100.0, 300.0, 200.0]);
        assert!(policy.value_scale.mean > 0.0, "{:?}", policy.value_scale);
        for (before, after) in before.iter().zip(values(&policy)) {
            assert!((before - after).abs() < 1e-4, "{before} became {after}");
        }
    }
}
