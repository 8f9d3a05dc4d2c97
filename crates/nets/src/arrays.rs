//! Tensors of the processor as the arrays that they are.

use burn::backend::tensor::FloatTensor;
use burn::backend::{Flex, TensorMetadata};
use burn::tensor::TensorData;

use crate::buffers;

/// The tensor with its values one after another.
pub(crate) fn whole(tensor: &FloatTensor<Flex>) -> FloatTensor<Flex> {
    into_whole(tensor.clone())
}

/// The same of a tensor that is no longer wanted.
pub(crate) fn into_whole(tensor: FloatTensor<Flex>) -> FloatTensor<Flex> {
    if tensor.is_contiguous() && tensor.layout().start_offset() == 0 { tensor } else { tensor.to_contiguous() }
}

/// Keeps the array of a tensor that nobody else holds.
pub(crate) fn give_back(tensor: FloatTensor<Flex>) {
    if tensor.is_unique() {
        buffers::give(values(tensor));
    }
}

/// The values of a tensor.
pub(crate) fn values(tensor: FloatTensor<Flex>) -> Vec<f32> {
    tensor.into_data().try_into_vec().expect("tensors are f32")
}

/// A tensor of values one after another.
pub(crate) fn flat(values: Vec<f32>) -> FloatTensor<Flex> {
    let n = values.len();
    FloatTensor::<Flex>::from_data(TensorData::new(values, [n]))
}

/// A tensor of rows.
pub(crate) fn tensor(values: Vec<f32>, columns: usize) -> FloatTensor<Flex> {
    let n_rows = values.len() / columns;
    FloatTensor::<Flex>::from_data(TensorData::new(values, [n_rows, columns]))
}

/// Columns of a tensor of rows.
pub(crate) fn columns(rows: &FloatTensor<Flex>) -> usize {
    rows.shape().dims::<2>()[1]
}
