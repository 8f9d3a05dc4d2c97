//! Random worlds under random orders: the running totals against a rescan, and costs and credits against their sums.

use std::sync::Arc;

use proptest::prelude::*;

use crate::feed::Feed;
use crate::order::Order;
use crate::road::PENALTY_DUE;
use crate::world::World;
use linehaul_case::network::{LOAD_ONE, Network};
use linehaul_case::{Demand, TypeId};
use linehaul_worlds::generate::{WorldSpec, generate};

fn order() -> impl Strategy<Value = Order> {
    prop_oneof![
        3 => Just(Order::Hold),
        2 => (1_usize..4).prop_map(Order::trucks),
        1 => (0_u8..3).prop_map(|t| Order::one_of(TypeId(t))),
        1 => (0_u16..30).prop_map(Order::urgent),
    ]
}

fn small_world() -> impl Strategy<Value = (WorldSpec, f64)> {
    let spec = (2_usize..7, 0.02_f64..0.4, 0_u64..1_000_000, 0.5_f64..2.0);
    (spec, prop_oneof![Just(0.0), 1.0_f64..500.0]).prop_map(
        |((n_hubs, lane_loads_per_hour, seed, vehicle_scale), price)| {
            let spec =
                WorldSpec { n_hubs, lane_loads_per_hour, vehicle_scale, hours: 120, seed, ..WorldSpec::default() };
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
        let feed = Feed::of(&network, &demand, late_price);
        let mut world = World::new(network.clone(), feed.clone());
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
            vehicles += world.state.step_costs.vehicles.iter().sum::<f64>();
            credit += world.state.step_costs.credit.iter().sum::<f64>();
        }
        prop_assert!((vehicles - world.ledger().shipment).abs() <= 1e-9 * vehicles.max(1.0));
        // The credit adds up to the route cost between where each package began and where it is, or its truck goes.
        let all: f64 = (0..demand.packages.len()).map(|p| {
            let package = &feed.book.packages[p];
            let way = network.route_cost(feed.book.origins[p].index(), usize::from(package.destination));
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
        let package = &world.state.book.packages[number as usize];
        f64::from(package.load) / LOAD_ONE as f64 * network.route_cost(hub, usize::from(package.destination))
    };
    let mut left = 0.0;
    for (lane, queue) in world.state.waiting.queues.iter().enumerate() {
        left += queue.iter().map(|queued| cost(network.lane_from[lane].index(), queued.package)).sum::<f64>();
    }
    for arriving in &world.state.road.arriving {
        let mut start = 0;
        for truck in &arriving.trucks {
            let hub = network.lane_to[truck.lane as usize].index();
            let load = &arriving.packages[start..truck.end as usize];
            left += load.iter().map(|&marked| cost(hub, marked & !PENALTY_DUE)).sum::<f64>();
            start = truck.end as usize;
        }
    }
    // Not released yet.
    for hour in world.hour()..world.network.case.hours() {
        left += world.feed().released(hour).map(|p| cost(world.state.book.origins[p as usize].index(), p)).sum::<f64>();
    }
    left
}

/// What a queue's totals say: the sums, then loads and penalties by band.
type Totals = ([i64; 10], [i64; 8], [i64; 8]);

fn kept(world: &World, lane: usize) -> Totals {
    let sums = world.state.waiting.sums[lane];
    let (loads, penalties) = world.state.waiting.by_slack(lane, i32::from(world.hour())).bands();
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
    let late_price = (world.state.book.late_price * 1e6).round() as i64;
    let hub = network.lane_from[lane].index();
    let (mut sums, mut loads, mut penalties) = ([0; 10], [0; 8], [0; 8]);
    for queued in &world.state.waiting.queues[lane] {
        let package = &world.state.book.packages[queued.package as usize];
        let route = network.route(hub, usize::from(package.destination));
        let load = i64::from(package.load);
        sums[0] += 1;
        sums[1] += i64::from(package.grams);
        sums[2] += i64::from(package.ml);
        sums[3] += load;
        let share = route.share_of(package.penalty + late_price);
        sums[4] += share;
        if network.lane_to[lane].0 == package.destination {
            sums[5] += load;
        }
        sums[6] += load * i64::from(route.hours_after);
        let slack = queued.critical - hour;
        if slack < 0 {
            sums[8] += load;
            if slack > -i32::from(network.case.late().hours) {
                sums[9] += package.penalty;
            }
        } else {
            let band = [0, 2, 3, 5, 8, 11, 23].iter().position(|&end| slack <= end).unwrap_or(7);
            loads[band] += load;
            penalties[band] += share;
        }
    }
    for other in network.lanes_of(hub).filter(|&other| other != lane) {
        for queued in &world.state.waiting.queues[other] {
            let package = &world.state.book.packages[queued.package as usize];
            let bits = network.detours(hub, usize::from(package.destination));
            if bits >> (lane - network.lane_offsets[hub] as usize) & 1 == 1 {
                sums[7] += i64::from(package.load);
            }
        }
    }
    (sums, loads, penalties)
}
