//! The gradient of a loss with respect to a network's weights: a forward pass that keeps what it needs, and one back.
//!
//! Back-propagation (Rumelhart, Hinton and Williams 1986, "Learning representations by back-propagating errors"): with a layer's inputs
//! X, its weights W and the loss's gradient G with respect to its sums, the weights' gradient is X^T G, the biases' the sum of G's
//! rows, and the inputs' G W^T. Buffers stay between minibatches: fresh ones would cost as much as a product.

use pulp::Arch;

use crate::perceptron::{LEAK, Layer, Perceptron, Widths};
use crate::product::{Left, Product, padded};

/// Gradients of one network, with scratch.
#[derive(Clone, Debug)]
pub struct Backward {
    widths: Widths,
    /// Outputs of each layer, `[layer][row, padded output]`.
    outputs: Vec<Vec<f32>>,
    /// The loss's gradient with respect to a layer's sums, `[row, padded output]`, and to its inputs.
    back: Vec<f32>,
    further_back: Vec<f32>,
    /// A layer's weights turned, `[output, padded input]`.
    turned: Vec<f32>,
    /// The gradient of a layer's weights, `[input, padded output]`, and biases, `[padded output]`.
    weights: Vec<f32>,
    biases: Vec<f32>,
    /// As many as the widest layer has columns.
    zeros: Vec<f32>,
    /// In the layout of the flat array.
    gradient: Vec<f32>,
}

impl Backward {
    /// For networks of these widths.
    pub fn new(widths: Widths) -> Self {
        let gradient = vec![0.0; widths.n_parameters()];
        let [back, further_back, turned, weights, biases] = [const { Vec::new() }; 5];
        let widest = widths.layers().map(|layer| padded(layer.inputs.max(layer.outputs))).max();
        let zeros = vec![0.0; widest.unwrap_or(0)];
        Self { widths, outputs: Vec::new(), back, further_back, turned, weights, biases, zeros, gradient }
    }

    /// Computes the gradient of a loss with respect to the weights; returns what `loss_gradient` does.
    ///
    /// `network` is made of the weights `flat`, so that parts of a minibatch share it; `rows` is `[row, input]`; `loss_gradient` gets the outputs, `[row, output]`, and overwrites zeros of that shape with the loss's
    /// gradient with respect to them. What a policy's or a critic's loss looks like is plain arithmetic per row, written out beside
    /// its test.
    pub fn gradient<T>(
        &mut self,
        (network, flat): (&Perceptron, &[f32]),
        rows: &[f32],
        loss_gradient: impl FnOnce(&[f32], &mut [f32]) -> T,
    ) -> T {
        network.forward(rows, &mut self.outputs);
        let values = network.unpadded(&self.outputs[self.outputs.len() - 1]);
        let mut constant = vec![0.0; values.len()];
        let told = loss_gradient(&values, &mut constant);
        self.start_back(&constant);
        let layers: Vec<Layer> = self.widths.layers().collect();
        for (at, layer) in layers.iter().enumerate().rev() {
            self.sum_biases((at + 1 < layers.len()).then_some(at), padded(layer.outputs));
            let (values, stride) = match at.checked_sub(1) {
                Some(before) => (self.outputs[before].as_slice(), padded(layer.inputs)),
                None => (rows, layer.inputs),
            };
            self.weights.resize(layer.inputs * padded(layer.outputs), 0.0);
            let left = Left::Columns { values, stride };
            let zeros = &self.zeros[..padded(layer.outputs)];
            Product { left, right: &self.back, biases: zeros, leak: 1.0, out: &mut self.weights }.compute();
            for (to, from) in (self.gradient[layer.weights.clone()].chunks_exact_mut(layer.outputs))
                .zip(self.weights.chunks_exact(padded(layer.outputs)))
            {
                to.copy_from_slice(&from[..layer.outputs]);
            }
            self.gradient[layer.biases.clone()].copy_from_slice(&self.biases[..layer.outputs]);
            if at > 0 {
                self.step_back(layer, flat);
            }
        }
        told
    }

    /// The last gradient, in the layout of the flat array.
    pub fn flat(&self) -> &[f32] {
        &self.gradient
    }

    /// Adds the last gradient of another part of the rows.
    pub fn add(&mut self, other: &Self) {
        for (sum, more) in self.gradient.iter_mut().zip(&other.gradient) {
            *sum += more;
        }
    }

    /// Pads the loss's gradient, `[row, output]`.
    fn start_back(&mut self, loss_gradient: &[f32]) {
        let outputs = self.widths.outputs();
        self.back.clear();
        self.back.resize(loss_gradient.len() / outputs * padded(outputs), 0.0);
        for (to, from) in self.back.chunks_exact_mut(padded(outputs)).zip(loss_gradient.chunks_exact(outputs)) {
            to[..outputs].copy_from_slice(from);
        }
    }

    /// From the gradient of a layer's outputs to that of its sums, if it has an activation, and to that of its biases.
    fn sum_biases(&mut self, activated: Option<usize>, width: usize) {
        self.biases.clear();
        self.biases.resize(width, 0.0);
        let (back, biases) = (&mut self.back, &mut self.biases);
        // An output has the sign of its sum, so the slope can be told from it.
        let outputs = activated.map(|layer| self.outputs[layer].as_slice());
        Arch::new().dispatch(|| {
            if let Some(outputs) = outputs {
                for (back, output) in back.iter_mut().zip(outputs) {
                    *back *= if *output < 0.0 { LEAK } else { 1.0 };
                }
            }
            for row in back.chunks_exact(width) {
                for (sum, back) in biases.iter_mut().zip(row) {
                    *sum += back;
                }
            }
        });
    }

    /// From the gradient of a layer's sums to that of its inputs.
    fn step_back(&mut self, layer: &Layer, flat: &[f32]) {
        let (width, n_rows) = (padded(layer.inputs), self.back.len() / padded(layer.outputs));
        self.turned.clear();
        self.turned.resize(layer.outputs * width, 0.0);
        for (input, weights) in flat[layer.weights.clone()].chunks_exact(layer.outputs).enumerate() {
            for (output, weight) in weights.iter().enumerate() {
                self.turned[output * width + input] = *weight;
            }
        }
        self.further_back.resize(n_rows * width, 0.0);
        let left = Left::Rows { values: &self.back, stride: padded(layer.outputs) };
        let zeros = &self.zeros[..width];
        Product { left, right: &self.turned, biases: zeros, leak: 1.0, out: &mut self.further_back }.compute();
        std::mem::swap(&mut self.back, &mut self.further_back);
    }
}

#[cfg(test)]
mod tests {
    use rand::RngExt;
    use rand_pcg::Pcg64;

    use super::*;

    fn small() -> (Widths, Vec<f32>, Vec<f32>) {
        let widths = Widths::new(3, &[5, 4], 2);
        let mut rng = Pcg64::new(1, 2);
        let flat = widths.initial(1.0, &mut rng);
        let rows = (0..4 * 3).map(|_| rng.random_range(-1.0..1.0)).collect();
        (widths, flat, rows)
    }

    /// Loss: half the sum of squared outputs, whose gradient with respect to the outputs is the outputs.
    #[test]
    fn gradients_are_those_of_finite_differences() {
        let (widths, flat, rows) = small();
        let loss = |flat: &[f32]| {
            Perceptron::new(&widths, flat).outputs(&rows).iter().map(|y| f64::from(y * y) / 2.0).sum::<f64>()
        };
        let mut backward = Backward::new(widths.clone());
        let network = Perceptron::new(&widths, &flat);
        backward.gradient((&network, &flat), &rows, |outputs, gradient| gradient.copy_from_slice(outputs));
        let gradient = backward.flat().to_vec();
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
