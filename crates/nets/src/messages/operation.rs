//! Messages as operations of Burn, in Burn's own operations, and the way back where a device has kernels by hand.

use std::sync::Arc;

use burn::backend::autodiff::checkpoint::base::Checkpointer;
use burn::backend::autodiff::checkpoint::strategy::CheckpointStrategy;
use burn::backend::autodiff::grads::Gradients;
use burn::backend::autodiff::ops::{Backward, Ops, OpsKind};
use burn::backend::tensor::FloatTensor;
use burn::backend::{Autodiff, Backend, Dispatch, Flex, TensorMetadata, backend_extension};
use burn::tensor::{IndexingUpdateOp, Shape, Slice, Tensor, TensorData};

use super::ends::Ends;
use crate::numbers::numbers;
use crate::perceptron::LEAK;

/// What hubs hear, `[hub, 2 * column]`: the mean of the lanes, `[row, column]`, that leave a hub, then of those that lead to it; zeros where
/// there are none.
pub(crate) fn hear(lanes: Tensor<2>, ends: &Arc<Ends>) -> Tensor<2> {
    Tensor::from_dispatch(<Dispatch as Operation>::hear(lanes.into_dispatch(), Arc::clone(ends)))
}

/// Lanes, `[row, column]`, with what their hubs tell, `[hub, 2 * column]`, those that leave a hub first: the sum of the three, rectified.
pub(crate) fn tell(lanes: Tensor<2>, told: Tensor<2>, ends: &Arc<Ends>) -> Tensor<2> {
    let (lanes, told) = (lanes.into_dispatch(), told.into_dispatch());
    Tensor::from_dispatch(<Dispatch as Operation>::tell(lanes, told, Arc::clone(ends)))
}

/// What Burn dispatches.
#[backend_extension(Flex, Cube: cfg(feature = "wgpu"), Autodiff)]
trait Operation: Backend {
    fn hear(lanes: FloatTensor<Self>, ends: Arc<Ends>) -> FloatTensor<Self>;
    fn tell(lanes: FloatTensor<Self>, told: FloatTensor<Self>, ends: Arc<Ends>) -> FloatTensor<Self>;
}

/// A device with its kernels by hand, if it has some.
pub(super) trait Device: Backend {
    const BY_HAND: Option<ByHand<Self>> = None;
}

/// Kernels by hand.
pub(super) struct ByHand<B: Backend> {
    pub hear: fn(FloatTensor<B>, &Ends) -> FloatTensor<B>,
    /// From the gradient of what hubs hear to that of lanes.
    pub hear_back: fn(FloatTensor<B>, &Ends) -> FloatTensor<B>,
    pub tell: fn(FloatTensor<B>, FloatTensor<B>, &Ends) -> FloatTensor<B>,
    /// From the outputs and their gradient to those of lanes and of what is told.
    pub tell_back: fn(Two<B>, &Ends) -> Two<B>,
}

/// Two tensors.
type Two<B> = [FloatTensor<B>; 2];

/// [`hear`] in Burn's operations.
fn hear_anywhere<B: Backend>(lanes: &FloatTensor<B>, ends: &Ends) -> FloatTensor<B> {
    let (device, width) = (lanes.device(), lanes.shape()[1]);
    let means = ends.hubs.iter().zip(&ends.shares).map(|(hubs, shares)| {
        let zeros = B::float_zeros(Shape::new([ends.n_hubs, width]), &device, lanes.dtype().into());
        let hubs = numbers::<B>(hubs, &device);
        let sums = B::float_select_assign(zeros, 0, hubs, lanes.clone(), IndexingUpdateOp::Add);
        B::float_mul(sums, B::float_from_data(TensorData::new(shares.clone(), [ends.n_hubs, 1]), &device))
    });
    B::float_cat(means.collect(), 1)
}

/// [`tell`] in Burn's operations.
fn tell_anywhere<B: Backend>(lanes: FloatTensor<B>, told: &FloatTensor<B>, ends: &Ends) -> FloatTensor<B> {
    let (device, width) = (lanes.device(), lanes.shape()[1]);
    let sums = ends.hubs.iter().enumerate().fold(lanes, |sums, (end, hubs)| {
        let columns = Slice::from(end * width..(end + 1) * width);
        let part = B::float_slice(told.clone(), &[Slice::from(0..ends.n_hubs), columns]);
        B::float_add(sums, B::float_select(part, 0, numbers::<B>(hubs, &device)))
    });
    B::leaky_relu(sums, LEAK.into())
}

/// On a device by itself.
macro_rules! operation_on {
    ($device:ty) => {
        impl Operation for $device {
            fn hear(lanes: FloatTensor<Self>, ends: Arc<Ends>) -> FloatTensor<Self> {
                match Self::BY_HAND {
                    Some(by_hand) => (by_hand.hear)(lanes, &ends),
                    None => hear_anywhere::<Self>(&lanes, &ends),
                }
            }

            fn tell(lanes: FloatTensor<Self>, told: FloatTensor<Self>, ends: Arc<Ends>) -> FloatTensor<Self> {
                match Self::BY_HAND {
                    Some(by_hand) => (by_hand.tell)(lanes, told, &ends),
                    None => tell_anywhere::<Self>(lanes, &told, &ends),
                }
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
    fn hear(lanes: FloatTensor<Self>, ends: Arc<Ends>) -> FloatTensor<Self> {
        if B::BY_HAND.is_none() {
            return hear_anywhere::<Self>(&lanes, &ends);
        }
        let node = lanes.node();
        let heard = B::hear(lanes.into_primitive(), Arc::clone(&ends));
        match BackFromHubs.prepare::<C>([node]).compute_bound().stateful() {
            OpsKind::Tracked(prepared) => prepared.finish(ends, heard),
            OpsKind::UnTracked(prepared) => prepared.finish(heard),
        }
    }

    fn tell(lanes: FloatTensor<Self>, told: FloatTensor<Self>, ends: Arc<Ends>) -> FloatTensor<Self> {
        if B::BY_HAND.is_none() {
            return tell_anywhere::<Self>(lanes, &told, &ends);
        }
        let nodes = [lanes.node(), told.node()];
        let outputs = B::tell(lanes.into_primitive(), told.into_primitive(), Arc::clone(&ends));
        match BackFromLanes.prepare::<C>(nodes).compute_bound().stateful() {
            OpsKind::Tracked(prepared) => prepared.finish((outputs.clone(), ends), outputs),
            OpsKind::UnTracked(prepared) => prepared.finish(outputs),
        }
    }
}

#[derive(Debug)]
struct BackFromHubs;

impl<B: Device> Backward<B, 1> for BackFromHubs {
    type State = Arc<Ends>;

    fn backward(self, ops: Ops<Self::State, 1>, gradients: &mut Gradients, _: &mut Checkpointer) {
        let [lanes] = ops.parents;
        let back = gradients.consume::<B>(&ops.node);
        if let (Some(lanes), Some(by_hand)) = (lanes, B::BY_HAND) {
            gradients.register::<B>(lanes.id, (by_hand.hear_back)(back, &ops.state));
        }
    }
}

#[derive(Debug)]
struct BackFromLanes;

impl<B: Device> Backward<B, 2> for BackFromLanes {
    type State = (FloatTensor<B>, Arc<Ends>);

    fn backward(self, ops: Ops<Self::State, 2>, gradients: &mut Gradients, _: &mut Checkpointer) {
        let (outputs, ends) = ops.state;
        let back = gradients.consume::<B>(&ops.node);
        let Some(by_hand) = B::BY_HAND else { return };
        for (parent, slopes) in ops.parents.into_iter().zip((by_hand.tell_back)([outputs, back], &ends)) {
            if let Some(parent) = parent {
                gradients.register::<B>(parent.id, slopes);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::both_ways::{assert_near, there_and_back};
    use crate::places::Places;

    /// Two networks; hub 2 has lanes to it alone, no lane leads to hub 6, and none touches hub 5.
    fn ends() -> Arc<Ends> {
        let mut places = Places::default();
        places.append(3, [(0, 1), (0, 2), (1, 0), (1, 2), (1, 2)].into_iter());
        places.append(4, [(0, 1), (1, 0), (3, 1), (0, 1)].into_iter());
        Arc::new(Ends::new(&places))
    }

    /// What other devices run, with Burn's own way back, against the kernels by hand.
    #[test]
    fn the_kernels_by_hand_give_what_burns_operations_give() {
        let ends = ends();
        for width in [5, 32] {
            let (lanes, hubs) = ([9, width], [7, 2 * width]);
            let ours = there_and_back(&[lanes], 1.0, |mut tensors| hear(tensors.remove(0), &ends));
            let theirs = there_and_back(&[lanes], 1.0, |mut tensors| {
                Tensor::from_dispatch(hear_anywhere::<Dispatch>(&tensors.remove(0).into_dispatch(), &ends))
            });
            assert_near(&ours, &theirs, 1e-6);
            let ours = there_and_back(&[lanes, hubs], 1.0, |mut tensors| {
                let told = tensors.remove(1);
                tell(tensors.remove(0), told, &ends)
            });
            let theirs = there_and_back(&[lanes, hubs], 1.0, |mut tensors| {
                let told = tensors.remove(1).into_dispatch();
                Tensor::from_dispatch(tell_anywhere::<Dispatch>(tensors.remove(0).into_dispatch(), &told, &ends))
            });
            assert_near(&ours, &theirs, 1e-6);
        }
    }

    /// By hand: of lanes 1, 2 and 3 hub 0 hears those that leave it, 1 and 2, and the one that leads to it, 3.
    #[test]
    fn a_hub_hears_means_and_a_lane_is_told_by_both_its_hubs() {
        let mut places = Places::default();
        places.append(2, [(0, 1), (0, 1), (1, 0)].into_iter());
        let ends = Arc::new(Ends::new(&places));
        let tensor = |values: &[f32], columns: usize| {
            let shape = [values.len() / columns, columns];
            Tensor::<2>::from_data(TensorData::new(values.to_vec(), shape), &burn::tensor::Device::flex())
        };
        let values = |tensor: Tensor<2>| tensor.into_data().try_into_vec::<f32>().unwrap();
        assert_eq!(values(hear(tensor(&[1.0, 2.0, 3.0], 1), &ends)), [1.5, 3.0, 3.0, 1.5]);
        let told = tell(tensor(&[1.0, 2.0, -900.0], 1), tensor(&[10.0, 20.0, 300.0, 400.0], 2), &ends);
        assert_eq!(values(told), [411.0, 412.0, 0.01 * -580.0]);
    }
}
