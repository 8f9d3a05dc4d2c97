//! The seam between networks and everything else: what is known of them outside this crate, and in it by policies and their file.
//!
//! A network turns rows into outputs, each row for itself. Its weights lie in one flat array, which the optimizer, the gradient's norm
//! and the file walk; a gradient has the same layout. It ends with a linear layer, whose place is known, so that outputs can be scaled.
//! Behind the seam stands a perceptron. Another architecture takes its place by being named in this file: a network of its own, its
//! gradient, and the names and shapes of its tensors.

use std::ops::Range;

use rand_pcg::Pcg64;

use crate::backward::Backward;
use crate::perceptron::{Perceptron, Widths};

/// How a network is built, without its weights.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Architecture(Widths);

/// A part of the flat array that has a name and a shape of its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// Name, unique in the network.
    pub name: String,
    /// Sizes, `[input, output]` or `[output]`.
    pub shape: Vec<usize>,
    /// Place in the flat array.
    pub place: Range<usize>,
}

impl Architecture {
    /// Columns of a row, widths of the hidden layers, outputs of a row.
    pub fn new(inputs: usize, hidden: &[usize], outputs: usize) -> Self {
        Self(Widths::new(inputs, hidden, outputs))
    }

    /// Columns of a row.
    pub fn inputs(&self) -> usize {
        self.0.inputs()
    }

    /// Outputs of a row.
    pub fn outputs(&self) -> usize {
        self.0.outputs()
    }

    /// Random weights; `last_gain` is how wide the last layer's are, so that a policy starts almost uniform and a critic almost at its mean.
    pub fn initial(&self, last_gain: f32, rng: &mut Pcg64) -> Vec<f32> {
        self.0.initial(last_gain, rng)
    }

    /// The parts of the flat array, in order.
    pub fn parts(&self) -> impl Iterator<Item = Part> {
        self.0.layers().enumerate().flat_map(|(at, layer)| {
            let weight =
                Part { name: format!("{at}.weight"), shape: vec![layer.inputs, layer.outputs], place: layer.weights };
            [weight, Part { name: format!("{at}.bias"), shape: vec![layer.outputs], place: layer.biases }]
        })
    }

    /// Places of the last layer's weights and biases: scaled and shifted, they scale and shift the outputs.
    pub fn last_layer(&self) -> [Range<usize>; 2] {
        let last = self.0.layers().last().expect("a network has a layer");
        [last.weights, last.biases]
    }
}

/// A network ready to compute.
#[derive(Clone, Debug)]
pub struct Net(Perceptron);

impl Net {
    /// Of these weights, `[weight]`.
    pub fn new(architecture: &Architecture, weights: &[f32]) -> Self {
        Self(Perceptron::new(&architecture.0, weights))
    }

    /// Outputs for rows, `[row, output]`; `rows` is `[row, input]`. They do not depend on the number of threads.
    pub fn outputs(&self, rows: &[f32]) -> Vec<f32> {
        self.0.outputs(rows)
    }
}

/// Gradients of networks of one architecture, with scratch that stays.
#[derive(Clone, Debug)]
pub struct Gradient(Backward);

impl Gradient {
    /// Zeros.
    pub fn new(architecture: &Architecture) -> Self {
        Self(Backward::new(architecture.0.clone()))
    }

    /// Computes the gradient of a loss with respect to the weights; returns what `loss_gradient` does.
    ///
    /// `net` is made of `weights`, so that parts of a minibatch share it; `rows` is `[row, input]`; `loss_gradient` gets the outputs,
    /// `[row, output]`, and overwrites zeros of that shape with the loss's gradient with respect to them.
    pub fn compute<T>(
        &mut self,
        (net, weights): (&Net, &[f32]),
        rows: &[f32],
        loss_gradient: impl FnOnce(&[f32], &mut [f32]) -> T,
    ) -> T {
        self.0.gradient((&net.0, weights), rows, loss_gradient)
    }

    /// The last gradient, in the layout of the weights.
    pub fn flat(&self) -> &[f32] {
        self.0.flat()
    }

    /// Adds the last gradient of another part of the rows.
    pub fn add(&mut self, other: &Self) {
        self.0.add(&other.0);
    }
}
