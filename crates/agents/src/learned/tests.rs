use std::sync::Arc;

use linehaul_env::arrivals::Arrivals;
use linehaul_env::case::{Case, Hub};
use linehaul_env::demand::Demand;
use linehaul_env::generate::{Family, generate};
use linehaul_env::network::Network;
use linehaul_env::units::{Grams, Millilitres};
use rand_pcg::Pcg64;

use super::*;
use crate::network::Perceptron;
use crate::policy::{Critic, Shape};

fn case() -> Case {
    generate(&Family::Base.spec(2, 0))
}

fn policy() -> Policy {
    let mut rng = Pcg64::new(8, 8);
    let shape = Shape { space: ActionSpace::Vehicles, hidden: vec![16, 16], critic: Critic::Local, hints: false };
    let mut policy = Policy::random(shape, &mut rng);
    // As wide as inner layers, so that choices differ.
    policy.actor.iter_mut().for_each(|weight| *weight *= 2.0);
    policy
}

/// Logits of every lane that has a choice, by hour and lane, while the policy runs the world for four days.
fn logits(case: Case) -> Vec<Vec<f32>> {
    let network = Network::new(Arc::new(Case::new(case).unwrap()));
    let demand = Demand::of(&network.case, 0);
    let mut world = World::new(network.clone(), Arrivals::new(&network, &demand, 0.0));
    let (policy, mut orders) = (policy(), vec![Order::HOLD; network.n_lanes]);
    let mut manager = Learned::new(std::slice::from_ref(&policy));
    let mut seen = Vec::new();
    for _ in 0..96 {
        manager.order(&world, &mut orders);
        let mut observations = vec![0.0; network.n_lanes * FEATURES];
        Observer::default().observe(&world, &mut observations);
        seen.push(Perceptron::new(&policy.shape.actor(), &policy.actor).outputs(&observations));
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
    let mut scaled = case();
    scaled.packages.grams.iter_mut().for_each(|grams| *grams = Grams(grams.0 * 10));
    scaled.packages.ml.iter_mut().for_each(|ml| *ml = Millilitres(ml.0 * 10));
    for vehicle in &mut scaled.vehicles {
        vehicle.grams = Grams(vehicle.grams.0 * 10);
        vehicle.ml = Millilitres(vehicle.ml.0 * 10);
    }
    assert_alike(&logits(case()), &logits(scaled));
}

#[test]
fn a_hub_without_roads_changes_no_logit() {
    let mut more = case();
    more.hubs.push(Hub { id: "island".into(), name: "Island".into(), lat: 0.0, lon: 0.0, max_dispatch_per_hour: 3 });
    assert_alike(&logits(case()), &logits(more));
}

#[test]
fn rows_in_another_order_get_their_logits_in_that_order() {
    use rand::RngExt;
    let mut rng = Pcg64::new(1, 9);
    let rows: Vec<f32> = (0..40 * FEATURES).map(|_| rng.random()).collect();
    let turned: Vec<f32> = rows.chunks(FEATURES).rev().flatten().copied().collect();
    let n = ActionSpace::Vehicles.n_choices();
    let policy = policy();
    let scorer = Perceptron::new(&policy.shape.actor(), &policy.actor);
    let back: Vec<f32> = scorer.outputs(&turned).chunks(n).rev().flatten().copied().collect();
    for (ours, theirs) in scorer.outputs(&rows).iter().zip(back) {
        assert!((ours - theirs).abs() < 1e-5, "{ours} and {theirs}");
    }
}
