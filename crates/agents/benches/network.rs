//! Forward and backward of a policy's network: Burn against loops over the same products written by hand.
//!
//! Items are rows. Both get gathered rows and give the flat gradient; the hand-written one multiplies with ndarray, as a reader would
//! write it first.

use divan::Bencher;
use divan::counter::ItemsCount;
use linehaul_agents::network::{Perceptron, Widths, gradient};
use ndarray::{Array1, Array2, ArrayView2, Axis};
use rand::RngExt;
use rand_pcg::Pcg64;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Rows of an hour of a crew, of a minibatch, and more.
const ROWS: [usize; 3] = [128, 512, 2048];

fn main() {
    divan::main();
}

fn setup(rows: usize) -> (Widths, Vec<f32>, Vec<f32>) {
    let mut rng = Pcg64::new(1, 1);
    let widths = Widths::new(73, &[64, 64], 6);
    let flat = widths.initial(1.0, &mut rng);
    let rows = (0..rows * 73).map(|_| rng.random()).collect();
    (widths, flat, rows)
}

#[divan::bench(args = ROWS)]
fn burn_forward(bencher: Bencher, n: usize) {
    let (widths, flat, rows) = setup(n);
    let network = Perceptron::new(&widths, &flat);
    bencher.counter(ItemsCount::new(n)).with_inputs(|| rows.clone()).bench_values(|rows| network.outputs(rows));
}

#[divan::bench(args = ROWS)]
fn hand_forward(bencher: Bencher, n: usize) {
    let (widths, flat, rows) = setup(n);
    let network = Hand::new(&widths, &flat);
    let rows = Array2::from_shape_vec((n, 73), rows).unwrap();
    bencher.counter(ItemsCount::new(n)).bench(|| network.forward(&rows.view()).pop());
}

#[divan::bench(args = ROWS)]
fn burn_gradient(bencher: Bencher, n: usize) {
    let (widths, flat, rows) = setup(n);
    let run = |rows| gradient(&widths, &flat, rows, <[f32]>::to_vec);
    bencher.counter(ItemsCount::new(n)).with_inputs(|| rows.clone()).bench_values(run);
}

#[divan::bench(args = ROWS)]
fn hand_gradient(bencher: Bencher, n: usize) {
    let (widths, flat, rows) = setup(n);
    let rows = Array2::from_shape_vec((n, 73), rows).unwrap();
    bencher.counter(ItemsCount::new(n)).bench(|| Hand::new(&widths, &flat).gradient(&rows.view()));
}

struct Hand {
    layers: Vec<(Array2<f32>, Array1<f32>)>,
}

impl Hand {
    fn new(widths: &Widths, flat: &[f32]) -> Self {
        let layers = widths.layers().map(|layer| {
            let weights = flat[layer.weights].to_vec();
            let weights = Array2::from_shape_vec((layer.inputs, layer.outputs), weights).unwrap();
            (weights, Array1::from(flat[layer.biases].to_vec()))
        });
        Self { layers: layers.collect() }
    }

    /// Outputs of every layer.
    fn forward(&self, rows: &ArrayView2<'_, f32>) -> Vec<Array2<f32>> {
        let mut outputs: Vec<Array2<f32>> = Vec::new();
        for (at, (weights, biases)) in self.layers.iter().enumerate() {
            let inputs = outputs.last().map_or(rows.view(), |last| last.view());
            let mut output = inputs.dot(weights) + biases;
            if at + 1 < self.layers.len() {
                output.mapv_inplace(|x| x.max(0.01 * x));
            }
            outputs.push(output);
        }
        outputs
    }

    /// Of half the sum of squared outputs.
    fn gradient(&self, rows: &ArrayView2<'_, f32>) -> Vec<f32> {
        let outputs = self.forward(rows);
        let mut back = outputs[outputs.len() - 1].clone();
        let mut parts = Vec::new();
        for at in (0..self.layers.len()).rev() {
            if at + 1 < self.layers.len() {
                back.zip_mut_with(&outputs[at], |gradient, output| *gradient *= if *output < 0.0 { 0.01 } else { 1.0 });
            }
            let inputs = if at == 0 { rows.view() } else { outputs[at - 1].view() };
            parts.push((inputs.t().dot(&back), back.sum_axis(Axis(0))));
            if at > 0 {
                back = back.dot(&self.layers[at].0.t());
            }
        }
        parts.into_iter().rev().flat_map(|(weights, biases)| weights.into_iter().chain(biases)).collect()
    }
}
