// The toy worlds' costs are whole numbers, exact in floats.
#![allow(clippy::float_cmp)]

mod docks;
mod totals;

use std::sync::Arc;

use crate::arrivals::Arrivals;
use crate::order::Order;
use crate::summary::Outcome;
use crate::world::World;
use linehaul_case::network::Network;
use linehaul_case::rules::{Rules, Surge};
use linehaul_case::{
    Case, CaseTables, ClassId, Demand, Grams, Hub, HubId, Lane, LateCost, Metres, Millilitres, PackageIds, Packages,
    VehicleType,
};

/// Origin, destination, release and due hour of a package.
type Toy = (u16, u16, i64, i64);

/// Hubs a, b, c in a row, 100 km and 2 hours apart, lanes both ways; one type of 10 m3 and 1 t for 1 a km. A package of 1 m3, 100 kg
/// and value 100 pays 30 when late.
fn row_of_three(packages: &[Toy]) -> Case {
    let hub = |id: &str| Hub { id: id.into(), name: id.into(), lat: 0.0, lon: 0.0, max_dispatch_per_hour: 9 };
    let lane = |from, to| Lane { from: HubId(from), to: HubId(to), metres: Metres(100_000), hours: 2, types: 1 };
    let times = |hours: fn(&Toy) -> i64| packages.iter().map(|p| hours(p) * 3_600).collect();
    let n = packages.len();
    Case::new(CaseTables {
        name: "row".into(),
        start: 0,
        hours: 24,
        currency: "EUR".into(),
        source: String::new(),
        late: LateCost { shares: vec![(0.0, 0.3)], hourly: 0.1, hours: 4 },
        cost_multiplier: 1.0,
        hubs: ["a", "b", "c"].map(hub).into(),
        lanes: vec![lane(0, 1), lane(1, 0), lane(1, 2), lane(2, 1)],
        vehicles: vec![VehicleType {
            id: "truck".into(),
            grams: Grams(1_000_000),
            ml: Millilitres(10_000_000),
            cost_per_km: 1.0,
            cost_per_dispatch: 0.0,
            per_hub_per_hour: None,
        }],
        classes: vec!["general".into()],
        packages: Packages {
            ids: PackageIds::Numbers((1..=n as i64).collect()),
            origins: packages.iter().map(|p| HubId(p.0)).collect(),
            destinations: packages.iter().map(|p| HubId(p.1)).collect(),
            announced_seconds: times(|p| p.2),
            released_seconds: times(|p| p.2),
            due_seconds: times(|p| p.3),
            grams: vec![Grams(100_000); n],
            ml: vec![Millilitres(1_000_000); n],
            values: vec![100.0; n],
            classes: vec![ClassId(0); n],
        },
        rules: Rules::default(),
    })
    .unwrap()
}

fn world_of(case: Case) -> (World, Demand) {
    let demand = Demand::of(&case, 0);
    let network = Network::new(Arc::new(case));
    let arrivals = Arrivals::new(&network, &demand, 0.0);
    (World::new(network, arrivals), demand)
}

/// Sends everything whenever `sends` says so.
fn play(world: &mut World, sends: impl Fn(u16) -> bool) {
    while !world.is_over() {
        let order = if sends(world.hour()) { Order::trucks(9) } else { Order::HOLD };
        world.step(&vec![order; world.network.n_lanes]);
    }
}

/// Sent at 0 and again at 2: two trucks at 100 km, delivered at 4 = due, nothing late.
#[test]
fn a_package_sent_at_once_costs_its_trucks() {
    let (mut world, demand) = world_of(row_of_three(&[(0, 2, 0, 4)]));
    world.record();
    play(&mut world, |_| true);
    let schedule = Outcome::of(&mut world, &demand).schedule;
    assert_eq!(schedule.delivered_hours, [Some(4)]);
    assert_eq!(schedule.summary.total_cost, 200.0);
    // A tenth of a truck over 200 km.
    assert_eq!(schedule.summary.lower_bound, 20.0);
    assert_eq!((schedule.summary.late, schedule.summary.judged), (0, 1));
}

/// Slack is 0 at hour 0. Held through 0: the penalty of 30 falls due; through 1 and 2 it waits late, 3 each; sent at 3.
#[test]
fn lateness_costs_once_and_then_by_the_hour() {
    let (mut world, demand) = world_of(row_of_three(&[(0, 1, 0, 2)]));
    world.record();
    play(&mut world, |hour| hour >= 3);
    let summary = Outcome::of(&mut world, &demand).schedule.summary;
    assert_eq!((summary.late_penalty_cost, summary.late_waiting_cost), (30.0, 6.0));
    assert_eq!((summary.shipment_cost, summary.late), (100.0, 1));
    assert_eq!((summary.mean_transit_hours, summary.mean_dwell_hours), (5.0, 3.0));
}

/// Waiting late costs while it is less than 4 hours late: in hours 1, 2 and 3. Never sent, it settles a tenth of 100 km over 0.7.
#[test]
fn waiting_costs_end_and_the_rest_is_settled() {
    let (mut world, _) = world_of(row_of_three(&[(0, 1, 0, 2)]));
    play(&mut world, |_| false);
    assert!((world.late_waiting_cost() - 9.0).abs() < 1e-9);
    assert!((world.ledger().settlement - 10.0 / 0.7).abs() < 1e-9);
    assert_eq!(world.ledger().late, 1);
}

/// Released with less time than the way takes: late from the start, charged even though it leaves at once.
#[test]
fn a_package_that_cannot_make_it_is_charged_when_it_comes() {
    let (mut world, _) = world_of(row_of_three(&[(0, 2, 5, 8)]));
    play(&mut world, |_| true);
    assert_eq!(world.late_penalty_cost(), 30.0);
    assert_eq!(world.late_waiting_cost(), 0.0);
}

/// Eleven packages of a tenth: an order of one truck takes ten.
#[test]
fn an_order_limits_the_trucks() {
    let (mut world, _) = world_of(row_of_three(&[(0, 1, 0, 20); 11]));
    world.step(&[Order::trucks(1), Order::HOLD, Order::HOLD, Order::HOLD]);
    assert_eq!(world.ledger().departures, [1]);
    assert_eq!(world.n_waiting(0), 1);
}

/// Only packages with slack up to 3 open a truck: with due 5 the slack is 3, with due 20 it is 18.
#[test]
fn an_urgent_order_waits_for_an_urgent_package() {
    let urgent = [Order::urgent(3), Order::HOLD, Order::HOLD, Order::HOLD];
    let (mut world, _) = world_of(row_of_three(&[(0, 1, 0, 20)]));
    world.step(&urgent);
    assert_eq!(world.ledger().departures, [0]);
    let (mut world, _) = world_of(row_of_three(&[(0, 1, 0, 20), (0, 1, 0, 5)]));
    world.step(&urgent);
    assert_eq!((world.ledger().departures[0], world.n_waiting(0)), (1, 0));
}

#[test]
fn the_late_price_changes_what_decisions_see_and_no_cost() {
    let case = row_of_three(&[(0, 1, 0, 2)]);
    let demand = Demand::of(&case, 0);
    let network = Network::new(Arc::new(case));
    let arrivals = Arrivals::new(&network, &demand, 50.0);
    let mut world = World::new(network, arrivals);
    assert_eq!(world.lane(0).penalty_between(0, 0), 80.0);
    world.step(&[Order::HOLD; 4]);
    assert_eq!(world.step_costs().penalty[0], 80.0);
    assert_eq!(world.late_penalty_cost(), 30.0);
}

/// Two lanes of 100 lie ahead. Held at slack 0 on the first, 30 are charged, and its reward counts (1 / 2) ^ (3 / 4) of them.
#[test]
fn an_early_lane_counts_its_share_of_a_penalty_and_the_case_all_of_it() {
    let (mut world, _) = world_of(row_of_three(&[(0, 2, 0, 4)]));
    let share = 30.0 * 0.5_f64.powf(0.75);
    assert!((world.lane(0).penalty_between(0, 0) - share).abs() < 1e-3);
    world.step(&[Order::HOLD; 4]);
    assert!((world.step_costs.penalty[0] - share).abs() < 1e-3);
    assert_eq!(world.late_penalty_cost(), 30.0);
}

/// Sent at 0 it stands at the second hub, with slack 0, for the last lane: all of the penalty counts there.
#[test]
fn the_last_lane_counts_all_of_a_penalty() {
    let (mut world, _) = world_of(row_of_three(&[(0, 2, 0, 4)]));
    let all = [Order::trucks(1); 4];
    world.step(&all);
    world.step(&[Order::HOLD; 4]);
    let last = world.network.route(1, 2).lane.index();
    assert_eq!(world.lane(last).penalty_between(0, 0), 30.0);
    world.step(&[Order::HOLD; 4]);
    assert_eq!(world.step_costs.penalty[last], 30.0);
    assert_eq!(world.late_penalty_cost(), 30.0);
}

/// A thousand packages on the busiest of three days, two surges of 100 each: thirty million, which is within what a queue can number;
/// a third surge is not.
#[test]
fn a_demand_too_large_to_number_is_refused() {
    let mut tables = row_of_three(&vec![(0, 1, 0, 20); 1_000]).into_tables();
    tables.hours = 72;
    let surge = Surge { hours: 0..72, factor: 100.0, origin: None, destination: None };
    tables.rules.surges = vec![surge; 2];
    assert!(Case::new(tables.clone()).is_ok());
    tables.rules.surges.push(tables.rules.surges[0].clone());
    assert!(Case::new(tables).unwrap_err().to_string().contains("packages in the demand"));
}
