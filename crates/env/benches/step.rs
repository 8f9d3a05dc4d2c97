//! Simulator throughput on one core, observation included, with a simple urgent-first rule for the orders.
//!
//! Each sample is a whole episode: a fresh world, 480 hours of observation, orders and step. Divide hub-steps by time for the
//! rate; divan prints it as items a second, an item being one hour of one hub.

use std::sync::Arc;

use divan::{Bencher, counter::ItemsCount};
use linehaul_case::Demand;
use linehaul_case::network::Network;
use linehaul_env::feed::Feed;
use linehaul_env::observe::{FEATURES, Observer};
use linehaul_env::order::Order;
use linehaul_env::world::World;
use linehaul_worlds::generate::{WorldSpec, generate};

fn main() {
    let world = fresh(100, 0.06);
    let mut mid = world.clone();
    for _ in 0..240 {
        hour(&mut mid, &mut Scratch::new(&world));
    }
    println!("memory of a 100-hub world at hour 240: {:.2} MB", mid.state().bytes() as f64 / 1e6);
    divan::main();
}

struct Scratch {
    observer: Observer,
    observation: Vec<f32>,
    orders: Vec<Order>,
}

impl Scratch {
    fn new(world: &World) -> Self {
        let n_lanes = world.network.n_lanes;
        Self {
            observer: Observer::default(),
            observation: vec![0.0; n_lanes * FEATURES],
            orders: vec![Order::Hold; n_lanes],
        }
    }
}

fn spec(n_hubs: usize, lane_loads_per_hour: f64) -> WorldSpec {
    WorldSpec { n_hubs, lane_loads_per_hour, seed: 3, ..WorldSpec::default() }
}

fn fresh(n_hubs: usize, lane_loads_per_hour: f64) -> World {
    let case = Arc::new(generate(&spec(n_hubs, lane_loads_per_hour)));
    let demand = Demand::of(&case, 0);
    let network = Network::new(case);
    let arrivals = Feed::of(&network, &demand, 0.0);
    World::new(network, arrivals)
}

/// One hour: observe, order, step.
fn hour(world: &mut World, scratch: &mut Scratch) {
    scratch.observer.observe(world, &mut scratch.observation);
    for (lane, order) in scratch.orders.iter_mut().enumerate() {
        *order = urgent_first(world, lane);
    }
    world.step(&scratch.orders);
}

/// Full trucks go; else what is urgent goes if its penalty is worth a third of its vehicles.
fn urgent_first(world: &World, lane: usize) -> Order {
    let view = world.lane(lane);
    if view.is_empty() {
        return Order::Hold;
    }
    let load = view.load();
    if load.fract() >= 0.97 {
        return Order::trucks(load.ceil() as usize);
    }
    if load >= 1.0 {
        return Order::trucks(load as usize);
    }
    let urgent = view.late_cost_per_hour() * 24.0 + view.penalty_between(0, 0);
    if urgent > 0.0 && urgent >= 0.32 * view.cost_of_load(view.load_within(12)) {
        Order::urgent(12)
    } else {
        Order::Hold
    }
}

#[divan::bench(
    args = [(8, 0.02), (8, 0.06), (8, 0.2), (8, 0.6), (50, 0.06), (50, 0.2), (50, 0.6), (100, 0.06), (100, 0.2), (100, 0.6)],
    sample_count = 20
)]
fn episode(bencher: Bencher, (n_hubs, loads): (usize, f64)) {
    let world = fresh(n_hubs, loads);
    let mut scratch = Scratch::new(&world);
    bencher.counter(ItemsCount::new(n_hubs * 480)).with_inputs(|| world.clone()).bench_local_values(|mut world| {
        while !world.is_over() {
            hour(&mut world, &mut scratch);
        }
        world
    });
}

/// Drawing the packages of a world and compiling them, per hub-step of the episode that they feed.
#[divan::bench(args = [(8, 0.02), (8, 0.06), (8, 0.2), (8, 0.6)], sample_count = 5)]
fn draw_demand(bencher: Bencher, (n_hubs, loads): (usize, f64)) {
    bencher.counter(ItemsCount::new(n_hubs * 480)).bench_local(|| fresh(n_hubs, loads));
}

/// Copying the state of a 20-hub world in mid-episode, and restoring it into an existing one.
#[divan::bench]
fn clone_20_hubs(bencher: Bencher) {
    let world = busy(20);
    bencher.bench_local(|| world.clone());
}

#[divan::bench]
fn restore_20_hubs(bencher: Bencher) {
    let world = busy(20);
    let mut other = world.clone();
    bencher.bench_local(|| other.clone_from(&world));
}

fn busy(n_hubs: usize) -> World {
    let mut world = fresh(n_hubs, 0.06);
    let mut scratch = Scratch::new(&world);
    for _ in 0..240 {
        hour(&mut world, &mut scratch);
    }
    world
}
