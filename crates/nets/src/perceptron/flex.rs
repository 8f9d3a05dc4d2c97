//! The block on the processor: both ways by this crate's products, which are faster than a library's at these widths
//! ([`crate::product`]).
//!
//! They run on the calling thread and sum in a fixed order, so the same rows give the same bytes whatever the number of threads.

#![expect(clippy::inline_always, reason = "only what is inlined is compiled for the registers that pulp found")]

use std::cell::RefCell;

use burn::backend::tensor::FloatTensor;
use burn::backend::{Flex, TensorMetadata};
use burn::tensor::TensorData;
use pulp::Arch;

use super::operation::{Kept, Kernels, Slopes};
use super::widths::{LEAK, Layer, Widths};
use crate::buffers;
use crate::product::{Left, Product, padded};

thread_local! {
    /// Arrays to be used again.
    static SCRATCH: RefCell<Scratch> = RefCell::default();
}

/// What a thread calculates with.
#[derive(Default)]
struct Scratch {
    /// The loss's gradient with respect to a layer's sums, `[row, padded output]`, and to its inputs.
    back: Vec<f32>,
    further_back: Vec<f32>,
    /// A layer's weights, `[input, padded output]`, its biases, `[padded output]`, and its weights turned, `[output, padded input]`.
    weights: Vec<f32>,
    biases: Vec<f32>,
    turned: Vec<f32>,
    /// The gradient of a layer's weights, `[input, padded output]`, and biases, `[padded output]`.
    of_weights: Vec<f32>,
    of_biases: Vec<f32>,
    /// As many as the widest layer has columns.
    zeros: Vec<f32>,
}

impl Kernels for Flex {
    fn layers(rows: &FloatTensor<Self>, weights: &FloatTensor<Self>, widths: &Widths) -> Vec<FloatTensor<Self>> {
        let (rows, weights) = (whole(rows), whole(weights));
        SCRATCH.with_borrow_mut(|scratch| {
            let mut outputs: Vec<Vec<f32>> = Vec::new();
            let mut stride = widths.inputs();
            let n_rows = rows.shape().dims::<2>()[0];
            for layer in widths.layers() {
                let width = padded(layer.outputs);
                let mut out = buffers::take(n_rows * width);
                let left = Left::Rows { values: outputs.last().map_or_else(|| rows.storage(), Vec::as_slice), stride };
                let (right, biases) = scratch.padded(&layer, weights.storage());
                Product { left, right, biases, leak: layer.leak, out: &mut out }.compute();
                outputs.push(out);
                stride = width;
            }
            let last = outputs.pop().expect("a network has a layer");
            let mut tensors: Vec<_> = outputs.into_iter().map(flat).collect();
            tensors.push(tensor(without_padding(&last, widths.outputs()), widths.outputs()));
            buffers::give(last);
            tensors
        })
    }

    fn outputs(rows: FloatTensor<Self>, weights: &FloatTensor<Self>, widths: &Widths) -> FloatTensor<Self> {
        let mut outputs = Self::layers(&rows, weights, widths);
        let last = outputs.pop().expect("a network has a layer");
        outputs.into_iter().map(values).for_each(buffers::give);
        give_back(rows);
        last
    }

    fn slopes(kept: Kept<Self>, of_outputs: FloatTensor<Self>, rows_wanted: bool) -> Slopes<Self> {
        let Kept { rows, weights, mut outputs, widths } = kept;
        let (rows, weights, of_outputs) = (into_whole(rows), whole(&weights), whole(&of_outputs));
        let last = outputs.pop().expect("a network has a layer");
        let outputs: Vec<Vec<f32>> = outputs.into_iter().map(values).collect();
        let mut gradient = buffers::take(widths.n_weights());
        let of_rows = SCRATCH.with_borrow_mut(|scratch| {
            scratch.start_back(of_outputs.storage(), last.storage(), &widths);
            for (at, layer) in widths.layers().enumerate().collect::<Vec<_>>().into_iter().rev() {
                scratch.sum_biases(outputs.get(at).map(Vec::as_slice), padded(layer.outputs));
                let left = match at.checked_sub(1) {
                    Some(before) => Left::Columns { values: &outputs[before], stride: padded(layer.inputs) },
                    None => Left::Columns { values: rows.storage(), stride: layer.inputs },
                };
                scratch.multiply_back(left, &layer);
                let rows = scratch.of_weights.chunks_exact(padded(layer.outputs));
                for (to, from) in gradient[layer.weights.clone()].chunks_exact_mut(layer.outputs).zip(rows) {
                    to.copy_from_slice(&from[..layer.outputs]);
                }
                gradient[layer.biases.clone()].copy_from_slice(&scratch.of_biases[..layer.outputs]);
                if at > 0 || rows_wanted {
                    scratch.step_back(&layer, weights.storage());
                }
            }
            rows_wanted.then(|| tensor(without_padding(&scratch.back, widths.inputs()), widths.inputs()))
        });
        outputs.into_iter().for_each(buffers::give);
        give_back(rows);
        Slopes { rows: of_rows, weights: flat(gradient) }
    }

    fn peaks(outputs: &[FloatTensor<Self>], widths: &Widths) -> Vec<f32> {
        let mut peaks = Vec::new();
        for (at, (output, layer)) in outputs.iter().zip(widths.layers()).enumerate() {
            if layer.leak < 1.0 {
                // The last layer's outputs are the block's, without padding.
                let width = if at + 1 < outputs.len() { padded(layer.outputs) } else { layer.outputs };
                peaks.extend_from_slice(&highest(whole(output).storage(), width)[..layer.outputs]);
            }
        }
        peaks
    }
}

/// Largest value of each column.
fn highest(rows: &[f32], columns: usize) -> Vec<f32> {
    let mut highest = vec![f32::NEG_INFINITY; columns];
    Arch::new().dispatch(|| {
        for row in rows.chunks_exact(columns) {
            for (highest, value) in highest.iter_mut().zip(row) {
                *highest = if *value > *highest { *value } else { *highest };
            }
        }
    });
    highest
}

impl Scratch {
    /// A layer's weights and biases, `[input, padded output]` and `[padded output]`.
    fn padded<'a>(&'a mut self, layer: &Layer, weights: &'a [f32]) -> (&'a [f32], &'a [f32]) {
        let (matrix, biases) = (&weights[layer.weights.clone()], &weights[layer.biases.clone()]);
        let width = padded(layer.outputs);
        if width == layer.outputs {
            return (matrix, biases);
        }
        self.weights.clear();
        self.weights.resize(layer.inputs * width, 0.0);
        for (to, from) in self.weights.chunks_exact_mut(width).zip(matrix.chunks_exact(layer.outputs)) {
            to[..layer.outputs].copy_from_slice(from);
        }
        self.biases.clear();
        self.biases.extend_from_slice(biases);
        self.biases.resize(width, 0.0);
        (&self.weights, &self.biases)
    }

    /// Pads the loss's gradient, `[row, output]`, and takes it through the last layer's rectifier, if there is one.
    fn start_back(&mut self, of_outputs: &[f32], outputs: &[f32], widths: &Widths) {
        let (n_outputs, width) = (widths.outputs(), padded(widths.outputs()));
        self.back.clear();
        self.back.resize(of_outputs.len() / n_outputs * width, 0.0);
        for (to, from) in self.back.chunks_exact_mut(width).zip(of_outputs.chunks_exact(n_outputs)) {
            to[..n_outputs].copy_from_slice(from);
        }
        if widths.rectified {
            for (to, outputs) in self.back.chunks_exact_mut(width).zip(outputs.chunks_exact(n_outputs)) {
                through_rectifier(&mut to[..n_outputs], outputs);
            }
        }
    }

    /// From the gradient of a layer's outputs, which are padded, to that of its sums, if it has a rectifier that is still to be passed, and to
    /// that of its biases.
    fn sum_biases(&mut self, outputs: Option<&[f32]>, width: usize) {
        self.of_biases.clear();
        self.of_biases.resize(width, 0.0);
        let (back, biases) = (&mut self.back, &mut self.of_biases);
        Arch::new().dispatch(|| {
            if let Some(outputs) = outputs {
                through_rectifier(back, outputs);
            }
            for row in back.chunks_exact(width) {
                for (sum, back) in biases.iter_mut().zip(row) {
                    *sum += back;
                }
            }
        });
    }

    /// From the gradient of a layer's sums to that of its weights; `left` are its inputs.
    fn multiply_back(&mut self, left: Left<'_>, layer: &Layer) {
        let width = padded(layer.outputs);
        self.of_weights.resize(layer.inputs * width, 0.0);
        self.zeros.resize(self.zeros.len().max(width), 0.0);
        let (right, biases, out) = (&self.back, &self.zeros[..width], &mut self.of_weights);
        Product { left, right, biases, leak: 1.0, out }.compute();
    }

    /// From the gradient of a layer's sums to that of its inputs.
    fn step_back(&mut self, layer: &Layer, weights: &[f32]) {
        let (width, stride) = (padded(layer.inputs), padded(layer.outputs));
        self.turned.clear();
        self.turned.resize(layer.outputs * width, 0.0);
        for (input, weights) in weights[layer.weights.clone()].chunks_exact(layer.outputs).enumerate() {
            for (output, weight) in weights.iter().enumerate() {
                self.turned[output * width + input] = *weight;
            }
        }
        self.further_back.resize(self.back.len() / stride * width, 0.0);
        self.zeros.resize(self.zeros.len().max(width), 0.0);
        let (left, biases) = (Left::Rows { values: &self.back, stride }, &self.zeros[..width]);
        Product { left, right: &self.turned, biases, leak: 1.0, out: &mut self.further_back }.compute();
        std::mem::swap(&mut self.back, &mut self.further_back);
    }
}

/// An output has the sign of its sum, so the slope can be told from it.
#[inline(always)]
fn through_rectifier(back: &mut [f32], outputs: &[f32]) {
    for (back, output) in back.iter_mut().zip(outputs) {
        *back *= if *output < 0.0 { LEAK } else { 1.0 };
    }
}

/// The tensor with its values one after another.
fn whole(tensor: &FloatTensor<Flex>) -> FloatTensor<Flex> {
    let is_whole = tensor.is_contiguous() && tensor.layout().start_offset() == 0;
    if is_whole { tensor.clone() } else { tensor.to_contiguous() }
}

fn into_whole(tensor: FloatTensor<Flex>) -> FloatTensor<Flex> {
    if tensor.is_contiguous() && tensor.layout().start_offset() == 0 { tensor } else { tensor.to_contiguous() }
}

/// Keeps the array of a tensor that nobody else holds.
fn give_back(tensor: FloatTensor<Flex>) {
    if tensor.is_unique() {
        buffers::give(values(tensor));
    }
}

fn values(tensor: FloatTensor<Flex>) -> Vec<f32> {
    tensor.into_data().try_into_vec().expect("tensors are f32")
}

/// A tensor of values one after another.
fn flat(values: Vec<f32>) -> FloatTensor<Flex> {
    let n = values.len();
    FloatTensor::<Flex>::from_data(TensorData::new(values, [n]))
}

fn tensor(values: Vec<f32>, columns: usize) -> FloatTensor<Flex> {
    let n_rows = values.len() / columns;
    FloatTensor::<Flex>::from_data(TensorData::new(values, [n_rows, columns]))
}

/// Rows of so many columns, from rows that are padded.
fn without_padding(rows: &[f32], columns: usize) -> Vec<f32> {
    let mut packed = buffers::with_room(rows.len() / padded(columns) * columns);
    for row in rows.chunks_exact(padded(columns)) {
        packed.extend_from_slice(&row[..columns]);
    }
    packed
}
