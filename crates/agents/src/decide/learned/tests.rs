use std::sync::Arc;

use linehaul_case::network::Network;
use linehaul_case::{Case, Demand, Grams, Hub, Millilitres};
use linehaul_env::feed::Feed;
use linehaul_nets::places::Places;
use linehaul_nets::shape::{CriticView, Kind};
use linehaul_worlds::generate::{Family, generate};
use rand_pcg::Pcg64;

use super::*;
use crate::decide::policies::shape;

fn case() -> Case {
    generate(&Family::Base.spec(2, 0))
}

fn policy() -> Policy {
    let mut rng = Pcg64::new(8, 8);
    let shape = shape(ActionSpace::Vehicles, vec![16, 16], (Kind::Lane, CriticView::Local), false);
    let mut policy = Policy::random(shape, &mut rng);
    // As wide as inner layers, so that choices differ.
    policy.actor.iter_mut().for_each(|weight| *weight *= 2.0);
    policy
}

/// Logits of every lane that has a choice, by hour and lane, while the policy runs the world for four days.
fn logits(case: Case) -> Vec<Vec<f32>> {
    let network = Network::new(Arc::new(case));
    let demand = Demand::of(&network.case, 0);
    let mut world = World::new(network.clone(), Feed::of(&network, &demand, 0.0));
    let (policy, mut orders) = (policy(), vec![Order::Hold; network.n_lanes]);
    let mut manager = Learned::new(std::slice::from_ref(&policy));
    let mut seen = Vec::new();
    for _ in 0..96 {
        manager.order(&world, &mut orders);
        let mut observations = vec![0.0; network.n_lanes * FEATURES];
        Observer::default().observe(&world, &mut observations);
        seen.push(policy.net().outputs(&observations, &Places::default()));
        world.step(&orders);
    }
    seen
}

fn assert_alike(ours: &[Vec<f32>], theirs: &[Vec<f32>]) {
    for (hour, (ours, theirs)) in ours.iter().zip(theirs).enumerate() {
        assert_eq!(ours.len(), theirs.len());
        for (ours, theirs) in ours.iter().zip(theirs) {
            assert!((ours - theirs).abs() < 1e-4, "hour {hour}: {ours} and {theirs}");
        }
    }
}

/// Shares and ratios only: a carrier of parcels and one of containers are the same to the policy.
#[test]
fn ten_times_the_weights_volumes_and_capacities_change_no_logit() {
    let mut scaled = case().into_tables();
    scaled.packages.grams.iter_mut().for_each(|grams| *grams = Grams(grams.0 * 10));
    scaled.packages.ml.iter_mut().for_each(|ml| *ml = Millilitres(ml.0 * 10));
    for vehicle in &mut scaled.vehicles {
        vehicle.grams = Grams(vehicle.grams.0 * 10);
        vehicle.ml = Millilitres(vehicle.ml.0 * 10);
    }
    assert_alike(&logits(case()), &logits(Case::new(scaled).unwrap()));
}

#[test]
fn a_hub_without_roads_changes_no_logit() {
    let mut more = case().into_tables();
    more.hubs.push(Hub { id: "island".into(), name: "Island".into(), lat: 0.0, lon: 0.0, max_dispatch_per_hour: 3 });
    assert_alike(&logits(case()), &logits(Case::new(more).unwrap()));
}

#[test]
fn rows_in_another_order_get_their_logits_in_that_order() {
    use rand::RngExt;
    let mut rng = Pcg64::new(1, 9);
    let rows: Vec<f32> = (0..40 * FEATURES).map(|_| rng.random()).collect();
    let turned: Vec<f32> = rows.chunks(FEATURES).rev().flatten().copied().collect();
    let n = ActionSpace::Vehicles.numbers().choices;
    let policy = policy();
    let scorer = policy.net();
    let back: Vec<f32> = scorer.outputs(&turned, &Places::default()).chunks(n).rev().flatten().copied().collect();
    for (ours, theirs) in scorer.outputs(&rows, &Places::default()).iter().zip(back) {
        assert!((ours - theirs).abs() < 1e-5, "{ours} and {theirs}");
    }
}

/// What was written is enough to decide again: the same outputs from the rows, the same choices from the outputs.
#[test]
fn the_log_of_decisions_repeats_them() {
    use safetensors::tensor::SafeTensors;

    use linehaul_nets::logits::Outputs;

    let kinds = [Kind::Lane, Kind::Hub { heads: 2 }, Kind::Graph { rounds: 2 }];
    for (space, kind) in
        kinds.map(|kind| (ActionSpace::Vehicles, kind)).into_iter().chain([(ActionSpace::Options, Kind::Lane)])
    {
        let network = Network::new(Arc::new(case()));
        let demand = Demand::of(&network.case, 0);
        let mut world = World::new(network.clone(), Feed::of(&network, &demand, 0.0));
        let shape = shape(space, vec![16, 16], (kind, CriticView::Local), false);
        let policy = Policy::random(shape.clone(), &mut Pcg64::new(3, 3));
        let mut manager = Learned::new(std::slice::from_ref(&policy));
        manager.record();
        let mut orders = vec![Order::Hold; network.n_lanes];
        let mut ordered = Vec::new();
        for _ in 0..48 {
            manager.order(&world, &mut orders);
            ordered.push(orders.clone());
            world.step(&orders);
        }
        let log = manager.take_log();
        assert!(log.len() > 100, "{}", log.len());
        let bytes = log.to_bytes(&[]);
        let tensors = SafeTensors::deserialize(&bytes).unwrap();
        let whole = |name: &str| -> Vec<i64> {
            let data = tensors.tensor(name).unwrap().data();
            data.chunks(8).map(|bytes| i64::from_le_bytes(bytes.try_into().unwrap())).collect()
        };
        let floats = |name: &str| -> Vec<f32> {
            let data = tensors.tensor(name).unwrap().data();
            data.chunks(4).map(|bytes| f32::from_le_bytes(bytes.try_into().unwrap())).collect()
        };
        let (rows, wanted) = (floats("rows"), floats("outputs"));
        // Hours are networks of their own.
        let mut places = Places::default();
        if !kind.is_lane() {
            let ends = whole("row_from").into_iter().zip(whole("row_to"));
            let ends: Vec<(i64, (i64, i64))> = whole("row_hour").into_iter().zip(ends).collect();
            for hour in ends.chunk_by(|a, b| a.0 == b.0) {
                places.append(network.n_hubs as u32, hour.iter().map(|(_, (from, to))| (*from as u32, *to as u32)));
            }
        }
        let outputs = policy.net().outputs(&rows, &places);
        assert!(outputs.iter().zip(&wanted).all(|(a, b)| (a - b).abs() < 1e-5));
        let (hours, lanes, masks, first_rows) = (whole("hour"), whole("lane"), whole("mask"), whole("first_row"));
        let (mut next, mut row) = (Outputs::new(&shape.space, &wanted), 0);
        for (at, choice) in whole("choice").into_iter().enumerate() {
            let mask = masks[at] as u16;
            if kind.is_lane() {
                assert_eq!(first_rows[at], row);
                row += shape.space.n_rows(mask) as i64;
            }
            assert_eq!(best(next.of(first_rows[at] as usize, mask), mask) as i64, choice);
            let held = ordered[hours[at] as usize][lanes[at] as usize].is_hold();
            assert!(choice != 0 || held, "choice 0 is to hold");
        }
        assert!(!kind.is_lane() || row as usize * shape.actor().inputs() == rows.len());
    }
}
