//! The observation against one written down feature by feature, in double precision, from the packages themselves.
//!
//! Where a feature is added, its second computation is all that changes here.

mod slow;

use std::sync::Arc;

use proptest::prelude::*;
use rand_pcg::Pcg64;

use super::{FEATURES, Feature, Observer, Reads, TABLE};
use crate::feed::Feed;
use crate::order::Order;
use crate::world::World;
use linehaul_case::Demand;
use linehaul_case::network::Network;
use linehaul_worlds::generate::{Variety, WorldSpec, generate};
use slow::{Row, Slow};

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    #[test]
    fn every_feature_is_in_range_and_as_written_down(
        n_hubs in 2_usize..7,
        loads in 0.02_f64..0.6,
        multiplier in 0.25_f64..8.0,
        seed in 0_u64..1_000_000,
        varied: bool,
        late_price in prop_oneof![Just(0.0), 5.0_f64..500.0],
        orders in prop::collection::vec(prop_oneof![2 => Just(Order::Hold), 1 => Just(Order::trucks(1)), 1 => Just(Order::urgent(6))], 50..90),
    ) {
        let variety = if varied { Variety::random(&mut Pcg64::new(seed.into(), 0)) } else { Variety::default() };
        let spec = WorldSpec {
            n_hubs, lane_loads_per_hour: loads, cost_multiplier: multiplier, hours: 60, seed, variety, ..WorldSpec::default()
        };
        let case = generate(&spec);
        let demand = Demand::of(&case, 0);
        let network = Network::new(Arc::new(case));
        let arrivals = Feed::of(&network, &demand, late_price);
        let mut world = World::new(network.clone(), arrivals);
        let mut observer = Observer::default();
        let mut observation = vec![0.0; network.n_lanes * FEATURES];
        let mut at = 0;
        while !world.is_over() {
            if world.hour() % 7 == 3 {
                observer.observe(&world, &mut observation);
                let slow = Slow { world: &world, network: &network };
                for lane in 0..network.n_lanes {
                    let fast = &observation[lane * FEATURES..(lane + 1) * FEATURES];
                    let slow = Row::of(&slow, lane).cells;
                    prop_assert_eq!(slow.len(), FEATURES);
                    for ((Feature { name, range, .. }, &fast), (slow_name, slow)) in TABLE.iter().zip(fast).zip(slow) {
                        prop_assert_eq!(name, &slow_name);
                        prop_assert!((range[0]..=range[1]).contains(&fast), "{name} is {fast}");
                        prop_assert!(
                            (f64::from(fast) - slow).abs() < 2e-4,
                            "{name} of lane {lane} at hour {}: {fast}, not {slow}", world.hour(),
                        );
                    }
                }
            }
            let hour_orders: Vec<Order> = (0..network.n_lanes).map(|lane| orders[(at + lane) % orders.len()]).collect();
            at += network.n_lanes;
            world.step(&hour_orders);
        }
    }
}

/// Worlds in the middle of an episode, with queues, trucks under way and lateness; lanes of hours, and of a day.
fn busy() -> [World; 2] {
    [1.0, 5.0].map(|distance| {
        let variety = Variety { distance, ..Variety::default() };
        let spec =
            WorldSpec { n_hubs: 8, lane_loads_per_hour: 0.3, hours: 90, seed: 5, variety, ..WorldSpec::default() };
        let case = generate(&spec);
        let demand = Demand::of(&case, 0);
        let network = Network::new(Arc::new(case));
        let arrivals = Feed::of(&network, &demand, 0.0);
        let mut world = World::new(network, arrivals);
        while world.hour() < 60 {
            let goes = |lane| (lane + usize::from(world.hour())) % 5 == 0;
            let order = |lane| if goes(lane) { Order::trucks(1) } else { Order::Hold };
            let orders: Vec<Order> = (0..world.network.n_lanes).map(order).collect();
            world.step(&orders);
        }
        world
    })
}

/// Names of the features that something changes in any of the worlds.
fn changed(worlds: &[World], change: impl Fn(&mut World)) -> Vec<&'static str> {
    let seen = |world: &World| {
        let mut observation = vec![0.0; world.network.n_lanes * FEATURES];
        Observer::default().observe(world, &mut observation);
        observation.into_iter().map(f32::to_bits)
    };
    let mut differs = [false; FEATURES];
    for world in worlds {
        let mut other = world.clone();
        change(&mut other);
        for (at, (one, other)) in seen(world).zip(seen(&other)).enumerate() {
            differs[at % FEATURES] |= one != other;
        }
    }
    TABLE.iter().zip(differs).filter(|(_, differs)| *differs).map(|(feature, _)| feature.name).collect()
}

fn names(reads: impl Fn(Reads) -> bool) -> Vec<&'static str> {
    TABLE.iter().filter(|feature| reads(feature.reads)).map(|feature| feature.name).collect()
}

#[test]
fn the_clock_alone_moves_what_reads_the_hour_and_nothing_else() {
    let moved = changed(&busy(), |world| world.state.hour += 1);
    assert_eq!(moved, names(|reads| reads >= Reads::Hour));
}

#[test]
fn a_step_moves_all_but_the_facts_of_the_network() {
    let moved = changed(&busy(), |world| {
        let orders = vec![Order::trucks(1); world.network.n_lanes];
        world.step(&orders);
    });
    assert_eq!(moved, names(|reads| reads > Reads::Network));
}

#[test]
fn the_hour_of_the_day_shows_in_two_features() {
    assert_eq!(names(|reads| reads == Reads::HourOfDay), ["day_sine", "day_cosine"]);
}

#[test]
fn names_are_unique_and_units_and_formulas_are_given() {
    for (at, feature) in TABLE.iter().enumerate() {
        assert!(TABLE[..at].iter().all(|other| other.name != feature.name), "{feature:?}");
        assert!(!feature.unit.is_empty() && !feature.formula.is_empty(), "{feature:?}");
        assert!(
            0.0 <= feature.range[0] && feature.range[0] < feature.range[1] && feature.range[1] <= 1.0,
            "{feature:?}"
        );
    }
}
