//! How a block is built: the widths of its layers, where each lies among its weights, and what they begin with.

use std::ops::Range;
use std::sync::Arc;

use rand::RngExt;
use rand_distr::StandardNormal;
use rand_pcg::Pcg64;

/// Slope of the rectifier below 0.
pub(crate) const LEAK: f32 = 0.01;
/// Spread of initial weights times sqrt(inputs): He et al. (2015), "Delving Deep into Rectifiers", sqrt(2) for rectifiers.
const GAIN: f32 = std::f32::consts::SQRT_2;

/// Widths of the layers, and whether a rectifier ends them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Widths {
    /// Inputs first, outputs last.
    widths: Arc<[usize]>,
    pub(super) rectified: bool,
}

/// A layer's place in the block's weights.
#[derive(Clone, Debug)]
pub(crate) struct Layer {
    /// Number of inputs.
    pub inputs: usize,
    /// Number of outputs.
    pub outputs: usize,
    /// Weights, `[input, output]`.
    pub weights: Range<usize>,
    /// Biases, `[output]`.
    pub biases: Range<usize>,
    /// Slope of its rectifier below 0; 1 where it has none.
    pub leak: f32,
}

impl Widths {
    /// Inputs, hidden layers, outputs; no rectifier after the last.
    pub fn new(inputs: usize, hidden: &[usize], outputs: usize) -> Self {
        Self { widths: [&[inputs], hidden, &[outputs]].concat().into(), rectified: false }
    }

    /// The same with a rectifier after the last layer.
    pub fn with_rectifier(self) -> Self {
        Self { rectified: true, ..self }
    }

    /// Number of inputs.
    pub fn inputs(&self) -> usize {
        self.widths[0]
    }

    /// Number of outputs.
    pub fn outputs(&self) -> usize {
        self.widths[self.widths.len() - 1]
    }

    /// Number of weights and biases.
    pub fn n_weights(&self) -> usize {
        self.widths.windows(2).map(|pair| (pair[0] + 1) * pair[1]).sum()
    }

    /// Where each layer lies.
    pub fn layers(&self) -> impl Iterator<Item = Layer> {
        let (mut start, last) = (0, self.widths.len() - 2);
        self.widths.windows(2).enumerate().map(move |(at, pair)| {
            let weights = start..start + pair[0] * pair[1];
            start = weights.end + pair[1];
            let leak = if at < last || self.rectified { LEAK } else { 1.0 };
            Layer { inputs: pair[0], outputs: pair[1], biases: weights.end..start, weights, leak }
        })
    }

    /// Random weights and zero biases; those of a layer without a rectifier are `last_gain / sqrt(inputs)` wide.
    pub fn initial(&self, last_gain: f32, rng: &mut Pcg64) -> Vec<f32> {
        let mut weights = vec![0.0; self.n_weights()];
        for layer in self.layers() {
            let gain = if layer.leak < 1.0 { GAIN } else { last_gain };
            let spread = gain / (layer.inputs as f32).sqrt();
            weights[layer.weights].fill_with(|| spread * rng.sample::<f32, _>(StandardNormal));
        }
        weights
    }
}
