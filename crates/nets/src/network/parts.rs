//! What networks are put together of.

use burn::tensor::{Device, Int, Tensor, TensorData};

use crate::perceptron::Perceptron;

/// The next block of an architecture.
pub fn next(blocks: &mut impl Iterator<Item = Perceptron>) -> Perceptron {
    blocks.next().expect("the architecture names each block")
}

/// Numbers of rows or hubs as a tensor.
pub fn numbers(values: &[u32], device: &Device) -> Tensor<1, Int> {
    let values: Vec<i32> = values.iter().map(|&value| value as i32).collect();
    let n = values.len();
    Tensor::from_data(TensorData::new(values, [n]), device)
}
