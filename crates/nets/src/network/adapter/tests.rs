use rand::RngExt;
use rand_pcg::Pcg64;

use crate::device::Device;
use crate::kind::Kind;
use crate::net::{Architecture, Gradient, Net, Rows};
use crate::places::Places;

const INPUTS: usize = 3;
const N_HUBS: usize = 4;

fn architecture(kind: Kind) -> Architecture {
    Architecture::adapted(Some((2, N_HUBS)), kind, INPUTS, &[6, 4], 2)
}

/// Weights of which none is 0.
fn random(architecture: &Architecture) -> Vec<f32> {
    let mut rng = Pcg64::new(5, 1);
    (0..architecture.n_weights()).map(|_| rng.random_range(-1.0..1.0)).collect()
}

/// Rows of five lanes with the hubs that they leave, and one of a hub that has no adapter.
fn rows() -> Rows {
    let mut rng = Pcg64::new(6, 1);
    let mut rows = Rows::default();
    for (from, to) in [(0, 1), (0, 2), (1, 3), (3, 0), (2, 1), (4, 0)] {
        rows.values.extend((0..INPUTS).map(|_| rng.random_range(-1.0..1.0_f32)));
        rows.values.extend((0..N_HUBS).map(|hub| f32::from(u8::from(hub == from))));
        rows.places.push(from as u32, to);
    }
    rows.places.n_hubs = 5;
    rows
}

fn trunk_rows(rows: &Rows) -> Vec<f32> {
    rows.values.chunks(INPUTS + N_HUBS).flat_map(|row| row[..INPUTS].to_vec()).collect()
}

#[test]
fn adapters_begin_without_effect_and_never_touch_hubs_that_have_none() {
    for kind in [Kind::Lane, Kind::Hub { heads: 2 }, Kind::Graph { rounds: 1 }] {
        let (architecture, trunk) = (architecture(kind), Architecture::new(kind, INPUTS, &[6, 4], 2));
        let rows = rows();
        let pair = |weights: &[f32]| {
            let by_itself = Net::new(&trunk, &weights[architecture.adapters().end..]);
            let outputs = Net::new(&architecture, weights).outputs(&rows.values, &rows.places);
            (outputs, by_itself.outputs(&trunk_rows(&rows), &rows.places))
        };
        let (begun, without) = pair(&architecture.initial(1.0, &mut Pcg64::new(1, 1)));
        assert_eq!(begun, without, "{kind:?}");
        let (adapted, without) = pair(&random(&architecture));
        assert_eq!(adapted[10..], without[10..], "{kind:?}");
        assert!(
            adapted.iter().zip(&without).take(10).all(|(adapted, without)| adapted.to_bits() != without.to_bits()),
            "{kind:?}"
        );
    }
}

#[test]
fn a_hubs_numbers_move_its_own_lanes_alone() {
    let architecture = architecture(Kind::Lane);
    let (mut weights, rows) = (random(&architecture), rows());
    let outputs = |weights: &[f32]| Net::new(&architecture, weights).outputs(&rows.values, &Places::default());
    let before = outputs(&weights);
    let hub = architecture.parts().find(|part| part.name == "adapter.hub.0.weight").unwrap();
    assert_eq!(hub.shape, [N_HUBS, 2]);
    weights[hub.place.start + 2] += 0.5;
    let after = outputs(&weights);
    let moved: Vec<usize> = (0..6).filter(|row| before[2 * row..2 * row + 2] != after[2 * row..2 * row + 2]).collect();
    assert_eq!(moved, [2], "lane 2 leaves hub 1");
}

/// Loss: half the sum of squared outputs, whose gradient with respect to the outputs is the outputs.
#[test]
fn gradients_are_those_of_finite_differences() {
    for kind in [Kind::Lane, Kind::Hub { heads: 2 }, Kind::Graph { rounds: 1 }] {
        let (architecture, rows) = (architecture(kind), rows());
        let weights = random(&architecture);
        let loss = |weights: &[f32]| {
            let outputs = Net::new(&architecture, weights).outputs(&rows.values, &rows.places);
            outputs.iter().map(|y| f64::from(y * y) / 2.0).sum::<f64>()
        };
        let mut gradient = Gradient::new(&architecture, &Device::default());
        gradient.compute(&weights, rows.clone(), |outputs, slopes| slopes.copy_from_slice(outputs));
        assert_eq!(gradient.flat().len(), weights.len());
        for at in 0..weights.len() {
            let moved = |by: f32| {
                let mut weights = weights.clone();
                weights[at] += by;
                loss(&weights)
            };
            let (slope, found) = ((moved(2e-3) - moved(-2e-3)) / 4e-3, f64::from(gradient.flat()[at]));
            assert!((slope - found).abs() < 2e-2 * (1.0 + slope.abs()), "{kind:?} {at}: {slope} {found}");
        }
    }
}
