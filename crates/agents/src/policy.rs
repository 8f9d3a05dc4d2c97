//! The policy that all hubs share: an actor that scores a lane's choices and a critic that values the lane, each from the lane's
//! own observation.
//!
//! One scorer for every lane of every network is what makes a checkpoint work on graphs that it has never seen: no weight belongs to
//! a hub, a lane or a number of lanes. Actor and critic share nothing, so neither's loss disturbs the other.

use linehaul_env::observe::FEATURES;
use rand_pcg::Pcg64;
use serde::{Deserialize, Serialize};

use crate::decide::actions::ActionSpace;
use crate::network::Widths;

/// Spread of the last layers' initial weights: choices start almost alike, values near their mean.
const ACTOR_GAIN: f32 = 0.05;
const CRITIC_GAIN: f32 = 0.3;
/// Share of the old in the running mean and spread of returns: an iteration moves them by a twentieth.
const SCALE_MEMORY: f32 = 0.95;
/// Smallest spread that returns are divided by.
const MIN_SPREAD: f32 = 1e-3;

/// What a policy is like before it has any weights.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Shape {
    /// What the actor chooses among.
    pub space: ActionSpace,
    /// Widths of the hidden layers of both networks.
    pub hidden: Vec<usize>,
    /// What the critic sees.
    pub critic: Critic,
    /// Whether the actor's rows end with a heuristic's hint: what it would choose, while imitation lasts, then zeros.
    pub hints: bool,
}

/// What the critic sees beside the lane's own observation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Critic {
    /// Nothing: every hub values its lanes by itself (de Witt et al. 2020, "Is Independent Learning All You Need?", IPPO).
    Local,
    /// The mean observation of the world's lanes (Yu et al. 2022, "The Surprising Effectiveness of PPO", MAPPO).
    Pooled,
}

impl Shape {
    /// Layers of the actor: a row of [`FEATURES`] and [`Self::n_extras`] in, [`ActionSpace::n_outputs`] out.
    pub fn actor(&self) -> Widths {
        Widths::new(FEATURES + self.n_extras(), &self.hidden, self.space.n_outputs())
    }

    /// Layers of the critic: features in, a normalised value out.
    pub fn critic(&self) -> Widths {
        let inputs = match self.critic {
            Critic::Local => FEATURES,
            Critic::Pooled => 2 * FEATURES,
        };
        Widths::new(inputs, &self.hidden, 1)
    }

    /// Columns of an actor's row beyond the lane's features: those of the choice, and the hint.
    pub fn n_extras(&self) -> usize {
        self.space.n_features() + if self.hints { self.space.n_outputs() } else { 0 }
    }
}

/// Weights of actor and critic, and what they act on.
#[derive(Clone, Debug, PartialEq)]
pub struct Policy {
    /// What it is like.
    pub shape: Shape,
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
    pub fn random(shape: Shape, rng: &mut Pcg64) -> Self {
        Self {
            actor: shape.actor().initial(ACTOR_GAIN, rng),
            critic: shape.critic().initial(CRITIC_GAIN, rng),
            value_scale: ValueScale { mean: 0.0, spread: 1.0, known: false },
            shape,
        }
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
        let last = self.shape.critic().layers().last().expect("a network has a layer");
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
    use crate::network::Perceptron;
    use rand::RngExt;

    #[test]
    fn rescaling_leaves_every_value_as_it_was() {
        let mut rng = Pcg64::new(3, 1);
        let hidden = vec![8];
        let shape = Shape { space: ActionSpace::Vehicles, hidden, critic: Critic::Local, hints: false };
        let mut policy = Policy::random(shape, &mut rng);
        policy.rescale_values(&[-3.0, -1.0, 0.5]);
        let rows: Vec<f32> = (0..5 * FEATURES).map(|_| rng.random()).collect();
        let values = |policy: &Policy| -> Vec<f32> {
            let critic = Perceptron::new(&policy.shape.critic(), &policy.critic);
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
