//! Attention as an operation of Burn, in Burn's own operations, and the way back where a device has kernels by hand.

use std::sync::Arc;

use burn::backend::autodiff::checkpoint::base::Checkpointer;
use burn::backend::autodiff::checkpoint::strategy::CheckpointStrategy;
use burn::backend::autodiff::grads::Gradients;
use burn::backend::autodiff::ops::{Backward, Ops, OpsKind};
use burn::backend::tensor::FloatTensor;
use burn::backend::{Autodiff, Backend, Dispatch, Flex, TensorMetadata, backend_extension};
use burn::tensor::{IndexingUpdateOp, Shape, Slice, Tensor};

use super::groups::Groups;
use crate::numbers::numbers;

/// Scores beyond this are taken for it: their exponentials and sums stay finite without looking for the largest of each row.
pub(super) const MAX_SCORE: f32 = 20.0;

/// Rows, `[row, column]`, and to each the values of its group's rows in the shares that its query and their keys say.
///
/// `projected` has a row's query, key and value, `[row, 3 * column]`; each head has an equal part of the columns.
pub(crate) fn attend(rows: Tensor<2>, projected: Tensor<2>, groups: Groups, heads: usize) -> Tensor<2> {
    let (rows, projected) = (rows.into_dispatch(), projected.into_dispatch());
    Tensor::from_dispatch(<Dispatch as Operation>::attend(rows, projected, Arc::new(Among { groups, heads })))
}

/// Who attends to whom.
#[derive(Debug)]
pub(super) struct Among {
    pub groups: Groups,
    pub heads: usize,
}

/// What Burn dispatches.
#[backend_extension(Flex, Cube: cfg(feature = "wgpu"), Autodiff)]
trait Operation: Backend {
    fn attend(rows: FloatTensor<Self>, projected: FloatTensor<Self>, among: Arc<Among>) -> FloatTensor<Self>;
}

/// A device with its kernels by hand, if it has some.
pub(super) trait Device: Backend {
    const BY_HAND: Option<ByHand<Self>> = None;
}

/// Kernels by hand.
pub(super) struct ByHand<B: Backend> {
    /// From rows and what was projected.
    pub attend: fn([FloatTensor<B>; 2], &Among) -> There<B>,
    /// From the gradient of the outputs to that of what was projected. That of the rows is the same as that of the outputs.
    pub back: fn(Kept<B>, &FloatTensor<B>, &Among) -> FloatTensor<B>,
    /// Makes use of what nobody goes back over.
    pub discard: fn(Kept<B>),
}

/// Outputs, and what the way back needs of the way there.
type There<B> = (FloatTensor<B>, Kept<B>);

/// What the way back needs of the way there.
#[derive(Clone, Debug)]
pub(super) struct Kept<B: Backend> {
    pub projected: FloatTensor<B>,
    /// Scores and shares of all pairs, in an order of the device's own.
    pub scores: FloatTensor<B>,
    pub shares: FloatTensor<B>,
}

/// [`attend`] in Burn's operations.
fn attend_anywhere<B: Backend>(rows: FloatTensor<B>, projected: &FloatTensor<B>, among: &Among) -> FloatTensor<B> {
    let Among { groups, heads } = among;
    let (device, [n_rows, width], columns) = (rows.device(), rows.shape().dims(), rows.shape()[1] / heads);
    let (left, right) = groups.pairs();
    let n_pairs = left.len();
    let (left, right) = (numbers::<B>(&left, &device), numbers::<B>(&right, &device));
    let part = |at: usize, of: &_| {
        let part = [Slice::from(0..n_rows), Slice::from(at * width..(at + 1) * width)];
        let of_pairs = B::float_select(B::float_slice(projected.clone(), &part), 0, Clone::clone(of));
        B::float_reshape(of_pairs, Shape::new([n_pairs, *heads, columns]))
    };
    let scores = B::float_sum_dim(B::float_mul(part(0, &left), part(1, &right)), 2);
    let scores = B::float_mul_scalar(scores, scale(columns).into());
    let weights = B::float_exp(B::float_clamp(scores, (-MAX_SCORE).into(), MAX_SCORE.into()));
    let zeros = B::float_zeros(Shape::new([n_rows, *heads, 1]), &device, rows.dtype().into());
    let sums = B::float_select_assign(zeros, 0, left.clone(), weights.clone(), IndexingUpdateOp::Add);
    let shares = B::float_div(weights, B::float_select(sums, 0, left.clone()));
    let taken = B::float_reshape(B::float_mul(part(2, &right), shares), Shape::new([n_pairs, width]));
    B::float_select_assign(rows, 0, left, taken, IndexingUpdateOp::Add)
}

/// What products of queries and keys of so many columns are multiplied by.
pub(super) fn scale(columns: usize) -> f32 {
    1.0 / (columns as f32).sqrt()
}

/// On a device by itself: nothing is kept.
macro_rules! operation_on {
    ($device:ty) => {
        impl Operation for $device {
            fn attend(rows: FloatTensor<Self>, projected: FloatTensor<Self>, among: Arc<Among>) -> FloatTensor<Self> {
                let Some(by_hand) = Self::BY_HAND else { return attend_anywhere::<Self>(rows, &projected, &among) };
                let (outputs, kept) = (by_hand.attend)([rows, projected], &among);
                (by_hand.discard)(kept);
                outputs
            }
        }
    };
}

operation_on!(Flex);

#[cfg(feature = "wgpu")]
impl Device for burn::backend::Cube {}
#[cfg(feature = "wgpu")]
operation_on!(burn::backend::Cube);

/// Where there is no kernel by hand Burn finds the way back by itself.
impl<B: Operation + Device, C: CheckpointStrategy> Operation for Autodiff<B, C> {
    fn attend(rows: FloatTensor<Self>, projected: FloatTensor<Self>, among: Arc<Among>) -> FloatTensor<Self> {
        let Some(by_hand) = B::BY_HAND else { return attend_anywhere::<Self>(rows, &projected, &among) };
        let nodes = [rows.node(), projected.node()];
        let (rows, projected) = (rows.into_primitive(), projected.into_primitive());
        match BackThroughAttention.prepare::<C>(nodes).compute_bound().stateful() {
            OpsKind::Tracked(prepared) => {
                let (outputs, kept) = (by_hand.attend)([rows, projected], &among);
                prepared.finish((kept, among), outputs)
            }
            OpsKind::UnTracked(prepared) => prepared.finish(B::attend(rows, projected, among)),
        }
    }
}

#[derive(Debug)]
struct BackThroughAttention;

impl<B: Device> Backward<B, 2> for BackThroughAttention {
    type State = (Kept<B>, Arc<Among>);

    fn backward(self, ops: Ops<Self::State, 2>, gradients: &mut Gradients, _: &mut Checkpointer) {
        let ((kept, among), [rows, projected]) = (ops.state, ops.parents);
        let back = gradients.consume::<B>(&ops.node);
        if let (Some(projected), Some(by_hand)) = (projected, B::BY_HAND) {
            gradients.register::<B>(projected.id, (by_hand.back)(kept, &back, &among));
        }
        if let Some(rows) = rows {
            gradients.register::<B>(rows.id, back);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::both_ways::{assert_near, there_and_back};

    /// What other devices run, with Burn's own way back, against the kernels by hand; with large numbers most scores are cut off.
    #[test]
    fn the_kernels_by_hand_give_what_burns_operations_give() {
        let groups = || Groups::new(&[4, 0, 0, 2, 0, 2, 4, 4, 4, 5, 4], 6);
        for (width, heads, most, tolerance) in
            [(6, 1, 1.0, 1e-5), (6, 3, 1.0, 1e-5), (64, 2, 1.0, 1e-5), (6, 2, 12.0, 1e-3)]
        {
            let shapes = [[11, width], [11, 3 * width]];
            let ours = there_and_back(&shapes, most, |mut tensors| {
                let projected = tensors.remove(1);
                attend(tensors.remove(0), projected, groups(), heads)
            });
            let theirs = there_and_back(&shapes, most, |mut tensors| {
                let (projected, among) = (tensors.remove(1).into_dispatch(), Among { groups: groups(), heads });
                Tensor::from_dispatch(attend_anywhere::<Dispatch>(
                    tensors.remove(0).into_dispatch(),
                    &projected,
                    &among,
                ))
            });
            assert_near(&ours, &theirs, tolerance);
        }
    }
}
