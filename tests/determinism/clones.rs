//! A clone in the middle of an episode goes on as its original does.

use std::sync::Arc;

use linehaul_agents::learn::reward::reward;
use linehaul_case::Demand;
use linehaul_case::network::Network;
use linehaul_env::feed::Feed;
use linehaul_env::observe::{FEATURES, Observer};
use linehaul_env::world::World;
use linehaul_worlds::generate::{WorldSpec, generate};

use super::random_orders::random_orders;

/// A world at its start, which records its departures.
pub fn world(spec: &WorldSpec) -> World {
    let network = Network::new(Arc::new(generate(spec)));
    let demand = Demand::of(&network.case, 0);
    let mut world = World::new(network.clone(), Feed::of(&network, &demand, 0.0));
    world.record();
    world
}

fn spec(n_hubs: usize) -> WorldSpec {
    WorldSpec { n_hubs, lane_loads_per_hour: 0.2, hours: 96, seed: n_hubs as u64, ..WorldSpec::default() }
}

fn step(world: &mut World) {
    world.step(&random_orders(u64::from(world.hour()), world.network.n_lanes));
}

/// A world as it is after some hours.
fn mid_episode(spec: &WorldSpec, hours: usize) -> World {
    let mut world = world(spec);
    (0..hours).for_each(|_| step(&mut world));
    world
}

#[track_caller]
fn assert_go_on_alike(mut one: World, mut other: World) {
    while !one.is_over() {
        step(&mut one);
        step(&mut other);
        assert_eq!(one.hour(), other.hour());
        assert!(seen(&one) == seen(&other), "hour {}", one.hour());
        assert_eq!(one.total_cost().to_bits(), other.total_cost().to_bits());
    }
    assert!(other.is_over());
    let departures = [one.take_log(), other.take_log()];
    assert!(departures[0].len() > 100);
    let [one, other] = departures.map(|log| format!("{log:?}"));
    assert!(one == other);
}

/// Bits of observation and reward.
fn seen(world: &World) -> Vec<u32> {
    let n_lanes = world.network.n_lanes;
    let mut values = vec![0.0; n_lanes * (FEATURES + 1)];
    Observer::default().observe(world, &mut values[..n_lanes * FEATURES]);
    reward(world, &mut values[n_lanes * FEATURES..]);
    values.into_iter().map(f32::to_bits).collect()
}

#[test]
fn a_clone_goes_on_as_its_original() {
    let original = mid_episode(&spec(6), 40);
    let copy = original.clone();
    assert_go_on_alike(original, copy);
}

#[test]
fn a_world_restored_into_another_goes_on_as_its_source() {
    let source = mid_episode(&spec(6), 40);
    let mut elsewhere = mid_episode(&spec(4), 70);
    elsewhere.clone_from(&source);
    assert_go_on_alike(source, elsewhere);
}

#[test]
fn a_world_restored_to_an_earlier_hour_goes_on_from_there() {
    let earlier = mid_episode(&spec(6), 30);
    let mut later = earlier.clone();
    while !later.is_over() {
        step(&mut later);
    }
    later.clone_from(&earlier);
    assert_go_on_alike(earlier, later);
}
