use std::sync::Arc;

use linehaul_case::network::Network;
use linehaul_case::rules::Rules;
use linehaul_case::{
    Case, CaseTables, ClassId, Demand, Grams, Hub, HubId, Lane, LateCost, Metres, Millilitres, PackageIds, Packages,
    VehicleType,
};
use linehaul_env::feed::Feed;
use linehaul_env::order::Order;

use super::*;

/// Three hubs in a row, 100 km and an hour between neighbours, trucks of 40 m3 that cost 100; a package of 10 m3 from the first to
/// `destination`, due at `due`, with a penalty of 30, under a late price of 50.
fn world(destination: u16, due: i64) -> World {
    let hub = |id: &str| Hub { id: id.into(), name: id.into(), lat: 0.0, lon: 0.0, max_dispatch_per_hour: 4 };
    let lane = |from, to| Lane { from: HubId(from), to: HubId(to), metres: Metres(100_000), hours: 1, types: 1 };
    let truck = VehicleType {
        id: "truck".into(),
        grams: Grams(10_000_000),
        ml: Millilitres(40_000_000),
        cost_per_km: 1.0,
        cost_per_dispatch: 0.0,
        per_hub_per_hour: None,
    };
    let case = CaseTables {
        name: "row".into(),
        start: 0,
        hours: 24,
        currency: "EUR".into(),
        source: String::new(),
        late: LateCost { shares: vec![(0.0, 1.0)], ..LateCost::default() },
        cost_multiplier: 1.0,
        hubs: vec![hub("a"), hub("b"), hub("c")],
        lanes: vec![lane(0, 1), lane(1, 0), lane(1, 2), lane(2, 1)],
        vehicles: vec![truck],
        classes: vec!["general".into()],
        packages: Packages {
            ids: PackageIds::Numbers(vec![1]),
            origins: vec![HubId(0)],
            destinations: vec![HubId(destination)],
            announced_seconds: vec![0],
            released_seconds: vec![0],
            due_seconds: vec![due * 3_600],
            grams: vec![Grams(1_000)],
            ml: vec![Millilitres(10_000_000)],
            values: vec![30.0],
            classes: vec![ClassId(0)],
        },
        rules: Rules::default(),
    };
    let network = Network::new(Arc::new(Case::new(case).unwrap()));
    let demand = Demand::of(&network.case, 0);
    World::new(network.clone(), Feed::of(&network, &demand, 50.0))
}

/// Rewards of the first hour under an order for the first lane, times the scale of that lane.
fn first_hour(mut world: World, order: Order) -> f64 {
    let mut rewards = [0.0; 4];
    world.step(&[order, Order::Hold, Order::Hold, Order::Hold]);
    reward(&world, &mut rewards);
    assert!(rewards[1..].iter().all(|reward| *reward == 0.0), "{rewards:?}");
    f64::from(rewards[0]) * 100.0 * f64::from(1.0 + 4.0 * world.network.lane_flows[0]).sqrt()
}

fn assert_near(found: f64, expected: f64) {
    assert!((found - expected).abs() < 1e-3, "{found} instead of {expected}");
}

/// The last chance passes: 30 and the late price of 50 fall due, and a quarter of a truck waits for one lane of 100.
#[test]
fn holding_costs_what_falls_due_and_what_waits() {
    assert_near(first_hour(world(1, 1), Order::Hold), -(80.0 + 0.003 * 0.25 * 100.0));
}

/// Two lanes are still to go, so what waits costs twice as much.
#[test]
fn what_has_further_to_go_costs_more_by_waiting() {
    assert_near(first_hour(world(2, 20), Order::Hold), -0.003 * 2.0 * 0.25 * 100.0);
}

/// The truck costs 100 and makes progress worth a quarter of that: 75 are wasted.
#[test]
fn a_truck_costs_what_it_wastes() {
    assert_near(first_hour(world(1, 20), Order::trucks(1)), -75.0);
}
