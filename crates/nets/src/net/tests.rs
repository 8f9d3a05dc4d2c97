use rand::RngExt;
use rand::seq::SliceRandom;
use rand_pcg::Pcg64;

use super::*;
use crate::adam::Adam;
use crate::shape::Kind;

const KINDS: [Kind; 4] = [Kind::Lane, Kind::Hub { heads: 2 }, Kind::Graph { rounds: 1 }, Kind::Graph { rounds: 2 }];
const INPUTS: usize = 3;

/// Two networks of three and four hubs, the second with a hub that no lane touches.
fn rows() -> Rows {
    let mut places = Places::default();
    places.append(3, [(0, 1), (0, 2), (1, 0), (2, 0), (2, 1)].into_iter());
    places.append(4, [(0, 1), (1, 2), (1, 0), (2, 1)].into_iter());
    let mut rng = Pcg64::new(7, 2);
    let values = (0..places.from.len() * INPUTS).map(|_| rng.random_range(-1.0..1.0)).collect();
    Rows { values, places }
}

fn network(kind: Kind) -> (Architecture, Vec<f32>) {
    let architecture = Architecture::new(kind, INPUTS, &[6, 4], 2);
    let mut weights = architecture.initial(1.0, &mut Pcg64::new(1, 2));
    // Biases too are worth something.
    for (at, weight) in weights.iter_mut().enumerate() {
        *weight += 0.01 * (at % 7) as f32;
    }
    (architecture, weights)
}

fn outputs((architecture, weights): &(Architecture, Vec<f32>), rows: &Rows) -> Vec<f32> {
    Net::new(architecture, weights).outputs(&rows.values, &rows.places)
}

fn assert_near(found: &[f32], expected: &[f32], what: &str) {
    assert_eq!(found.len(), expected.len(), "{what}");
    for (found, expected) in found.iter().zip(expected) {
        assert!((found - expected).abs() < 1e-5, "{what}: {found} instead of {expected}");
    }
}

/// The rows in another order, `order[new] = old`.
fn permuted(rows: &Rows, order: &[usize]) -> Rows {
    let values = order.iter().flat_map(|&row| &rows.values[row * INPUTS..(row + 1) * INPUTS]).copied().collect();
    let pick = |hubs: &[u32]| order.iter().map(|&row| hubs[row]).collect();
    let Places { from, to, n_hubs } = &rows.places;
    Rows { values, places: Places { from: pick(from), to: pick(to), n_hubs: *n_hubs } }
}

/// The lane kind by two loops a layer.
#[test]
fn outputs_are_those_of_plain_loops() {
    let (architecture, weights) = network(Kind::Lane);
    let parts: Vec<Part> = architecture.parts().collect();
    let rows = rows();
    let expected: Vec<f32> = (rows.values.chunks(INPUTS))
        .flat_map(|row| {
            parts.chunks(2).enumerate().fold(row.to_vec(), |values, (at, layer)| {
                let (matrix, biases) = (&weights[layer[0].place.clone()], &weights[layer[1].place.clone()]);
                let sum = |j: usize| {
                    biases[j] + values.iter().enumerate().map(|(i, x)| x * matrix[i * biases.len() + j]).sum::<f32>()
                };
                let leak = |sum: f32| if at < 2 && sum < 0.0 { 0.01 * sum } else { sum };
                (0..biases.len()).map(|j| leak(sum(j))).collect()
            })
        })
        .collect();
    assert_near(&outputs(&(architecture, weights), &rows), &expected, "lane");
}

/// Loss: half the sum of squared outputs, whose gradient with respect to the outputs is the outputs.
#[test]
fn gradients_are_those_of_finite_differences() {
    for kind in KINDS {
        let (architecture, weights) = network(kind);
        let rows = rows();
        let loss = |weights: Vec<f32>| {
            outputs(&(architecture.clone(), weights), &rows).iter().map(|y| f64::from(y * y) / 2.0).sum::<f64>()
        };
        let mut gradient = Gradient::new(&architecture, &Device::default());
        gradient.compute(&weights, rows.clone(), |outputs, slopes| slopes.copy_from_slice(outputs));
        assert_eq!(gradient.flat().len(), weights.len());
        for at in 0..weights.len() {
            let moved = |by: f32| {
                let mut weights = weights.clone();
                weights[at] += by;
                loss(weights)
            };
            let (slope, found) = ((moved(2e-3) - moved(-2e-3)) / 4e-3, f64::from(gradient.flat()[at]));
            assert!((slope - found).abs() < 1e-2 * (1.0 + slope.abs()), "{kind:?} {at}: {slope} {found}");
        }
    }
}

#[test]
fn permuted_lanes_have_permuted_outputs() {
    for kind in KINDS {
        let (network, rows) = (network(kind), rows());
        let before = outputs(&network, &rows);
        let mut order: Vec<usize> = (0..rows.places.from.len()).collect();
        order.shuffle(&mut Pcg64::new(3, 3));
        let expected: Vec<f32> = order.iter().flat_map(|&row| before[2 * row..2 * row + 2].to_vec()).collect();
        assert_near(&outputs(&network, &permuted(&rows, &order)), &expected, &format!("{kind:?}"));
    }
}

#[test]
fn other_numbers_of_hubs_change_nothing() {
    for kind in KINDS {
        let (network, mut rows) = (network(kind), rows());
        let before = outputs(&network, &rows);
        // Hubs are counted from the end, and one more is there, which no lane touches.
        for hub in rows.places.from.iter_mut().chain(&mut rows.places.to) {
            *hub = 7 - *hub;
        }
        rows.places.n_hubs = 8;
        assert_near(&outputs(&network, &rows), &before, &format!("{kind:?}"));
    }
}

#[test]
fn a_batch_of_networks_is_each_by_itself() {
    for kind in KINDS {
        let (network, rows) = (network(kind), rows());
        let Places { from, to, .. } = &rows.places;
        let one_by_one: Vec<f32> = [(0..5, 0, 3), (5..9, 3, 4)]
            .into_iter()
            .flat_map(|(lanes, first, n_hubs): (std::ops::Range<usize>, u32, u32)| {
                let mut places = Places::default();
                places.append(n_hubs, lanes.clone().map(|lane| (from[lane] - first, to[lane] - first)));
                let values = rows.values[lanes.start * INPUTS..lanes.end * INPUTS].to_vec();
                outputs(&network, &Rows { values, places })
            })
            .collect();
        assert_near(&outputs(&network, &rows), &one_by_one, &format!("{kind:?}"));
    }
}

/// Which rows feel a change of row 5, the lane from hub 3 to hub 4 of the chain 3 - 4 - 5.
#[test]
fn a_lane_sees_as_far_as_its_kind() {
    let felt = |kind: Kind| -> Vec<usize> {
        let (network, mut rows) = (network(kind), rows());
        let before = outputs(&network, &rows);
        rows.values[5 * INPUTS] += 0.5;
        let after = outputs(&network, &rows);
        (0..9).filter(|row| before[2 * row..2 * row + 2] != after[2 * row..2 * row + 2]).collect()
    };
    assert_eq!(felt(Kind::Lane), [5]);
    assert_eq!(felt(Kind::Hub { heads: 2 }), [5]);
    assert_eq!(felt(Kind::Graph { rounds: 1 }), [5, 6, 7, 8]);
}

/// On a chain of hubs a - b - c - d the right choice at lane (a, b) is told by lane (c, d), two hops away: a graph of two rounds learns it, what sees less
/// cannot.
#[test]
fn two_rounds_learn_what_is_two_hops_away() {
    let accuracy = |kind: Kind| -> f32 {
        let architecture = Architecture::new(kind, 1, &[12], 1);
        let mut rng = Pcg64::new(5, 5);
        let mut weights = architecture.initial(1.0, &mut rng);
        let (mut adam, mut gradient) = (Adam::new(weights.len()), Gradient::new(&architecture, &Device::default()));
        let mut share = 0.0;
        for step in 0..300 {
            let (mut rows, mut wanted) = (Rows::default(), Vec::new());
            for _ in 0..64 {
                let sign = if rng.random::<bool>() { 1.0 } else { -1.0 };
                rows.places.append(4, [(0, 1), (1, 2), (2, 3)].into_iter());
                rows.values.extend([0.0, 0.0, sign]);
                wanted.push(sign);
            }
            let right = gradient.compute(&weights, rows, |outputs, slopes| {
                let lanes = outputs.chunks_exact(3).zip(slopes.chunks_exact_mut(3)).zip(&wanted);
                lanes
                    .map(|((outputs, slopes), wanted)| {
                        slopes[0] = (outputs[0] - wanted) / 64.0;
                        f32::from(u8::from(outputs[0] * wanted > 0.0))
                    })
                    .sum::<f32>()
                    / 64.0
            });
            if step >= 290 {
                share += right / 10.0;
            }
            adam.step(&mut weights, gradient.flat(), 0.01, 1.0);
        }
        share
    };
    let graph = accuracy(Kind::Graph { rounds: 2 });
    assert!(graph > 0.99, "{graph}");
    for blind in [Kind::Lane, Kind::Hub { heads: 1 }, Kind::Graph { rounds: 1 }] {
        let share = accuracy(blind);
        assert!(share < 0.7, "{blind:?} {share}");
    }
}

/// The bias of a unit of the first hidden layer decides whether it ever rises: one far below 0 keeps it down on all rows.
#[test]
fn a_unit_that_never_rises_has_a_peak_below_0() {
    for kind in KINDS {
        let (architecture, mut weights) = network(kind);
        let first = architecture.layers().next().unwrap();
        let mut peak = |bias: f32, watched: bool| -> Option<f32> {
            weights[first.place.end - first.units.len() + 2] = bias;
            let mut gradient = Gradient::new(&architecture, &Device::default());
            gradient.watch(watched);
            gradient.compute(&weights, rows(), |_, _| ());
            gradient.peaks().get(first.units.start + 2).copied()
        };
        assert!(peak(-1e3, true).unwrap() < 0.0, "{kind:?}");
        assert!(peak(1e3, true).unwrap() > 0.0, "{kind:?}");
        assert_eq!(peak(1e3, false), None);
    }
}

#[test]
fn peaks_are_over_all_rows_that_were_watched() {
    let (architecture, weights) = network(Kind::Lane);
    let peaks = |gradient: &mut Gradient, rows: std::ops::Range<usize>| {
        let values = self::rows().values[rows.start * INPUTS..rows.end * INPUTS].to_vec();
        gradient.watch(true);
        gradient.compute(&weights, Rows { values, places: Places::default() }, |_, _| ());
        gradient.peaks().to_vec()
    };
    let new = || Gradient::new(&architecture, &Device::default());
    let (mut whole, mut left, mut right) = (new(), new(), new());
    let whole = peaks(&mut whole, 0..9);
    peaks(&mut left, 0..2);
    peaks(&mut left, 2..4);
    peaks(&mut right, 4..9);
    left.add(&right);
    assert_eq!(left.peaks(), whole);
    assert_eq!(whole.len(), 6 + 4);
}
