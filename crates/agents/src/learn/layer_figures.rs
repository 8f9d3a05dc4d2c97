//! What the layers of a network tell about how it learns: how long their gradients are, and which units do no more than leak.
//!
//! They are of the first pass over an iteration's experience, which is always made: there an update still sees the policy that acted. It costs
//! one more norm of each gradient and a comparison a row and hidden unit, 4 microseconds a minibatch of 512 rows, in one pass of several: a few
//! thousandths of an update.

use linehaul_nets::adam::norm;
use linehaul_nets::net::{Architecture, Layer};
use serde::{Deserialize, Serialize};

use crate::learn::not_finite::Role;

/// A layer's figures.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct LayerFigures {
    /// Whose layer it is.
    pub network: Role,
    /// Its name, as in checkpoints.
    pub layer: String,
    /// Mean norm of its gradient over minibatches, before the network's is shortened.
    pub gradient: f64,
    /// Share of its units that were below 0 on all rows, 0 to 1; none where no rectifier follows.
    pub dead: Option<f64>,
}

/// A network's figures.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct NetworkFigures {
    /// Mean norm of its gradient over minibatches, before it is shortened.
    pub gradient: f64,
    /// Share of its hidden units that were below 0 on all rows, 0 to 1.
    pub dead: f64,
    /// Passes made, with the part of the last.
    pub passes: f64,
    /// `[layer]`
    pub layers: Vec<LayerFigures>,
}

impl NetworkFigures {
    /// Means over networks of one architecture; weights sum to 1.
    pub fn mean<'a>(figures: impl Iterator<Item = (f64, &'a Self)>) -> Self {
        let mut mean = Self::default();
        for (weight, figures) in figures {
            mean.gradient += weight * figures.gradient;
            mean.dead += weight * figures.dead;
            mean.passes += weight * figures.passes;
            if mean.layers.is_empty() {
                let nothing = |layer: &LayerFigures| LayerFigures {
                    gradient: 0.0,
                    dead: layer.dead.and(Some(0.0)),
                    ..layer.clone()
                };
                mean.layers = figures.layers.iter().map(nothing).collect();
            }
            for (mean, layer) in mean.layers.iter_mut().zip(&figures.layers) {
                mean.gradient += weight * layer.gradient;
                mean.dead = mean.dead.zip(layer.dead).map(|(mean, dead)| mean + weight * dead);
            }
        }
        mean
    }
}

/// A network's figures while it makes its passes.
pub struct Gathered {
    layers: Vec<Layer>,
    /// Sums over the steps of the first pass: of the network's norms, and of its layers', `[layer]`.
    norm: f64,
    norms: Vec<f64>,
    first_steps: u32,
    steps: u32,
}

impl Gathered {
    /// Before the first step.
    pub fn new(architecture: &Architecture) -> Self {
        let layers: Vec<Layer> = architecture.layers().collect();
        Self { norms: vec![0.0; layers.len()], layers, norm: 0.0, first_steps: 0, steps: 0 }
    }

    /// A step of a pass was made by a gradient with this norm.
    pub fn add(&mut self, pass: usize, total: f32, gradient: &[f32]) {
        self.steps += 1;
        if pass == 0 {
            self.first_steps += 1;
            self.norm += f64::from(total);
            for (sum, layer) in self.norms.iter_mut().zip(&self.layers) {
                *sum += f64::from(norm(&gradient[layer.place.clone()]));
            }
        }
    }

    /// All of it, with the largest output of each hidden unit in the first pass, in passes of so many steps.
    pub fn figures(self, role: Role, steps_of_pass: usize, peaks: &[f32]) -> NetworkFigures {
        let n = f64::from(self.first_steps.max(1));
        let dead = |peaks: &[f32]| peaks.iter().filter(|peak| **peak < 0.0).count() as f64 / peaks.len().max(1) as f64;
        let layers = self.layers.into_iter().zip(self.norms).map(|(layer, sum)| {
            let peaks = peaks.get(layer.units).filter(|peaks| !peaks.is_empty());
            LayerFigures { network: role, layer: layer.name, gradient: sum / n, dead: peaks.map(dead) }
        });
        NetworkFigures {
            gradient: self.norm / n,
            dead: dead(peaks),
            passes: f64::from(self.steps) / steps_of_pass.max(1) as f64,
            layers: layers.collect(),
        }
    }
}
