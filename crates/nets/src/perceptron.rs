//! A small multilayer perceptron over weights that lie in one flat array.
//!
//! The flat array is the truth: the optimizer, the global gradient norm and the checkpoint walk it, and a gradient has the same
//! layout. Each forward pass copies it into padded layers, 40 kB beside products of megaflops. Products are this crate's own (see
//! `product.rs`): at these widths a framework's time goes into tensors, not into arithmetic. They run on the calling thread, so
//! the same rows give the same bytes whatever the number of threads. What it costs is that only perceptrons can be trained; their
//! backward pass is written out in `backward.rs`. Nothing outside sees them but `net.rs`.

use std::ops::Range;

use rand::RngExt;
use rand_distr::StandardNormal;
use rand_pcg::Pcg64;

use crate::product::{Left, Product, padded};

/// Slope of the activation below 0.
pub(crate) const LEAK: f32 = 0.01;
/// Spread of initial weights times sqrt(inputs): He et al. (2015), "Delving Deep into Rectifiers", sqrt(2) for rectifiers.
const GAIN: f32 = std::f32::consts::SQRT_2;

/// Widths of the layers, inputs first, outputs last.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Widths(Vec<usize>);

impl Widths {
    /// Inputs, hidden layers, outputs.
    pub fn new(inputs: usize, hidden: &[usize], outputs: usize) -> Self {
        Self([&[inputs], hidden, &[outputs]].concat())
    }

    /// Number of inputs.
    pub fn inputs(&self) -> usize {
        self.0[0]
    }

    /// Number of outputs.
    pub fn outputs(&self) -> usize {
        self.0[self.0.len() - 1]
    }

    /// Number of weights and biases.
    pub fn n_parameters(&self) -> usize {
        self.layers().last().map_or(0, |layer| layer.biases.end)
    }

    /// Where each layer lies in the flat array.
    pub fn layers(&self) -> impl Iterator<Item = Layer> {
        let mut start = 0;
        self.0.windows(2).map(move |pair| {
            let weights = start..start + pair[0] * pair[1];
            start = weights.end + pair[1];
            Layer { inputs: pair[0], outputs: pair[1], biases: weights.end..start, weights }
        })
    }

    /// Random weights and zero biases; the last layer's weights are `last_gain / sqrt(inputs)` wide, so that a policy starts almost
    /// uniform and a critic almost at its mean.
    pub fn initial(&self, last_gain: f32, rng: &mut Pcg64) -> Vec<f32> {
        let mut flat = vec![0.0; self.n_parameters()];
        for (at, layer) in self.layers().enumerate() {
            let gain = if at + 2 == self.0.len() { last_gain } else { GAIN };
            let spread = gain / (layer.inputs as f32).sqrt();
            flat[layer.weights].fill_with(|| spread * rng.sample::<f32, _>(StandardNormal));
        }
        flat
    }
}

/// A layer's place in the flat array.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Layer {
    /// Number of inputs.
    pub inputs: usize,
    /// Number of outputs.
    pub outputs: usize,
    /// Weights, `[input, output]`.
    pub weights: Range<usize>,
    /// Biases, `[output]`.
    pub biases: Range<usize>,
}

/// A network ready to compute: leaky ReLU between linear layers.
#[derive(Clone, Debug)]
pub struct Perceptron {
    layers: Vec<Dense>,
}

/// A linear layer with its columns padded.
#[derive(Clone, Debug)]
struct Dense {
    /// Length of its input rows, at least as many as there are inputs.
    stride: usize,
    /// `[input, padded output]`
    weights: Vec<f32>,
    /// `[padded output]`
    biases: Vec<f32>,
    /// Slope of its activation below 0.
    leak: f32,
    outputs: usize,
}

impl Perceptron {
    /// A network with these weights.
    pub fn new(widths: &Widths, flat: &[f32]) -> Self {
        let mut stride = widths.inputs();
        let mut layers: Vec<Dense> = Vec::new();
        for layer in widths.layers() {
            let width = padded(layer.outputs);
            let mut weights = vec![0.0; layer.inputs * width];
            for (row, values) in weights.chunks_exact_mut(width).zip(flat[layer.weights].chunks_exact(layer.outputs)) {
                row[..layer.outputs].copy_from_slice(values);
            }
            let mut biases = flat[layer.biases].to_vec();
            biases.resize(width, 0.0);
            layers.push(Dense { stride, weights, biases, leak: LEAK, outputs: layer.outputs });
            stride = width;
        }
        layers.last_mut().expect("a network has a layer").leak = 1.0;
        Self { layers }
    }

    /// Outputs for rows, `[row, output]`; `rows` is `[row, input]`.
    pub fn outputs(&self, rows: &[f32]) -> Vec<f32> {
        let mut outputs = Vec::new();
        self.forward(rows, &mut outputs);
        self.unpadded(outputs.last().expect("a network has a layer"))
    }

    /// Outputs of every layer, `[layer][row, padded output]`.
    pub(crate) fn forward(&self, rows: &[f32], outputs: &mut Vec<Vec<f32>>) {
        let n_rows = rows.len() / self.layers[0].stride;
        outputs.resize_with(self.layers.len(), Vec::new);
        for (at, layer) in self.layers.iter().enumerate() {
            let (before, here) = outputs.split_at_mut(at);
            let values = before.last().map_or(rows, Vec::as_slice);
            let (left, out) = (Left::Rows { values, stride: layer.stride }, &mut here[0]);
            out.resize(n_rows * layer.biases.len(), 0.0);
            Product { left, right: &layer.weights, biases: &layer.biases, leak: layer.leak, out }.compute();
        }
    }

    /// The last layer's outputs without padding, `[row, output]`.
    pub(crate) fn unpadded(&self, outputs: &[f32]) -> Vec<f32> {
        let last = &self.layers[self.layers.len() - 1];
        let mut packed = Vec::with_capacity(outputs.len() / last.biases.len() * last.outputs);
        for row in outputs.chunks_exact(last.biases.len()) {
            packed.extend_from_slice(&row[..last.outputs]);
        }
        packed
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn small() -> (Widths, Vec<f32>, Vec<f32>) {
        let widths = Widths::new(3, &[5, 4], 2);
        let mut rng = Pcg64::new(1, 2);
        let flat = widths.initial(1.0, &mut rng);
        let rows = (0..4 * 3).map(|_| rng.random_range(-1.0..1.0)).collect();
        (widths, flat, rows)
    }

    /// The same by two loops a layer.
    fn naive_forward(widths: &Widths, flat: &[f32], rows: &[f32]) -> Vec<f32> {
        let n_layers = widths.layers().count();
        rows.chunks(widths.inputs())
            .flat_map(|row| {
                let mut values = row.to_vec();
                for (at, layer) in widths.layers().enumerate() {
                    let weights = &flat[layer.weights];
                    values = (0..layer.outputs)
                        .map(|j| {
                            let sum: f32 = (0..layer.inputs).map(|i| values[i] * weights[i * layer.outputs + j]).sum();
                            let sum = sum + flat[layer.biases.start + j];
                            if at + 1 < n_layers && sum < 0.0 { 0.01 * sum } else { sum }
                        })
                        .collect();
                }
                values
            })
            .collect()
    }

    #[test]
    fn outputs_are_those_of_plain_loops() {
        let (widths, mut flat, rows) = small();
        for (at, weight) in flat.iter_mut().enumerate() {
            *weight += 0.01 * at as f32;
        }
        for (value, expected) in
            Perceptron::new(&widths, &flat).outputs(&rows).iter().zip(naive_forward(&widths, &flat, &rows))
        {
            assert!((value - expected).abs() < 1e-5, "{value} instead of {expected}");
        }
    }
}
