use std::sync::Arc;

use linehaul_case::{Case, CaseTables, Demand, TypeId};
use linehaul_env::feed::Feed;
use linehaul_nets::categorical::MAX_CHOICES;
use linehaul_worlds::generate::{Family, generate};

use super::*;

fn network(change: impl FnOnce(&mut CaseTables)) -> Arc<Network> {
    let mut tables = generate(&Family::Base.spec(1, 0)).into_tables();
    change(&mut tables);
    Network::new(Arc::new(Case::new(tables).unwrap()))
}

fn world(family: Family) -> World {
    let network = Network::new(Arc::new(generate(&family.spec(1, 0))));
    let demand = Demand::of(&network.case, 0);
    let arrivals = Feed::of(&network, &demand, 0.0);
    World::new(network, arrivals)
}

#[test]
fn an_empty_lane_can_only_hold() {
    let mut world = world(Family::Sparse);
    for space in ActionSpace::ALL {
        let actions = Actions::new(space, &world.network);
        let empty = (0..world.network.n_lanes).find(|&lane| world.lane(lane).is_empty()).unwrap();
        assert_eq!(actions.mask(&world, empty), HOLD, "{space:?}");
    }
    world.step(&vec![Order::Hold; world.network.n_lanes]);
}

/// In a dense network something is full after a day of holding, and little waits in the first hour.
#[test]
fn every_allowed_choice_but_the_first_orders_trucks_within_the_space() {
    for space in ActionSpace::ALL {
        let mut world = world(Family::Dense);
        let actions = Actions::new(space, &world.network);
        let mut seen = 0;
        for _ in 0..24 {
            for lane in 0..world.network.n_lanes {
                let mask = actions.mask(&world, lane);
                assert!(mask != 0 && u32::from(mask) >> space.numbers().choices == 0, "{space:?}: {mask:b}");
                for choice in (1..space.numbers().choices).filter(|choice| mask >> choice & 1 == 1) {
                    assert!(!actions.order(&world, lane, choice).is_hold(), "{space:?} {choice}");
                }
                seen |= mask;
            }
            world.step(&vec![Order::Hold; world.network.n_lanes]);
        }
        assert!(seen.count_ones() as usize >= space.numbers().choices.min(5), "{space:?}: {seen:b}");
    }
}

#[test]
fn no_space_has_more_choices_than_a_mask_has_bits() {
    for space in ActionSpace::ALL {
        assert!(space.numbers().choices <= MAX_CHOICES, "{space:?}");
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

fn keep_types(case: &mut CaseTables, types: &[usize]) {
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

#[test]
fn candidates_are_described_by_shares_and_the_order_itself_is_the_nearest() {
    let mut world = world(Family::Dense);
    for _ in 0..12 {
        world.step(&vec![Order::Hold; world.network.n_lanes]);
    }
    let mut features = Vec::new();
    for space in ActionSpace::ALL {
        let actions = Actions::new(space, &world.network);
        for lane in 0..world.network.n_lanes {
            let mask = actions.mask(&world, lane);
            features.clear();
            choices(mask).for_each(|choice| actions.describe(&world, lane, choice, &mut features));
            assert_eq!(features.len(), space.numbers().choice_features * mask.count_ones() as usize);
            assert!(features.iter().all(|feature| (0.0..=1.0).contains(feature)), "{space:?}: {features:?}");
            for choice in choices(mask) {
                let order = actions.order(&world, lane, choice);
                let nearest = actions.order(&world, lane, actions.nearest(&world, lane, mask, order));
                let view = world.lane(lane);
                let (ours, theirs) = (sent(&view, nearest), sent(&view, order));
                assert!((ours.0 - theirs.0).abs() < 1e-9, "{space:?} {choice}: {order:?} became {nearest:?}");
            }
        }
    }
}

/// A day after the last package with less than a day of slack, whatever waits is patient.
#[test]
fn a_full_truck_of_patient_freight_goes() {
    let network = network(|case| {
        for due in &mut case.packages.due_seconds {
            *due += 400 * 3_600;
        }
    });
    let demand = Demand::of(&network.case, 0);
    let mut world = World::new(network.clone(), Feed::of(&network, &demand, 0.0));
    let actions = Actions::new(ActionSpace::Vehicles, &network);
    for _ in 0..60 {
        world.step(&vec![Order::Hold; network.n_lanes]);
    }
    let full = (0..network.n_lanes).filter(|&lane| world.lane(lane).load() >= 1.0);
    let masks: Vec<u16> = full.map(|lane| actions.mask(&world, lane)).collect();
    assert!(!masks.is_empty() && masks.iter().all(|mask| mask & HOLD == 0), "{masks:?}");
}

/// A world after a day and a half of holding. Trucks cost this times as much as usual, and lateness costs a package's whole value.
fn kept_waiting(cost_multiplier: f64) -> World {
    let network = network(|case| {
        case.cost_multiplier = cost_multiplier;
        case.late.shares = vec![(0.0, 1.0)];
    });
    let demand = Demand::of(&network.case, 0);
    let mut world = World::new(network.clone(), Feed::of(&network, &demand, 0.0));
    for _ in 0..36 {
        world.step(&vec![Order::Hold; network.n_lanes]);
    }
    world
}

/// Whatever a policy thinks: what no truck's price could outweigh leaves, all of it if some choice sends it.
#[test]
fn what_costs_many_times_its_trucks_does_not_stay_behind() {
    let world = kept_waiting(0.001);
    for space in ActionSpace::ALL {
        let actions = Actions::new(space, &world.network);
        let mut n_urgent = 0;
        for lane in 0..world.network.n_lanes {
            let (view, mask) = (world.lane(lane), actions.mask(&world, lane));
            let urgent = view.load_within(0).min(view.load());
            if urgent == 0.0 || mask == HOLD {
                continue;
            }
            n_urgent += 1;
            let allowed = choices(mask);
            let loads: Vec<f64> = allowed.map(|choice| sent(&view, actions.order(&world, lane, choice)).0).collect();
            let most = loads.iter().copied().fold(0.0, f64::max).min(urgent);
            assert!(loads.iter().all(|&load| load > 0.95 * most), "{space:?} {mask:b}: {loads:?} of {urgent}");
        }
        assert!(n_urgent > 5, "{space:?}: {n_urgent} lanes");
    }
}

#[test]
fn what_costs_less_than_its_trucks_may_stay_behind() {
    let world = kept_waiting(1e6);
    let late = (0..world.network.n_lanes).filter(|&lane| (0.0..1.0).contains(&world.lane(lane).load()));
    let actions = Actions::new(ActionSpace::Vehicles, &world.network);
    assert!(late.clone().any(|lane| world.lane(lane).load_within(0) > 0.0));
    assert!(late.into_iter().all(|lane| actions.mask(&world, lane) & HOLD == HOLD));
}

/// A policy file holds the name, a configuration what serde makes of the variant.
#[test]
fn a_space_has_one_name() {
    for space in ActionSpace::ALL {
        let numbers = space.numbers();
        assert_eq!(serde_json::to_value(space).unwrap(), numbers.name.as_str());
        assert_eq!(ActionSpace::of(&numbers), space);
    }
}
