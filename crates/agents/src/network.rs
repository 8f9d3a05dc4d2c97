//! A small multilayer perceptron in Burn over weights that lie in one flat array.
//!
//! The flat array is the truth: the optimizer, the global gradient norm and the checkpoint walk it, and a gradient has the same
//! layout. Burn's tensors are built from it for each product, a copy of 40 kB beside products of megaflops, and leave no state
//! behind: no parameter ids, no graph shared by two threads, nothing to restore but numbers. Products run on the calling thread,
//! so the same rows give the same bytes whatever the number of threads.

use std::ops::Range;

use burn::module::{Module, Param};
use burn::nn::Linear;
use burn::tensor::activation::leaky_relu;
use burn::tensor::{Device, Tensor, TensorData};
use rand::RngExt;
use rand_distr::StandardNormal;
use rand_pcg::Pcg64;

/// Slope of the activation below 0.
const LEAK: f64 = 0.01;
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

/// The network as Burn computes it: leaky ReLU between linear layers.
#[derive(Module, Debug)]
pub struct Perceptron {
    layers: Vec<Linear>,
}

impl Perceptron {
    /// A network for outputs alone, without gradients.
    pub fn new(widths: &Widths, flat: &[f32]) -> Self {
        Self::on(&Device::flex(), widths, flat)
    }

    /// Outputs for rows, `[row, output]`; `rows` is `[row, input]`.
    pub fn outputs(&self, rows: Vec<f32>) -> Vec<f32> {
        let inputs = self.layers[0].weight.val().dims()[0];
        self.forward(matrix(rows, inputs, &Device::flex())).into_data().try_into_vec().expect(FLOATS)
    }

    fn on(device: &Device, widths: &Widths, flat: &[f32]) -> Self {
        let layers = widths.layers().map(|layer| {
            let weight = TensorData::new(flat[layer.weights].to_vec(), [layer.inputs, layer.outputs]);
            let bias = TensorData::new(flat[layer.biases].to_vec(), [layer.outputs]);
            Linear {
                weight: Param::from_tensor(Tensor::from_data(weight, device)),
                bias: Some(Param::from_tensor(Tensor::from_data(bias, device))),
            }
        });
        Self { layers: layers.collect() }
    }

    fn forward(&self, rows: Tensor<2>) -> Tensor<2> {
        let (last, hidden) = self.layers.split_last().expect("a network has a layer");
        last.forward(hidden.iter().fold(rows, |rows, layer| leaky_relu(layer.forward(rows), LEAK)))
    }
}

/// Gradient of a loss with respect to the weights, in the layout of the flat array.
///
/// `loss_gradient` gets the outputs, `[row, output]`, and returns the loss's gradient with respect to them. What a policy's or a
/// critic's loss looks like is plain arithmetic per row, written out beside its test; Burn does the rest.
pub fn gradient(
    widths: &Widths,
    flat: &[f32],
    rows: Vec<f32>,
    loss_gradient: impl FnOnce(&[f32]) -> Vec<f32>,
) -> Vec<f32> {
    let device = Device::flex().autodiff();
    let network = Perceptron::on(&device, widths, flat);
    let outputs = network.forward(matrix(rows, widths.inputs(), &device));
    let values: Vec<f32> = outputs.clone().inner().into_data().try_into_vec().expect(FLOATS);
    // The gradient of sum(outputs x constant) with respect to the outputs is the constant.
    let constant = matrix(loss_gradient(&values), widths.outputs(), &device);
    let gradients = (outputs * constant).sum().backward();
    let mut flat_gradient = Vec::with_capacity(flat.len());
    for layer in &network.layers {
        let weight = layer.weight.val().grad(&gradients).expect(TRACKED);
        let bias = layer.bias.as_ref().expect("every layer has biases").val().grad(&gradients).expect(TRACKED);
        flat_gradient.extend(weight.into_data().try_into_vec::<f32>().expect(FLOATS));
        flat_gradient.extend(bias.into_data().try_into_vec::<f32>().expect(FLOATS));
    }
    flat_gradient
}

const FLOATS: &str = "tensors are of f32";
const TRACKED: &str = "every parameter is tracked";

fn matrix(values: Vec<f32>, columns: usize, device: &Device) -> Tensor<2> {
    let rows = values.len() / columns;
    Tensor::from_data(TensorData::new(values, [rows, columns]), device)
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
            Perceptron::new(&widths, &flat).outputs(rows.clone()).iter().zip(naive_forward(&widths, &flat, &rows))
        {
            assert!((value - expected).abs() < 1e-5, "{value} instead of {expected}");
        }
    }

    /// Loss: half the sum of squared outputs, whose gradient with respect to the outputs is the outputs.
    #[test]
    fn gradients_are_those_of_finite_differences() {
        let (widths, flat, rows) = small();
        let loss = |flat: &[f32]| {
            Perceptron::new(&widths, flat).outputs(rows.clone()).iter().map(|y| f64::from(y * y) / 2.0).sum::<f64>()
        };
        let gradient = gradient(&widths, &flat, rows.clone(), <[f32]>::to_vec);
        assert_eq!(gradient.len(), flat.len());
        for at in 0..flat.len() {
            let moved = |by: f32| {
                let mut flat = flat.clone();
                flat[at] += by;
                loss(&flat)
            };
            let slope = (moved(5e-3) - moved(-5e-3)) / 1e-2;
            assert!(
                (slope - f64::from(gradient[at])).abs() < 2e-3 * (1.0 + slope.abs()),
                "{at}: {slope} {}",
                gradient[at]
            );
        }
    }
}
