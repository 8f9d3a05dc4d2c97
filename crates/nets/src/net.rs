//! The seam between networks and everything else: what is known of them outside this crate, and in it by policies and their file.
//!
//! A network turns rows into outputs. Its weights lie in one flat array, which the optimizer, the gradient's norm and the file walk; a
//! gradient has the same layout. Behind the seam stand modules of Burn, made of the flat array where they are needed. On the processor
//! they run on the calling thread, so the same rows give the same bytes whatever the number of threads.

use std::ops::Range;

use burn::module::{Module, ModuleMapper, ModuleVisitor, Param};
use burn::tensor::{Gradients, Tensor, TensorData};

pub use crate::architecture::{Architecture, Layer, Part};
use crate::buffers;
use crate::device::Device;
use crate::network::Network;
use crate::perceptron::{Peaks, higher, with_slopes};
use crate::places::Places;

/// A network ready to compute, on the processor.
#[derive(Clone, Debug)]
pub struct Net {
    network: Network,
    inputs: usize,
}

/// Rows on their way into a network.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Rows {
    /// `[row, input]`
    pub values: Vec<f32>,
    /// Where their lanes are; left empty for networks in which each lane is for itself.
    pub places: Places,
}

impl Rows {
    /// Empty, with room for so many values.
    pub fn with_capacity(n_values: usize) -> Self {
        Self { values: buffers::with_room(n_values), places: Places::default() }
    }
}

impl Net {
    /// Of these weights, `[weight]`.
    pub fn new(architecture: &Architecture, weights: &[f32]) -> Self {
        Self { network: Network::new(architecture, weights, &Device::default().on), inputs: architecture.inputs() }
    }

    /// Outputs for rows, `[row, output]`; `rows` is `[row, input]`. They do not depend on the number of threads.
    pub fn outputs(&self, rows: &[f32], places: &Places) -> Vec<f32> {
        if rows.is_empty() {
            return Vec::new();
        }
        values(self.network.forward(matrix(buffers::copy(rows), self.inputs, &Device::default().on), places))
    }
}

/// Gradients of networks of one architecture.
#[derive(Clone, Debug)]
pub struct Gradient {
    architecture: Architecture,
    device: burn::tensor::Device,
    /// In the layout of the weights.
    flat: Vec<f32>,
    /// Whether peaks are kept.
    watched: bool,
    /// See [`Gradient::peaks`].
    peaks: Vec<f32>,
}

impl Gradient {
    /// Zeros; to be computed on a device.
    pub fn new(architecture: &Architecture, device: &Device) -> Self {
        let (flat, device) = (vec![0.0; architecture.n_weights()], device.on.clone().autodiff());
        Self { flat, architecture: architecture.clone(), device, watched: false, peaks: Vec::new() }
    }

    /// Says whether to keep [`Gradient::peaks`] of the rows to come: on the processor it takes a comparison a row and hidden unit, on a card a
    /// read of each layer.
    pub fn watch(&mut self, watched: bool) {
        self.watched = watched;
    }

    /// Largest output of each hidden unit over all rows that were watched, `[unit]`, see [`Layer::units`]; nothing where none were. Below 0, a unit
    /// did no more than leak.
    pub fn peaks(&self) -> &[f32] {
        &self.peaks
    }

    /// Computes the gradient of a loss with respect to the weights; returns what `loss_gradient` does.
    ///
    /// `loss_gradient` gets the outputs, `[row, output]`, and overwrites zeros of that shape with the loss's gradient with respect to them:
    /// what a policy's or a critic's loss looks like is plain arithmetic per row, written out beside its test.
    pub fn compute<T>(
        &mut self,
        weights: &[f32],
        rows: Rows,
        loss_gradient: impl FnOnce(&[f32], &mut [f32]) -> T,
    ) -> T {
        if rows.values.is_empty() {
            self.flat.fill(0.0);
            return loss_gradient(&[], &mut []);
        }
        let device = &self.device;
        let asked = || if self.watched { Peaks::asked() } else { Peaks::default() };
        let peaks: Vec<Peaks> = self.architecture.blocks().map(|_| asked()).collect();
        let network = Network::watched(&self.architecture, weights, &peaks, device);
        let outputs = network.forward(matrix(rows.values, self.architecture.inputs(), device), &rows.places);
        let values = values(outputs.clone().inner());
        let mut slopes = vec![0.0; values.len()];
        let told = loss_gradient(&values, &mut slopes);
        let mut gradients = with_slopes(outputs, matrix(slopes, self.architecture.outputs(), device)).backward();
        self.flat.clear();
        let n_weights = self.architecture.n_weights();
        network.visit(&mut Collect { gradients: &mut gradients, n_weights, flat: &mut self.flat });
        drop(gradients);
        network.map(&mut Recycle);
        if self.watched {
            higher(&mut self.peaks, &peaks.iter().flat_map(Peaks::taken).collect::<Vec<f32>>());
        }
        told
    }

    /// The last gradient, in the layout of the weights.
    pub fn flat(&self) -> &[f32] {
        &self.flat
    }

    /// Forgets it but for some of the weights: the others do not learn.
    pub fn keep(&mut self, weights: Range<usize>) {
        self.flat[weights.end..].fill(0.0);
        self.flat[..weights.start].fill(0.0);
    }

    /// Adds the last gradient of another part of the rows, and its peaks.
    pub fn add(&mut self, other: &Self) {
        for (sum, more) in self.flat.iter_mut().zip(&other.flat) {
            *sum += more;
        }
        higher(&mut self.peaks, &other.peaks);
    }
}

/// Lays gradients of a module one after another.
struct Collect<'a> {
    gradients: &'a mut Gradients,
    /// Of the whole module.
    n_weights: usize,
    flat: &'a mut Vec<f32>,
}

impl ModuleVisitor for Collect<'_> {
    fn visit_float<const D: usize>(&mut self, parameter: &Param<Tensor<D>>) {
        let gradient = parameter.val().grad_remove(self.gradients).expect("each weight has a gradient");
        let mut gradient = values(gradient);
        if gradient.len() == self.n_weights {
            std::mem::swap(self.flat, &mut gradient);
        } else {
            self.flat.extend_from_slice(&gradient);
        }
        buffers::give(gradient);
    }
}

/// Takes a network apart whose weights are no longer wanted.
struct Recycle;

impl ModuleMapper for Recycle {
    fn map_float<const D: usize>(&mut self, parameter: Param<Tensor<D>>) -> Param<Tensor<D>> {
        let device = parameter.device();
        buffers::give(values(parameter.into_value().inner()));
        Param::from_tensor(Tensor::zeros([0; D], &device))
    }
}

fn matrix(values: Vec<f32>, columns: usize, device: &burn::tensor::Device) -> Tensor<2> {
    let rows = values.len() / columns;
    Tensor::from_data(TensorData::new(values, [rows, columns]), device)
}

fn values<const D: usize>(tensor: Tensor<D>) -> Vec<f32> {
    tensor.into_data().try_into_vec().expect("tensors are f32")
}

#[cfg(test)]
mod tests;
