//! The observation against one written down feature by feature, in double precision, from the packages themselves.

mod slow;

use std::sync::Arc;

use proptest::prelude::*;
use rand_pcg::Pcg64;

use super::{FEATURES, Observer};
use crate::feed::Feed;
use crate::order::Order;
use crate::world::World;
use linehaul_case::Demand;
use linehaul_case::network::Network;
use linehaul_worlds::generate::{Variety, WorldSpec, generate};
use slow::Slow;

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
                    for (feature, (&fast, slow)) in fast.iter().zip(slow.row(lane)).enumerate() {
                        prop_assert!((0.0..=1.0).contains(&fast), "feature {feature} is {fast}");
                        prop_assert!(
                            (f64::from(fast) - slow).abs() < 2e-4,
                            "feature {feature} of lane {lane} at hour {}: {fast}, not {slow}", world.hour(),
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
