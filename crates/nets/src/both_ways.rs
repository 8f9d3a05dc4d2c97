//! Operations under test: what they give, and what comes back through them.

use burn::tensor::{Device, Tensor, TensorData};
use rand::RngExt;
use rand_pcg::Pcg64;

/// Outputs for random inputs of some shapes, and the gradient of a random sum of them with respect to each input; the same random numbers
/// each time, up to `most`.
pub(crate) fn there_and_back(
    shapes: &[[usize; 2]],
    most: f32,
    operation: impl Fn(Vec<Tensor<2>>) -> Tensor<2>,
) -> Vec<f32> {
    let mut rng = Pcg64::new(4, 4);
    let mut random = |shape: [usize; 2]| -> Tensor<2> {
        let values: Vec<f32> = (0..shape[0] * shape[1]).map(|_| rng.random_range(-most..most)).collect();
        Tensor::from_data(TensorData::new(values, shape), &Device::flex().autodiff())
    };
    let inputs: Vec<_> = shapes.iter().map(|&shape| random(shape).require_grad()).collect();
    let outputs = operation(inputs.clone());
    let gradients = (outputs.clone() * random(outputs.dims())).sum().backward();
    let back = inputs.iter().map(|input| input.grad(&gradients).expect("an input has a gradient"));
    std::iter::once(outputs.inner())
        .chain(back)
        .flat_map(|tensor| tensor.into_data().try_into_vec::<f32>().unwrap())
        .collect()
}

/// Fails where values differ by more than `tolerance`.
pub(crate) fn assert_near(found: &[f32], wanted: &[f32], tolerance: f32) {
    assert_eq!(found.len(), wanted.len());
    for (at, (found, wanted)) in found.iter().zip(wanted).enumerate() {
        assert!((found - wanted).abs() <= tolerance, "at {at}: {found} instead of {wanted}");
    }
}
