//! Rules about when trucks leave and arrive. The demo starts on a Monday at 00:00 UTC.

use super::ruled::{Ruled, Truck, old_trucks};
use crate::demo;

#[test]
fn a_closure_keeps_trucks_in() {
    let ruled = Ruled::by("[[closure]]\nweek = [\"sat\", \"sun\"]\n");
    let at_weekend = |truck: &Truck| truck.hour % 168 >= 5 * 24;
    assert!(old_trucks().iter().any(at_weekend));
    assert!(!ruled.trucks().iter().any(at_weekend));
    ruled.assert_old_schedule_breaks("departures", "departed_at", "closure");
}

#[test]
fn a_closed_lane_is_closed_in_its_direction_only() {
    let ruled = Ruled::by("[[closure]]\nlane = [\"new-york\", \"chicago\"]\nweek = \"mon 06 - tue 00\"\n");
    let on_monday = |truck: &&Truck| (6..24).contains(&(truck.hour % 168));
    let back = |truck: &&Truck| (truck.from, truck.to) == ("chicago", "new-york");
    let there = |truck: &&Truck| (truck.from, truck.to) == ("new-york", "chicago");
    assert!(old_trucks().iter().filter(there).any(|truck| on_monday(&truck)));
    assert!(!ruled.trucks().iter().filter(there).any(|truck| on_monday(&truck)));
    assert!(ruled.trucks().iter().filter(back).any(|truck| on_monday(&truck)));
    ruled.assert_old_schedule_breaks("departures", "departed_at", "closure");
}

#[test]
fn a_curfew_lets_nothing_arrive() {
    let ruled = Ruled::by("[[curfew]]\nhub = \"atlanta\"\nweek = [\"wed 20 - thu 06\", \"fri 22-04\"]\n");
    // Wednesday 20:00 is hour 68 of the week, Friday 22:00 hour 118.
    let in_curfew = |truck: &Truck| {
        truck.to == "atlanta" && [68..78, 118..124].iter().any(|hours| hours.contains(&(truck.arrival % 168)))
    };
    assert!(old_trucks().iter().any(in_curfew));
    assert!(!ruled.trucks().iter().any(in_curfew));
    assert!(ruled.trucks().iter().any(|truck| truck.to == "atlanta"));
    ruled.assert_old_schedule_breaks("departures", "arrives_at", "curfew");
}

#[test]
fn a_slowdown_makes_trucks_late() {
    let ruled = Ruled::by("[[slowdown]]\nhub = \"chicago\"\nhours = [100, 200]\nextra_hours = 5\n");
    let extra = |truck: &Truck| {
        let lanes = &demo::CASE.case.lanes();
        let hubs = &demo::CASE.case.hubs();
        let ends = |from: usize, to: usize| (hubs[from].id.as_str(), hubs[to].id.as_str());
        let lane = lanes.iter().find(|lane| ends(lane.from.index(), lane.to.index()) == (truck.from, truck.to));
        truck.arrival - truck.hour - lane.unwrap().hours
    };
    let slow = |truck: &Truck| truck.from == "chicago" && (100..200).contains(&truck.hour);
    assert!(old_trucks().iter().all(|truck| extra(truck) == 0));
    assert!(ruled.trucks().iter().any(slow));
    assert!(ruled.trucks().iter().all(|truck| extra(truck) == if slow(truck) { 5 } else { 0 }));
    ruled.assert_old_schedule_breaks("departures", "arrives_at", "arriv");
}

#[test]
fn a_blockade_holds_a_lane_once() {
    let ruled = Ruled::by("[[blockade]]\nlane = [\"miami\", \"atlanta\"]\nhours = [48, 216]\n");
    let on_lane = |truck: &&Truck| (truck.from, truck.to) == ("miami", "atlanta");
    let blocked = |truck: &Truck| (48..216).contains(&truck.hour);
    assert!(old_trucks().iter().filter(on_lane).any(blocked));
    assert!(!ruled.trucks().iter().filter(on_lane).any(blocked));
    // A week later the same hours of the week are free.
    assert!(ruled.trucks().iter().filter(on_lane).any(|truck| (216..384).contains(&truck.hour)));
    ruled.assert_old_schedule_breaks("departures", "departed_at", "blockade");
}

#[test]
fn an_outage_stops_a_hub_and_holds_trucks_at_its_gate() {
    let ruled = Ruled::by("[[outage]]\nhub = \"dallas\"\nhours = [90, 130]\n");
    let leaves = |truck: &Truck| truck.from == "dallas" && (90..130).contains(&truck.hour);
    let unloads = |truck: &Truck| truck.to == "dallas" && (90..130).contains(&truck.arrival);
    let gate = |truck: &Truck| truck.to == "dallas" && truck.arrival == 130;
    assert!(old_trucks().iter().any(leaves) && old_trucks().iter().any(unloads));
    assert!(!ruled.trucks().iter().any(leaves) && !ruled.trucks().iter().any(unloads));
    let at_gate = |trucks: &[Truck]| trucks.iter().filter(|truck| gate(truck)).count();
    assert!(at_gate(&ruled.trucks()) > at_gate(&old_trucks()) + 1);
    ruled.assert_old_schedule_breaks("departures", "departed_at", "outage");
    ruled.assert_old_schedule_breaks("departures", "arrives_at", "arriv");
}
