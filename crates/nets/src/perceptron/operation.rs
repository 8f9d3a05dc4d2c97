//! The block as an operation of Burn, forward and backward, in Burn's own operations.

use burn::backend::autodiff::checkpoint::base::Checkpointer;
use burn::backend::autodiff::checkpoint::strategy::CheckpointStrategy;
use burn::backend::autodiff::grads::Gradients;
use burn::backend::autodiff::ops::{Backward, Ops, OpsKind};
use burn::backend::tensor::FloatTensor;
use burn::backend::{Autodiff, Backend, Dispatch, Flex, TensorMetadata, backend_extension};
use burn::tensor::{Shape, Slice, Tensor, read_sync};

use super::peaks::Peaks;
use super::widths::{LEAK, Layer, Widths};

/// Outputs, `[row, output]`.
pub(super) fn perceptron(rows: Tensor<2>, weights: Tensor<1>, widths: Widths, peaks: Peaks) -> Tensor<2> {
    let (rows, weights) = (rows.into_dispatch(), weights.into_dispatch());
    Tensor::from_dispatch(<Dispatch as Operation>::perceptron(rows, weights, widths, peaks))
}

/// A scalar whose gradient with respect to some outputs is given, of the outputs' shape: a loss of which no more need be known.
pub(crate) fn with_slopes(outputs: Tensor<2>, slopes: Tensor<2>) -> Tensor<1> {
    Tensor::from_dispatch(<Dispatch as Operation>::with_slopes(outputs.into_dispatch(), slopes.into_dispatch()))
}

/// What Burn dispatches.
#[backend_extension(Flex, Cube: cfg(feature = "wgpu"), Autodiff)]
trait Operation: Backend {
    fn perceptron(
        rows: FloatTensor<Self>,
        weights: FloatTensor<Self>,
        widths: Widths,
        peaks: Peaks,
    ) -> FloatTensor<Self>;
    fn with_slopes(outputs: FloatTensor<Self>, slopes: FloatTensor<Self>) -> FloatTensor<Self>;
}

/// Both ways through the block on a device.
pub(super) trait Kernels: Backend {
    /// Outputs of each layer. What lies in all but the last is up to the device: only [`Self::slopes`] reads it.
    fn layers(rows: &FloatTensor<Self>, weights: &FloatTensor<Self>, widths: &Widths) -> Vec<FloatTensor<Self>> {
        layers_anywhere::<Self>(rows, weights, widths)
    }

    /// Outputs of the last layer, where there is no way back.
    fn outputs(rows: FloatTensor<Self>, weights: &FloatTensor<Self>, widths: &Widths) -> FloatTensor<Self> {
        Self::layers(&rows, weights, widths).pop().expect("a network has a layer")
    }

    /// The loss's gradient with respect to rows, if wanted, and weights.
    fn slopes(kept: Kept<Self>, of_outputs: FloatTensor<Self>, rows_wanted: bool) -> Slopes<Self> {
        slopes_anywhere::<Self>(kept, of_outputs, rows_wanted)
    }

    /// Largest output of each unit with a rectifier, layer after layer.
    fn peaks(outputs: &[FloatTensor<Self>], widths: &Widths) -> Vec<f32> {
        peaks_anywhere::<Self>(outputs, widths)
    }
}

/// [`Kernels::layers`] in Burn's operations.
fn layers_anywhere<B: Backend>(
    rows: &FloatTensor<B>,
    weights: &FloatTensor<B>,
    widths: &Widths,
) -> Vec<FloatTensor<B>> {
    let mut outputs: Vec<FloatTensor<B>> = Vec::new();
    for layer in widths.layers() {
        let rows = outputs.last().unwrap_or(rows).clone();
        let biases = B::float_slice(weights.clone(), &[Slice::from(layer.biases.clone())]);
        let sums = B::linear(rows, matrix::<B>(weights, &layer), Some(biases));
        outputs.push(if layer.leak < 1.0 { B::leaky_relu(sums, layer.leak.into()) } else { sums });
    }
    outputs
}

/// [`Kernels::slopes`] in Burn's operations.
fn slopes_anywhere<B: Backend>(kept: Kept<B>, of_outputs: FloatTensor<B>, rows_wanted: bool) -> Slopes<B> {
    let Kept { rows, weights, mut outputs, widths } = kept;
    let mut back = of_outputs;
    let mut parts = Vec::new();
    for (at, layer) in widths.layers().enumerate().collect::<Vec<_>>().into_iter().rev() {
        let output = outputs.pop().expect("a tensor a layer");
        if layer.leak < 1.0 {
            back = through_rectifier::<B>(output, back);
        }
        let inputs = outputs.last().unwrap_or(&rows).clone();
        let of_weights = B::linear_weight_backward(inputs, back.clone());
        parts.push(B::linear_bias_backward(back.clone()));
        parts.push(B::float_reshape(of_weights, Shape::new([layer.weights.len()])));
        if at > 0 || rows_wanted {
            back = B::linear_x_backward(matrix::<B>(&weights, &layer), back);
        }
    }
    parts.reverse();
    Slopes { rows: rows_wanted.then_some(back), weights: B::float_cat(parts, 0) }
}

/// [`Kernels::peaks`] in Burn's operations.
fn peaks_anywhere<B: Backend>(outputs: &[FloatTensor<B>], widths: &Widths) -> Vec<f32> {
    let hidden = outputs.iter().zip(widths.layers()).filter(|(_, layer)| layer.leak < 1.0);
    let peaks = hidden.flat_map(|(output, _)| {
        let peaks = read_sync(B::float_into_data(B::float_max_dim(output.clone(), 0)));
        peaks.expect("what was computed can be read").try_into_vec::<f32>().expect("tensors are f32")
    });
    peaks.collect()
}

/// From the gradient of a rectifier's outputs to that of its sums. An output has the sign of its sum, so the slope can be told from it.
fn through_rectifier<B: Backend>(output: FloatTensor<B>, back: FloatTensor<B>) -> FloatTensor<B> {
    let kind = burn::backend::get_or_init_device_settings::<B>(&output.device()).bool_dtype;
    let below = B::float_lower_elem(output, 0_f32.into(), kind);
    let leaked = B::float_mul_scalar(back.clone(), LEAK.into());
    B::float_mask_where(back, below, leaked)
}

/// A layer's weights, `[input, output]`.
fn matrix<B: Backend>(weights: &FloatTensor<B>, layer: &Layer) -> FloatTensor<B> {
    let part = B::float_slice(weights.clone(), &[Slice::from(layer.weights.clone())]);
    B::float_reshape(part, Shape::new([layer.inputs, layer.outputs]))
}

/// What the way back needs of the way there.
#[derive(Clone, Debug)]
pub(super) struct Kept<B: Backend> {
    pub rows: FloatTensor<B>,
    pub weights: FloatTensor<B>,
    /// Of [`Kernels::layers`].
    pub outputs: Vec<FloatTensor<B>>,
    pub widths: Widths,
}

/// The loss's gradient with respect to what went in.
pub(super) struct Slopes<B: Backend> {
    pub rows: Option<FloatTensor<B>>,
    pub weights: FloatTensor<B>,
}

/// On a device by itself: nothing is kept.
macro_rules! operation_on {
    ($device:ty) => {
        impl Operation for $device {
            fn perceptron(
                rows: FloatTensor<Self>,
                weights: FloatTensor<Self>,
                widths: Widths,
                _: Peaks,
            ) -> FloatTensor<Self> {
                Self::outputs(rows, &weights, &widths)
            }

            fn with_slopes(outputs: FloatTensor<Self>, _: FloatTensor<Self>) -> FloatTensor<Self> {
                zero::<Self>(&outputs)
            }
        }
    };
}

operation_on!(Flex);

#[cfg(feature = "wgpu")]
impl Kernels for burn::backend::Cube {}
#[cfg(feature = "wgpu")]
operation_on!(burn::backend::Cube);

impl<B: Operation + Kernels, C: CheckpointStrategy> Operation for Autodiff<B, C> {
    fn perceptron(
        rows: FloatTensor<Self>,
        weights: FloatTensor<Self>,
        widths: Widths,
        peaks: Peaks,
    ) -> FloatTensor<Self> {
        let nodes = [rows.node(), weights.node()];
        let (rows, weights) = (rows.into_primitive(), weights.into_primitive());
        match BackThroughLayers.prepare::<C>(nodes).compute_bound().stateful() {
            OpsKind::Tracked(prepared) => {
                let outputs = B::layers(&rows, &weights, &widths);
                peaks.raise(|| B::peaks(&outputs, &widths));
                let last = outputs[outputs.len() - 1].clone();
                prepared.finish(Kept { rows, weights, outputs, widths }, last)
            }
            OpsKind::UnTracked(prepared) => prepared.finish(B::perceptron(rows, weights, widths, peaks)),
        }
    }

    fn with_slopes(outputs: FloatTensor<Self>, slopes: FloatTensor<Self>) -> FloatTensor<Self> {
        let nodes = [outputs.node()];
        let zero = zero::<B>(&outputs.into_primitive());
        match GiveSlopes.prepare::<C>(nodes).compute_bound().stateful() {
            OpsKind::Tracked(prepared) => prepared.finish(slopes.into_primitive(), zero),
            OpsKind::UnTracked(prepared) => prepared.finish(zero),
        }
    }
}

#[derive(Debug)]
struct BackThroughLayers;

impl<B: Kernels> Backward<B, 2> for BackThroughLayers {
    type State = Kept<B>;

    fn backward(self, ops: Ops<Self::State, 2>, gradients: &mut Gradients, _: &mut Checkpointer) {
        let [rows, weights] = ops.parents;
        let slopes = B::slopes(ops.state, gradients.consume::<B>(&ops.node), rows.is_some());
        for (parent, slope) in [(rows, slopes.rows), (weights, Some(slopes.weights))] {
            if let (Some(parent), Some(slope)) = (parent, slope) {
                gradients.register::<B>(parent.id, slope);
            }
        }
    }
}

#[derive(Debug)]
struct GiveSlopes;

impl<B: Backend> Backward<B, 1> for GiveSlopes {
    type State = FloatTensor<B>;

    fn backward(self, ops: Ops<Self::State, 1>, gradients: &mut Gradients, _: &mut Checkpointer) {
        let [outputs] = ops.parents;
        let _ = gradients.consume::<B>(&ops.node);
        if let Some(outputs) = outputs {
            gradients.register::<B>(outputs.id, ops.state);
        }
    }
}

/// A scalar 0 where a tensor is.
fn zero<B: Backend>(beside: &FloatTensor<B>) -> FloatTensor<B> {
    B::float_zeros(Shape::new([1]), &beside.device(), beside.dtype().into())
}

#[cfg(test)]
mod tests;
