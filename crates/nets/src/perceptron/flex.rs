//! The block on the processor: both ways by this crate's products, which are faster than a library's at these widths
//! ([`crate::product`]).
//!
//! They run on the calling thread and sum in a fixed order, so the same rows give the same bytes whatever the number of threads.

#![expect(clippy::inline_always, reason = "only what is inlined is compiled for the registers that pulp found")]

use std::cell::RefCell;

use burn::backend::tensor::FloatTensor;
use burn::backend::{Flex, TensorMetadata};
use pulp::Arch;

use super::operation::{Kept, Kernels, Slopes};
use super::widths::{LEAK, Layer, Widths};
use crate::arrays::{flat, give_back, into_whole, tensor, values, whole};
use crate::buffers;
use crate::product::{Left, Product, padded};

/// Rows of a matrix that are turned together.
const TURNED: usize = 8;

thread_local! {
    /// Arrays to be used again.
    static SCRATCH: RefCell<Scratch> = RefCell::default();
}

/// What a thread calculates with.
#[derive(Default)]
struct Scratch {
    /// The loss's gradient with respect to a layer's sums, `[row, padded output]`.
    back: Vec<f32>,
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
            tensors.push(tensor(without_padding(last, widths.outputs()), widths.outputs()));
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
        let (rows, weights) = (into_whole(rows), whole(&weights));
        let last = outputs.pop().expect("a network has a layer");
        let outputs: Vec<Vec<f32>> = outputs.into_iter().map(values).collect();
        let mut gradient = buffers::take(widths.n_weights());
        let of_rows = SCRATCH.with_borrow_mut(|scratch| {
            scratch.start_back(of_outputs, last, &widths);
            for (at, layer) in widths.layers().enumerate().collect::<Vec<_>>().into_iter().rev() {
                scratch.sum_biases(outputs.get(at).map(Vec::as_slice), padded(layer.outputs));
                let left = match at.checked_sub(1) {
                    Some(before) => Left::Columns { values: &outputs[before], stride: padded(layer.inputs) },
                    None => Left::Columns { values: rows.storage(), stride: layer.inputs },
                };
                scratch.multiply_back(left, &layer, &mut gradient[layer.weights.clone()]);
                gradient[layer.biases.clone()].copy_from_slice(&scratch.of_biases[..layer.outputs]);
                if at > 0 || rows_wanted {
                    scratch.step_back(&layer, weights.storage());
                }
            }
            let back = std::mem::take(&mut scratch.back);
            if rows_wanted {
                return Some(tensor(without_padding(back, widths.inputs()), widths.inputs()));
            }
            buffers::give(back);
            None
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
    fn start_back(&mut self, of_outputs: FloatTensor<Flex>, outputs: FloatTensor<Flex>, widths: &Widths) {
        let (n_outputs, width) = (widths.outputs(), padded(widths.outputs()));
        self.back = with_padding(values(into_whole(of_outputs)), n_outputs);
        let outputs = into_whole(outputs);
        if widths.rectified {
            for (to, outputs) in self.back.chunks_exact_mut(width).zip(outputs.storage().chunks_exact(n_outputs)) {
                through_rectifier(&mut to[..n_outputs], outputs);
            }
        }
        give_back(outputs);
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
    fn multiply_back(&mut self, left: Left<'_>, layer: &Layer, of_weights: &mut [f32]) {
        let width = padded(layer.outputs);
        self.zeros.resize(self.zeros.len().max(width), 0.0);
        let (right, biases) = (&self.back, &self.zeros[..width]);
        if width == layer.outputs {
            return Product { left, right, biases, leak: 1.0, out: of_weights }.compute();
        }
        self.of_weights.resize(layer.inputs * width, 0.0);
        Product { left, right, biases, leak: 1.0, out: &mut self.of_weights }.compute();
        for (to, from) in of_weights.chunks_exact_mut(layer.outputs).zip(self.of_weights.chunks_exact(width)) {
            to.copy_from_slice(&from[..layer.outputs]);
        }
    }

    /// From the gradient of a layer's sums to that of its inputs.
    fn step_back(&mut self, layer: &Layer, weights: &[f32]) {
        let (width, stride) = (padded(layer.inputs), padded(layer.outputs));
        self.turned.resize(layer.outputs * width, 0.0);
        turn(&weights[layer.weights.clone()], layer.outputs, &mut self.turned, width);
        let mut further_back = buffers::take(self.back.len() / stride * width);
        self.zeros.resize(self.zeros.len().max(width), 0.0);
        let (left, biases) = (Left::Rows { values: &self.back, stride }, &self.zeros[..width]);
        Product { left, right: &self.turned, biases, leak: 1.0, out: &mut further_back }.compute();
        buffers::give(std::mem::replace(&mut self.back, further_back));
    }
}

/// An output has the sign of its sum, so the slope can be told from it.
#[inline(always)]
fn through_rectifier(back: &mut [f32], outputs: &[f32]) {
    for (back, output) in back.iter_mut().zip(outputs) {
        *back *= if *output < 0.0 { LEAK } else { 1.0 };
    }
}

/// A matrix, `[row, column]`, the other way: `[column, width]`, zeros beyond its rows.
fn turn(matrix: &[f32], columns: usize, turned: &mut [f32], width: usize) {
    let n_rows = matrix.len() / columns;
    if n_rows < width {
        turned.fill(0.0);
    }
    for (block, rows) in matrix.chunks(TURNED * columns).enumerate() {
        let first = block * TURNED;
        if let Some(rows) = rows.get(..TURNED * columns) {
            let rows: [&[f32]; TURNED] = std::array::from_fn(|row| &rows[row * columns..(row + 1) * columns]);
            for (column, turned) in turned.chunks_exact_mut(width).enumerate() {
                turned[first..first + TURNED].copy_from_slice(&rows.map(|row| row[column]));
            }
        } else {
            for (row, values) in rows.chunks_exact(columns).enumerate() {
                for (column, value) in values.iter().enumerate() {
                    turned[column * width + first + row] = *value;
                }
            }
        }
    }
}

/// Rows with their padding, from rows of so many columns.
fn with_padding(rows: Vec<f32>, columns: usize) -> Vec<f32> {
    let width = padded(columns);
    if width == columns {
        return rows;
    }
    let mut wide = buffers::take(rows.len() / columns * width);
    for (to, from) in wide.chunks_exact_mut(width).zip(rows.chunks_exact(columns)) {
        to[..columns].copy_from_slice(from);
        to[columns..].fill(0.0);
    }
    buffers::give(rows);
    wide
}

/// Rows of so many columns, from rows that are padded.
fn without_padding(rows: Vec<f32>, columns: usize) -> Vec<f32> {
    let width = padded(columns);
    if width == columns {
        return rows;
    }
    let mut packed = buffers::with_room(rows.len() / width * columns);
    for row in rows.chunks_exact(width) {
        packed.extend_from_slice(&row[..columns]);
    }
    buffers::give(rows);
    packed
}
