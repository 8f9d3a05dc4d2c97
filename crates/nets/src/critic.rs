//! Who values a lane while a policy learns: weights, and what their output stands for.

use rand_pcg::Pcg64;

use crate::net::{Architecture, Net};
use crate::shape::Shape;

/// Spread of the last layer's initial weights: values start near their mean.
const GAIN: f32 = 0.3;
/// Share of the old in the running mean and spread of returns: an iteration moves them by a twentieth.
const SCALE_MEMORY: f32 = 0.95;
/// Smallest spread that returns are divided by.
const MIN_SPREAD: f32 = 1e-3;

/// A critic.
#[derive(Clone, Debug, PartialEq)]
pub struct Critic {
    /// Weights, in the layout of [`Shape::critic`].
    pub weights: Vec<f32>,
    /// What the output stands for.
    pub scale: ValueScale,
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

impl Critic {
    /// Random weights.
    pub fn random(shape: &Shape, rng: &mut Pcg64) -> Self {
        let scale = ValueScale { mean: 0.0, spread: 1.0, known: false };
        Self { weights: shape.critic().initial(GAIN, rng), scale }
    }

    /// The network.
    pub fn net(&self, shape: &Shape) -> Net {
        Net::new(&shape.critic(), &self.weights)
    }

    /// Brings the value scale up to date with the mean and spread of new returns, and rewrites the last layer so that values stay what they
    /// were.
    ///
    /// van Hasselt et al. (2016), "Learning values across many orders of magnitude" (Pop-Art), equation 9.
    pub fn rescale(&mut self, architecture: &Architecture, (mean, spread): (f32, f32)) {
        let old = self.scale;
        let spread = spread.max(MIN_SPREAD);
        let mix = |old: f32, new: f32| SCALE_MEMORY * old + (1.0 - SCALE_MEMORY) * new;
        let new = if old.known {
            ValueScale { mean: mix(old.mean, mean), spread: mix(old.spread, spread), known: true }
        } else {
            ValueScale { mean, spread, known: true }
        };
        let [weights, biases] = architecture.last_layer();
        for weight in &mut self.weights[weights] {
            *weight *= old.spread / new.spread;
        }
        for bias in &mut self.weights[biases] {
            *bias = (*bias * old.spread + old.mean - new.mean) / new.spread;
        }
        self.scale = new;
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::places::Places;
    use crate::shape::{CriticView, Kind, Space};
    use rand::RngExt;

    #[test]
    fn rescaling_leaves_every_value_as_it_was() {
        let mut rng = Pcg64::new(3, 1);
        let space = Space { name: "toy".into(), choices: 7, choice_features: 0 };
        let shape = Shape {
            lane_features: 9,
            space,
            hidden: vec![8],
            critic: CriticView::Local,
            kind: Kind::Lane,
            adapters: None,
            hints: false,
        };
        let mut critic = Critic::random(&shape, &mut rng);
        critic.rescale(&shape.critic(), (-1.2, 1.4));
        let rows: Vec<f32> = (0..5 * 9).map(|_| rng.random()).collect();
        let values = |critic: &Critic| -> Vec<f32> {
            critic
                .net(&shape)
                .outputs(&rows, &Places::default())
                .into_iter()
                .map(|output| critic.scale.value(output))
                .collect()
        };
        let before = values(&critic);
        critic.rescale(&shape.critic(), (200.0, 80.0));
        assert!(critic.scale.mean > 0.0, "{:?}", critic.scale);
        for (before, after) in before.iter().zip(values(&critic)) {
            assert!((before - after).abs() < 1e-4, "{before} became {after}");
        }
    }
}
