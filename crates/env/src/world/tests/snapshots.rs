//! Snapshots taken at any hour go on as the run that never stopped, and damaged ones are refused.

use std::sync::Arc;

use linehaul_case::network::Network;
use linehaul_case::{ClassId, Demand, Event, Grams, HubId, LaneId, Millilitres, NewPackage, TimedEvent, TypeId};
use linehaul_worlds::generate::{WorldSpec, generate};

use crate::feed::Feed;
use crate::order::Order;
use crate::snapshot::Snapshot;
use crate::world::World;

const HASH: &str = "hash";

fn begun() -> (Arc<Network>, Arc<Feed>) {
    let spec = WorldSpec { n_hubs: 5, lane_loads_per_hour: 0.2, hours: 96, seed: 5, ..WorldSpec::default() };
    let network = Network::new(Arc::new(generate(&spec)));
    let demand = Demand::of(&network.case, 1);
    let events = vec![
        TimedEvent { hour: 20, event: Event::HubClosed { hub: HubId(1) } },
        TimedEvent { hour: 22, event: Event::TruckLate { truck: 1, hours: 9 } },
        TimedEvent { hour: 50, event: Event::HubOpened { hub: HubId(1) } },
    ];
    let feed = Feed::with_events(&network, &demand, 7.0, events);
    (network, feed)
}

/// Orders that depend on what waits.
fn run(world: &mut World, until: u16) {
    while world.hour() < until {
        let orders: Vec<Order> = (0..world.network.n_lanes)
            .map(|lane| if world.lane(lane).load() > 0.6 { Order::trucks(3) } else { Order::urgent(1) })
            .collect();
        world.step(&orders);
    }
}

fn snapshot(world: &mut World) -> Snapshot {
    let departures = world.clone().take_log();
    Snapshot {
        case: "random".into(),
        case_hash: HASH.into(),
        policy: "rule".into(),
        seed: 1,
        late_price: 7.0,
        state: world.state().clone(),
        departures,
        events: (0..=world.hour().min(95)).flat_map(|hour| world.feed().events(hour).to_vec()).collect(),
    }
}

#[test]
fn a_run_goes_on_from_bytes_as_if_it_had_never_stopped() {
    let (network, feed) = begun();
    let mut whole = World::new(network.clone(), feed.clone());
    whole.record();
    run(&mut whole, 96);
    let (costs, log) = (whole.total_cost().to_bits(), whole.take_log());
    assert!(log.len() > 50);
    for hour in [0, 1, 21, 47, 95] {
        let mut world = World::new(network.clone(), feed.clone());
        world.record();
        run(&mut world, hour);
        let bytes = snapshot(&mut world).to_bytes();
        let back = Snapshot::from_bytes(&bytes, &network, HASH).unwrap();
        assert_eq!(back.to_bytes(), bytes);
        let mut world = World::at(network.clone(), feed.clone(), back.state);
        world.record_after(back.departures);
        run(&mut world, 96);
        assert_eq!(world.total_cost().to_bits(), costs, "from hour {hour}");
        assert_eq!(world.take_log(), log, "from hour {hour}");
    }
}

/// The trucks that have left are enough to come to the same state.
#[test]
fn a_run_that_is_replayed_comes_to_the_same_state() {
    let (network, feed) = begun();
    let mut whole = World::new(network.clone(), feed.clone());
    whole.record();
    run(&mut whole, 60);
    let state = whole.state().clone();
    let log = whole.take_log();
    let mut again = World::new(network, feed);
    again.record();
    let mut from = 0;
    while again.hour() < 60 {
        let to = from + log.hours[from..].partition_point(|&hour| hour <= again.hour());
        again.replay(&log, from..to).unwrap();
        from = to;
    }
    assert_eq!(*again.state(), state);
    assert_eq!(again.take_log(), log);
}

#[test]
fn bytes_that_are_no_snapshot_are_refused() {
    let (network, feed) = begun();
    let mut world = World::new(network.clone(), feed);
    world.record();
    run(&mut world, 30);
    let good = snapshot(&mut world);
    let bytes = good.to_bytes();
    let refused = |bytes: &[u8], hash: &str| Snapshot::from_bytes(bytes, &network, hash).unwrap_err().to_string();
    assert!(refused(b"PAR1", HASH).starts_with("this is no snapshot"));
    assert!(refused(&bytes, "other").contains("another hash"));
    for at in [8, 20, 60, bytes.len() - 1] {
        let mut spoilt = bytes.clone();
        spoilt[at] ^= 1;
        refused(&spoilt, HASH);
    }
    refused(&bytes[..bytes.len() - 7], HASH);
    let mut other = good.clone();
    other.departures.lanes[0].0 = 9_999;
    assert!(refused(&other.to_bytes(), HASH).contains("does not fit"));
    for late_price in [f64::NAN, f64::INFINITY, -1.0] {
        let other = Snapshot { late_price, ..good.clone() };
        assert!(refused(&other.to_bytes(), HASH).contains("does not fit"), "{late_price}");
    }
    let n_packages = good.state.book.packages.len() as u32;
    let new = |id: &str, destination: HubId| NewPackage {
        id: id.into(),
        origin: HubId(0),
        destination,
        released_seconds: 3 * 3_600,
        due_seconds: 20 * 3_600,
        grams: Grams(1),
        ml: Millilitres(1),
        value: 1.0,
        class: ClassId(0),
    };
    for event in [
        Event::Released { package: n_packages },
        Event::TruckLate { truck: good.state.n_trucks, hours: 1 },
        Event::LaneClosed { lane: LaneId(9_999) },
        Event::HubCapacity { hub: HubId(5), trucks: 1 },
        Event::FleetCapacity { vehicle: TypeId(99), trucks: None },
        Event::Announced(Box::new(new("x", HubId(1)))),
        Event::Announced(Box::new(new("9", HubId(5)))),
    ] {
        let mut other = good.clone();
        other.events.push(TimedEvent { hour: 30, event });
        assert!(refused(&other.to_bytes(), HASH).contains("does not fit"), "{:?}", other.events.last());
    }
    let mut other = good.clone();
    other.events.push(TimedEvent { hour: 30, event: Event::Announced(Box::new(new("9", HubId(1)))) });
    assert!(Snapshot::from_bytes(&other.to_bytes(), &network, HASH).is_ok());
    let mut other = good;
    other.state.last_departures.pop();
    assert!(refused(&other.to_bytes(), HASH).contains("does not fit"));
}
