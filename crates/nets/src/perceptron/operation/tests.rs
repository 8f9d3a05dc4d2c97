use burn::tensor::TensorData;
use rand::RngExt;
use rand_pcg::Pcg64;

use super::*;

/// What other devices run, run on the processor, against the kernels by hand that stand in for it there.
#[test]
fn the_kernels_by_hand_give_what_burns_operations_give() {
    let values = |tensor: FloatTensor<Flex>| tensor.into_data().try_into_vec::<f32>().unwrap();
    let wide = Widths::new(16, &[], 32).with_rectifier();
    for widths in [Widths::new(5, &[16, 7], 3), Widths::new(5, &[], 9).with_rectifier(), wide] {
        let mut rng = Pcg64::new(4, 4);
        let mut random = |shape: [usize; 2]| {
            let values: Vec<f32> = (0..shape[0] * shape[1]).map(|_| rng.random_range(-1.0..1.0)).collect();
            FloatTensor::<Flex>::from_data(TensorData::new(values, shape))
        };
        let rows = random([11, widths.inputs()]);
        let weights = random([1, widths.n_weights()]).reshape(Shape::new([widths.n_weights()]));
        let back = random([11, widths.outputs()]);
        let [ours, theirs] =
            [Flex::layers(&rows, &weights, &widths), layers_anywhere::<Flex>(&rows, &weights, &widths)];
        let [mut found, mut wanted] = [&ours, &theirs].map(|outputs| values(outputs[outputs.len() - 1].clone()));
        found.extend(Flex::peaks(&ours, &widths));
        wanted.extend(peaks_anywhere::<Flex>(&theirs, &widths));
        let kept = |outputs| Kept { rows: rows.clone(), weights: weights.clone(), outputs, widths: widths.clone() };
        let [ours, theirs] =
            [Flex::slopes(kept(ours), back.clone(), true), slopes_anywhere::<Flex>(kept(theirs), back.clone(), true)];
        for (all, slopes) in [(&mut found, ours), (&mut wanted, theirs)] {
            all.extend(values(slopes.weights));
            all.extend(values(slopes.rows.unwrap()));
        }
        assert_eq!(found.len(), wanted.len());
        for (found, wanted) in found.iter().zip(&wanted) {
            assert!((found - wanted).abs() < 1e-5, "{found} instead of {wanted}");
        }
    }
}
