//! Events on three hubs in a row, each with an answer worked by hand.

use std::sync::Arc;

use linehaul_case::network::Network;
use linehaul_case::{Demand, Event, HubId, LaneId, NewPackage, Packages, TimedEvent};

use super::{Toy, row_of_three};
use crate::apply::Refused;
use crate::feed::Feed;
use crate::order::Order;
use crate::summary::Outcome;
use crate::world::World;

const A_TO_B: LaneId = LaneId(0);

fn at(hour: u16, event: Event) -> TimedEvent {
    TimedEvent { hour, event }
}

/// Plays the packages and the events under an order for all lanes that depends on the hour.
fn played(packages: &[Toy], events: &[TimedEvent], order: impl Fn(u16) -> Order) -> (World, Outcome) {
    let case = row_of_three(packages);
    let demand = Demand::of(&case, 0);
    let network = Network::new(Arc::new(case));
    let feed = Feed::with_events(&network, &demand, 0.0, events.to_vec());
    let mut world = World::new(network.clone(), feed);
    world.record();
    while !world.is_over() {
        world.step(&[order(world.hour()); 4]);
    }
    let counted: Vec<TimedEvent> =
        events.iter().filter(|event| world.refused().iter().all(|(refused, _)| refused != *event)).cloned().collect();
    let outcome = Outcome::of(&mut world, &demand.after(&network.case, &counted));
    (world, outcome)
}

fn all(_: u16) -> Order {
    Order::trucks(9)
}

/// From a to c it leaves at 0 and at 2. The first truck comes 3 hours later, at 5, so the second leaves at 5 and is there at 7.
#[test]
fn a_late_truck_brings_its_load_later() {
    let (world, outcome) = played(&[(0, 2, 0, 20)], &[at(1, Event::TruckLate { truck: 0, hours: 3 })], all);
    assert!(world.refused().is_empty());
    assert_eq!(outcome.schedule.departures.hours, [0, 5]);
    assert_eq!(outcome.schedule.departures.arrival_hours, [5, 7]);
    assert_eq!(outcome.schedule.delivered_hours, [Some(7)]);
    assert_eq!(outcome.schedule.summary.mean_dwell_hours, 0.0);
}

/// A delay of 100 hours is longer than any ring of arrivals; it stays under way, and settles from b on: a tenth of 100 km over .7.
#[test]
fn a_delay_may_be_longer_than_the_horizon() {
    let (world, outcome) = played(&[(0, 2, 0, 20)], &[at(1, Event::TruckLate { truck: 0, hours: 100 })], all);
    assert_eq!(outcome.schedule.departures.arrival_hours, [102]);
    assert_eq!(outcome.schedule.summary.under_way, 1);
    assert!((world.ledger().settlement - 10.0 / 0.7).abs() < 1e-9);
}

/// Broken down at 1 and back at a 4 hours after, at 5: it leaves again at 5. Both trucks are paid.
#[test]
fn a_truck_that_breaks_down_brings_its_load_back() {
    let (_, outcome) = played(&[(0, 1, 0, 20)], &[at(1, Event::TruckBrokenDown { truck: 0, hours: 4 })], all);
    let departures = &outcome.schedule.departures;
    assert_eq!((&departures.hours[..], &departures.arrival_hours[..]), (&[0, 5][..], &[5, 7][..]));
    assert_eq!(outcome.schedule.delivered_hours, [Some(7)]);
    assert_eq!((outcome.schedule.hops[0], outcome.schedule.summary.shipment_cost), (2, 200.0));
}

/// There at 1 in place of 2, it goes on at 1.
#[test]
fn a_truck_that_comes_early_is_unloaded_at_once() {
    let (_, outcome) = played(&[(0, 2, 0, 20)], &[at(1, Event::TruckArrived { truck: 0 })], all);
    assert_eq!(outcome.schedule.departures.hours, [0, 1]);
    assert_eq!(outcome.schedule.delivered_hours, [Some(3)]);
}

/// b is closed from 1 on: the truck that comes at 2 waits at the gate until it opens at 6, and the load leaves then.
#[test]
fn a_truck_waits_at_the_gate_of_a_closed_hub() {
    let closed = at(1, Event::HubClosed { hub: HubId(1) });
    let opened = at(6, Event::HubOpened { hub: HubId(1) });
    let (world, outcome) = played(&[(0, 2, 0, 20), (1, 2, 1, 20)], &[closed.clone(), opened], all);
    assert!(world.refused().is_empty());
    assert_eq!(outcome.schedule.departures.hours, [0, 6]);
    assert_eq!(outcome.schedule.departures.arrival_hours, [6, 8]);
    assert_eq!(outcome.schedule.delivered_hours, [Some(8), Some(8)]);
    let (_, outcome) = played(&[(0, 2, 0, 20)], &[closed], all);
    assert_eq!(outcome.schedule.departures.arrival_hours, [24]);
    assert_eq!(outcome.schedule.summary.under_way, 1);
}

#[test]
fn nothing_leaves_on_a_closed_lane_or_beyond_a_cap() {
    let events = [at(0, Event::LaneClosed { lane: A_TO_B }), at(3, Event::LaneOpened { lane: A_TO_B })];
    assert_eq!(played(&[(0, 1, 0, 20)], &events, all).1.schedule.departures.hours, [3]);
    let events = [
        at(0, Event::HubCapacity { hub: HubId(0), trucks: 0 }),
        at(4, Event::HubCapacity { hub: HubId(0), trucks: 9 }),
    ];
    assert_eq!(played(&[(0, 1, 0, 20)], &events, all).1.schedule.departures.hours, [4]);
}

/// Cancelled where it waits, on a truck, and before its release: nothing is delivered, judged, late or settled.
#[test]
fn a_cancelled_package_costs_nothing_more() {
    for (packages, hour, order) in [
        ([(0, 1, 0, 2)], 0, Order::Hold),
        ([(0, 2, 0, 4)], 1, Order::trucks(9)),
        ([(0, 1, 9, 11)], 3, Order::trucks(9)),
    ] {
        let (world, outcome) = played(&packages, &[at(hour, Event::Cancelled { package: 0 })], |_| order);
        let summary = &outcome.schedule.summary;
        assert_eq!((summary.cancelled, summary.judged, summary.under_way, summary.late), (1, 0, 0, 0));
        assert_eq!((summary.sla_cost, world.ledger().settlement), (0.0, 0.0));
        assert_eq!(outcome.schedule.late, [false]);
    }
}

/// Held from 0 to 5 with a promise for 2: moved to 20 at hour 0 nothing is late; at hour 1 the penalty of 30 has been paid. Moved from 20 to
/// 1 at hour 4 it falls due then.
#[test]
fn another_promise_counts_from_its_hour_on() {
    let held = |hour: u16| if hour < 5 { Order::Hold } else { Order::trucks(9) };
    let due = |hour: u16, due: i64| at(hour, Event::DueChanged { package: 0, due_seconds: due * 3_600 });
    for (first, event, penalty, late) in
        [(2, due(0, 20), 0.0, 0), (2, due(1, 20), 30.0, 0), (20, due(4, 1), 30.0, 1), (20, due(4, 9), 0.0, 0)]
    {
        let (world, outcome) = played(&[(0, 1, 0, first)], std::slice::from_ref(&event), held);
        assert_eq!((world.late_penalty_cost(), outcome.schedule.summary.late), (penalty, late), "{event:?}");
    }
}

/// Announced at 2 and handed over at 3, from a to b: delivered at 5. Told to be there at 2 already, at 4.
#[test]
fn a_new_package_comes_in_its_hour_or_when_it_is_told() {
    let new = NewPackage {
        id: "2".into(),
        origin: HubId(0),
        destination: HubId(1),
        released_seconds: 3 * 3_600,
        due_seconds: 20 * 3_600,
        grams: linehaul_case::Grams(1),
        ml: linehaul_case::Millilitres(1),
        value: 1.0,
        class: linehaul_case::ClassId(0),
    };
    assert_eq!(Packages::of([&new]).released_hour(0), 3);
    let announced = at(2, Event::Announced(Box::new(new)));
    let (_, outcome) = played(&[(0, 1, 0, 20)], std::slice::from_ref(&announced), all);
    assert_eq!(outcome.schedule.delivered_hours, [Some(2), Some(5)]);
    let told = at(2, Event::Released { package: 1 });
    let (world, outcome) = played(&[(0, 1, 0, 20)], &[announced.clone(), told], all);
    assert!(world.refused().is_empty());
    assert_eq!(outcome.schedule.delivered_hours, [Some(2), Some(4)]);
    // In its own hour it comes without being told, and once.
    let told = at(3, Event::Released { package: 1 });
    let (world, outcome) = played(&[(0, 1, 0, 20)], &[announced, told.clone()], all);
    assert_eq!(world.refused(), [(told, Refused::Released)]);
    assert_eq!(outcome.schedule.delivered_hours, [Some(2), Some(5)]);
    assert_eq!(outcome.schedule.summary.delivered, 2);
    // A package of the demand comes before its hour.
    let (_, outcome) = played(&[(0, 1, 9, 20)], &[at(1, Event::Released { package: 0 })], all);
    assert_eq!(outcome.schedule.delivered_hours, [Some(3)]);
    assert_eq!(outcome.schedule.summary.mean_transit_hours, 2.0);
}

#[test]
fn what_makes_no_sense_is_refused_and_changes_nothing() {
    let packages = [(0, 1, 0, 20), (0, 1, 9, 20)];
    let undisturbed = played(&packages, &[], all).1.schedule;
    for (event, refused) in [
        (at(3, Event::TruckLate { truck: 0, hours: 1 }), Refused::NotUnderWay),
        (at(3, Event::TruckArrived { truck: 7 }), Refused::NotUnderWay),
        (at(1, Event::TruckLate { truck: 0, hours: 2_000 }), Refused::TooLate),
        (at(3, Event::Cancelled { package: 0 }), Refused::Delivered),
        (at(3, Event::Cancelled { package: 2 }), Refused::NoPackage),
        (at(3, Event::Released { package: 0 }), Refused::Released),
        (at(3, Event::LaneOpened { lane: A_TO_B }), Refused::Open),
        (at(3, Event::HubOpened { hub: HubId(2) }), Refused::Open),
    ] {
        let (world, outcome) = played(&packages, std::slice::from_ref(&event), all);
        assert_eq!(world.refused(), [(event, refused)]);
        assert_eq!(outcome.schedule.departures, undisturbed.departures);
        assert_eq!(outcome.schedule.summary, undisturbed.summary);
    }
}
