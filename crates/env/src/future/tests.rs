//! Futures hold what was announced, what was drawn, and nothing else.

use linehaul_case::network::Network;
use linehaul_case::{ClassId, Demand, Event, Grams, HubId, Millilitres, NewPackage, TimedEvent};
use linehaul_worlds::generate::{WorldSpec, generate};

use super::*;
use crate::order::Order;

const HOURS: u16 = 96;

/// A network, and a demand of which every package is announced `lead` hours before its release.
fn told(lead: i64) -> (Arc<Network>, Demand) {
    let spec = WorldSpec { n_hubs: 5, lane_loads_per_hour: 0.2, hours: HOURS, seed: 5, ..WorldSpec::default() };
    let network = Network::new(Arc::new(generate(&spec)));
    let mut demand = Demand::of(&network.case, 1);
    let packages = &mut demand.packages;
    packages.announced_seconds = packages.released_seconds.iter().map(|released| released - lead * 3_600).collect();
    (network, demand)
}

fn run(world: &mut World, until: u16) {
    while world.hour() < until {
        let order = |lane| if world.lane(lane).load() > 0.6 { Order::trucks(3) } else { Order::urgent(1) };
        let orders: Vec<Order> = (0..world.network.n_lanes).map(order).collect();
        world.step(&orders);
    }
}

fn cost_in(world: &World, future: &Arc<Feed>) -> u64 {
    let mut there = world.clone();
    there.enter(world, future);
    run(&mut there, HOURS);
    there.total_cost().to_bits()
}

/// All of a package is known two days before; an event tells of one more in hour 30, whose number lies behind the whole demand.
#[test]
fn where_all_is_announced_the_future_is_what_comes() {
    let new = NewPackage {
        id: "100000".into(),
        origin: HubId(0),
        destination: HubId(1),
        released_seconds: 50 * 3_600,
        due_seconds: 60 * 3_600,
        grams: Grams(9_000_000),
        ml: Millilitres(30_000_000),
        value: 500.0,
        class: ClassId(0),
    };
    let event = TimedEvent { hour: 30, event: Event::Announced(Box::new(new)) };
    let (network, demand) = told(i64::from(HOURS));
    for events in [vec![], vec![event]] {
        let mut world = World::new(network.clone(), Feed::with_events(&network, &demand, 0.0, events));
        for hour in [31, 49, 50, 95] {
            run(&mut world, hour);
            let mut whole = world.clone();
            run(&mut whole, HOURS);
            assert_eq!(cost_in(&world, &world.future(&[])), whole.total_cost().to_bits(), "hour {hour}");
        }
    }
}

#[test]
fn what_is_not_announced_is_in_no_future() {
    let (network, demand) = told(5);
    let mut world = World::new(network.clone(), Feed::of(&network, &demand, 0.0));
    run(&mut world, 40);
    let future = world.future(&[]);
    let releases: Vec<i64> = (0..demand.packages.len()).map(|row| demand.packages.released_hour(row)).collect();
    let known = releases.iter().filter(|&&release| release <= 45).count();
    assert!(known < releases.len() && releases.iter().any(|&release| release > 40 && release <= 45));
    assert_eq!(future.book.packages.len(), known);
    let coming: Vec<i64> = world.announced(HOURS).map(|coming| i64::from(coming.release)).collect();
    assert_eq!(coming.len(), releases.iter().filter(|&&release| release > 40 && release <= 45).count());
    assert!(coming.iter().all(|&release| release > 40 && release <= 45));
    assert_eq!(world.announced(2).count(), coming.iter().filter(|&&release| release <= 42).count());
}

/// Announced five hours before: of a day drawn in hour 40, what would be released by 45 would be known by now.
#[test]
fn a_package_comes_again_only_where_it_would_be_news() {
    let (network, demand) = told(5);
    let mut world = World::new(network.clone(), Feed::of(&network, &demand, 0.0));
    run(&mut world, 40);
    let package = world.seen(20).next().expect("something is released in hour 20");
    assert_eq!(world.again(package, 20), None);
    assert_eq!(world.again(package, 25), None);
    let again = world.again(package, 26).expect("hour 46 is news");
    assert_eq!(world.again(package, 80), None);
    assert!(world.seen(41).is_empty());

    let (with, without) = (world.future(&[again]), world.future(&[]));
    assert_eq!(with.released(46).len(), without.released(46).len() + 1);
    let (one, same) =
        (&with.book.packages[with.released(46).start as usize], &world.state.book.packages[package as usize]);
    assert_eq!((one.due, one.load, one.destination), (same.due + 26, same.load, same.destination));
    assert_eq!(with.book.packages.len(), without.book.packages.len() + 1);
}
