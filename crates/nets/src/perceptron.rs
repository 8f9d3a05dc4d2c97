//! Linear layers with a leaky rectifier between them: the block that every network here is built of.
//!
//! It is one operation of Burn, and its weights are one parameter. Burn's own layers are a dozen operations and two parameters a layer; at
//! these widths their tensors and nodes take a third of a gradient's time. What the operation computes is written twice: in Burn's own
//! operations, which any device runs (`operation.rs`), and by hand for the processor (`flex.rs`).

mod flex;
mod operation;
mod peaks;
mod widths;

use burn::module::{Module, Param};
use burn::tensor::{Device, Tensor, TensorData};

use crate::buffers;

pub(crate) use self::operation::with_slopes;
pub(crate) use self::peaks::{Peaks, higher};
pub(crate) use self::widths::{LEAK, Widths};

/// A block with its weights.
#[derive(Module, Debug)]
pub(crate) struct Perceptron {
    /// Layer after layer, its weights before its biases.
    weights: Param<Tensor<1>>,
    #[module(skip)]
    widths: Widths,
    #[module(skip)]
    peaks: Peaks,
}

impl Perceptron {
    /// Of these weights, on a device. Peaks are kept of rows whose gradient is wanted.
    pub fn new(widths: &Widths, weights: &[f32], peaks: &Peaks, device: &Device) -> Self {
        let weights = TensorData::new(buffers::copy(weights), [widths.n_weights()]);
        let weights = Param::from_tensor(Tensor::from_data(weights, device));
        Self { weights, widths: widths.clone(), peaks: peaks.clone() }
    }

    /// Outputs, `[row, output]`, of rows, `[row, input]`.
    pub fn forward(&self, rows: Tensor<2>) -> Tensor<2> {
        operation::perceptron(rows, self.weights.val(), self.widths.clone(), self.peaks.clone())
    }
}
