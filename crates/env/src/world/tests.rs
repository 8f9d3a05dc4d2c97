// The toy worlds' costs are whole numbers, exact in floats.
#![allow(clippy::float_cmp)]

use std::sync::Arc;

use proptest::prelude::*;

use crate::arrivals::Arrivals;
use crate::case::{Case, Hub, Lane, LateCost, PackageIds, Packages, VehicleType};
use crate::demand::Demand;
use crate::generate::{WorldSpec, generate};
use crate::ids::{ClassId, HubId, TypeId};
use crate::network::{LOAD_ONE, Network};
use crate::order::Order;
use crate::road::PENALTY_DUE;
use crate::rules::Rules;
use crate::schedule::Schedule;
use crate::units::{Grams, Metres, Millilitres};
use crate::world::World;

/// Origin, destination, release and due hour of a package.
type Toy = (u16, u16, i64, i64);

/// Hubs a, b, c in a row, 100 km and 2 hours apart, lanes both ways; one type of 10 m3 and 1 t for 1 a km. A package of 1 m3, 100 kg
/// and value 100 pays 30 when late.
fn row_of_three(packages: &[Toy]) -> Case {
    let hub = |id: &str| Hub { id: id.into(), name: id.into(), lat: 0.0, lon: 0.0, max_dispatch_per_hour: 9 };
    let lane = |from, to| Lane { from: HubId(from), to: HubId(to), metres: Metres(100_000), hours: 2, types: 1 };
    let times = |hours: fn(&Toy) -> i64| packages.iter().map(|p| hours(p) * 3_600).collect();
    let n = packages.len();
    Case::new(Case {
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
    let schedule = Schedule::of(&mut world, &demand);
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
    let summary = Schedule::of(&mut world, &demand).summary;
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
    let mut rewards = [0.0; 4];
    world.step(&[Order::HOLD; 4]);
    world.reward(&mut rewards);
    let scale = 100.0 * (1.0 + 4.0 * world.network.lane_flows[0]).sqrt();
    assert!((rewards[0] + 80.0 / scale).abs() < 1e-6);
    assert_eq!(world.late_penalty_cost(), 30.0);
}

fn order() -> impl Strategy<Value = Order> {
    prop_oneof![
        3 => Just(Order::HOLD),
        2 => (1_usize..4).prop_map(Order::trucks),
        1 => (0_u8..3).prop_map(|t| Order::one_of(TypeId(t))),
        1 => (0_u16..30).prop_map(Order::urgent),
    ]
}

fn small_world() -> impl Strategy<Value = (WorldSpec, f64)> {
    let spec = (2_usize..7, 0.02_f64..0.4, 0_u64..1_000_000, 0.5_f64..2.0);
    (spec, prop_oneof![Just(0.0), 1.0_f64..500.0]).prop_map(
        |((n_hubs, lane_loads_per_hour, seed, vehicle_scale), price)| {
            let spec = WorldSpec { n_hubs, lane_loads_per_hour, cost_multiplier: 1.0, vehicle_scale, hours: 120, seed };
            (spec, price)
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    /// The running totals of every queue are what a scan of the queue gives, whatever comes and goes; no package is lost; and the
    /// step's costs add up to the ledger's.
    #[test]
    fn totals_equal_a_rescan_and_nothing_is_lost(
        (spec, late_price) in small_world(),
        orders in prop::collection::vec(order(), 64..200),
    ) {
        let case = generate(&spec);
        let demand = Demand::of(&case, 0);
        let network = Network::new(Arc::new(case));
        let arrivals = Arrivals::new(&network, &demand, late_price);
        let mut world = World::new(network.clone(), arrivals.clone());
        let n_lanes = network.n_lanes;
        let (mut vehicles, mut credit) = (0.0, 0.0);
        let mut at = 0;
        while !world.is_over() {
            for lane in 0..n_lanes {
                prop_assert_eq!(kept(&world, lane), rescanned(&world, lane), "lane {} hour {}", lane, world.hour());
            }
            let hour_orders: Vec<Order> = (0..n_lanes).map(|lane| orders[(at + lane) % orders.len()]).collect();
            at += n_lanes;
            world.step(&hour_orders);
            vehicles += world.step_costs.vehicles.iter().sum::<f64>();
            credit += world.step_costs.credit.iter().sum::<f64>();
        }
        prop_assert!((vehicles - world.ledger().shipment).abs() <= 1e-9 * vehicles.max(1.0));
        // The credit adds up to the route cost between where each package began and where it is, or its truck goes.
        let all: f64 = (0..demand.packages.len()).map(|p| {
            let package = &arrivals.packages[p];
            let way = network.route_cost(arrivals.origins[p].index(), usize::from(package.destination));
            f64::from(package.load) / LOAD_ONE as f64 * way
        }).sum();
        let left: f64 = left_to_go(&world);
        prop_assert!((credit - (all - left)).abs() <= 1e-6 * all.max(1.0), "{credit} {all} {left}");
    }
}

/// Route cost from where packages are, or where their trucks go, to their destinations, times their size.
fn left_to_go(world: &World) -> f64 {
    let network = &world.network;
    let cost = |hub: usize, number: u32| {
        let package = &world.arrivals.packages[number as usize];
        f64::from(package.load) / LOAD_ONE as f64 * network.route_cost(hub, usize::from(package.destination))
    };
    let mut left = 0.0;
    for (lane, queue) in world.waiting.queues.iter().enumerate() {
        left += queue.iter().map(|queued| cost(network.lane_from[lane].index(), queued.package)).sum::<f64>();
    }
    for arriving in &world.road.arriving {
        let mut start = 0;
        for truck in &arriving.trucks {
            let hub = network.lane_to[truck.lane as usize].index();
            let load = &arriving.packages[start..truck.end as usize];
            left += load.iter().map(|&marked| cost(hub, marked & !PENALTY_DUE)).sum::<f64>();
            start = truck.end as usize;
        }
    }
    // Not released yet.
    for hour in world.hour()..world.network.case.hours {
        left += world.arrivals.released(hour).map(|p| cost(world.arrivals.origins[p as usize].index(), p)).sum::<f64>();
    }
    left
}

/// What a queue's totals say: the sums, then loads and penalties by band.
type Totals = ([i64; 10], [i64; 8], [i64; 8]);

fn kept(world: &World, lane: usize) -> Totals {
    let sums = world.waiting.sums[lane];
    let (loads, penalties) = world.waiting.by_slack(lane, i32::from(world.hour())).bands();
    let sums = [
        sums.count,
        sums.grams,
        sums.ml,
        sums.load,
        sums.penalty,
        sums.final_load,
        sums.remaining,
        sums.detour_load,
        sums.late_load,
        sums.late_penalty,
    ];
    (sums, loads, penalties)
}

/// The same from the packages that wait, one by one.
fn rescanned(world: &World, lane: usize) -> Totals {
    let network = &world.network;
    let hour = i32::from(world.hour());
    let late_price = (world.arrivals.late_price * 1e6).round() as i64;
    let hub = network.lane_from[lane].index();
    let (mut sums, mut loads, mut penalties) = ([0; 10], [0; 8], [0; 8]);
    for queued in &world.waiting.queues[lane] {
        let package = &world.arrivals.packages[queued.package as usize];
        let route = network.route(hub, usize::from(package.destination));
        let load = i64::from(package.load);
        sums[0] += 1;
        sums[1] += i64::from(package.grams);
        sums[2] += i64::from(package.ml);
        sums[3] += load;
        sums[4] += package.penalty + late_price;
        if network.lane_to[lane].0 == package.destination {
            sums[5] += load;
        }
        sums[6] += load * i64::from(route.hours_after);
        let slack = queued.critical - hour;
        if slack < 0 {
            sums[8] += load;
            if slack > -i32::from(network.case.late.hours) {
                sums[9] += package.penalty;
            }
        } else {
            let band = [0, 2, 3, 5, 8, 11, 23].iter().position(|&end| slack <= end).unwrap_or(7);
            loads[band] += load;
            penalties[band] += package.penalty + late_price;
        }
    }
    for other in network.lanes_of(hub).filter(|&other| other != lane) {
        for queued in &world.waiting.queues[other] {
            let package = &world.arrivals.packages[queued.package as usize];
            let bits = network.detours(hub, usize::from(package.destination));
            if bits >> (lane - network.lane_offsets[hub] as usize) & 1 == 1 {
                sums[7] += i64::from(package.load);
            }
        }
    }
    (sums, loads, penalties)
}
