use std::sync::Arc;

use linehaul_env::arrivals::Arrivals;
use linehaul_env::case::Case;
use linehaul_env::demand::Demand;
use linehaul_env::generate::{Family, generate};
use linehaul_env::ids::TypeId;

use super::*;

fn network(change: impl FnOnce(&mut Case)) -> Arc<Network> {
    let mut case = generate(&Family::Base.spec(1, 0));
    change(&mut case);
    Network::new(Arc::new(Case::new(case).unwrap()))
}

fn world(family: Family) -> World {
    let network = Network::new(Arc::new(generate(&family.spec(1, 0))));
    let demand = Demand::of(&network.case, 0);
    let arrivals = Arrivals::new(&network, &demand, 0.0);
    World::new(network, arrivals)
}

const ALL_SPACES: [ActionSpace; 5] =
    [ActionSpace::Vehicles, ActionSpace::Options, ActionSpace::Urgency, ActionSpace::Counts, ActionSpace::Queue];

#[test]
fn an_empty_lane_can_only_hold() {
    let mut world = world(Family::Sparse);
    for space in ALL_SPACES {
        let actions = Actions::new(space, &world.network);
        let empty = (0..world.network.n_lanes).find(|&lane| world.lane(lane).is_empty()).unwrap();
        assert_eq!(actions.mask(&world, empty), HOLD, "{space:?}");
    }
    world.step(&vec![Order::HOLD; world.network.n_lanes]);
}

/// In a dense network something is full after a day of holding.
#[test]
fn every_allowed_choice_but_the_first_orders_trucks_within_the_space() {
    let mut world = world(Family::Dense);
    for _ in 0..24 {
        world.step(&vec![Order::HOLD; world.network.n_lanes]);
    }
    for space in ALL_SPACES {
        let actions = Actions::new(space, &world.network);
        let mut seen = 0;
        for lane in 0..world.network.n_lanes {
            let mask = actions.mask(&world, lane);
            assert!(mask < 1 << space.n_choices() && mask & HOLD == HOLD, "{space:?}: {mask:b}");
            for choice in (1..space.n_choices()).filter(|choice| mask >> choice & 1 == 1) {
                assert!(actions.order(&world, lane, choice).trucks >= 1, "{space:?} {choice}");
            }
            seen |= mask;
        }
        assert!(seen.count_ones() >= 4, "{space:?}: {seen:b}");
    }
}

#[test]
fn a_fleet_of_three_fills_all_sizes() {
    let slots = Slots::of(&network(|_| ()));
    assert_eq!(slots, Slots::from_types([Some(0), Some(1), Some(2)]));
}

#[test]
fn a_fleet_of_one_has_only_the_largest() {
    let slots = Slots::of(&network(|case| keep_types(case, &[2])));
    assert_eq!(slots, Slots::from_types([None, None, Some(0)]));
}

#[test]
fn in_a_fleet_of_two_the_smaller_stands_for_the_nearer_size() {
    let box_truck = Slots::of(&network(|case| keep_types(case, &[1, 2])));
    assert_eq!(box_truck, Slots::from_types([None, Some(0), Some(1)]));
    let van = Slots::of(&network(|case| keep_types(case, &[0, 2])));
    assert_eq!(van, Slots::from_types([Some(0), None, Some(1)]));
}

fn keep_types(case: &mut Case, types: &[usize]) {
    case.vehicles = types.iter().map(|&at| case.vehicles[at].clone()).collect();
    for lane in &mut case.lanes {
        lane.types = (1 << types.len()) - 1;
    }
}

impl Slots {
    fn from_types(types: [Option<usize>; 3]) -> Self {
        Self(types.map(|vehicle| vehicle.map(TypeId::from_index)))
    }
}
