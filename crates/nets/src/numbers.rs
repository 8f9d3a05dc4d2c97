//! Numbers of rows or hubs on a device.

use burn::backend::Backend;
use burn::backend::tensor::{Device, IntTensor};
use burn::tensor::TensorData;

/// The numbers as a tensor.
pub(crate) fn numbers<B: Backend>(values: &[u32], device: &Device<B>) -> IntTensor<B> {
    let values: Vec<i32> = values.iter().map(|&value| value as i32).collect();
    let n = values.len();
    B::int_from_data(TensorData::new(values, [n]), device)
}
