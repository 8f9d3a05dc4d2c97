//! The schedule stays, the case changes: what was right breaks a rule.

use linehaul_case::rules::{Blockade, MustRide, Outage, Scope, Slowdown, Tariff, Weekly};
use linehaul_case::{Case, CaseTables, ClassId, Grams, HubId, LaneId, Metres, Millilitres};

use super::tiny::{A_TO_B, A_TO_C, B_TO_C, C_TO_A, HASH, at, case, case_with, schedule};
use super::{assert_found, lines};
use crate::Table::{self, Departures, Loads};
use crate::audit;

type Change = (&'static str, Table, usize, &'static str, fn(&mut CaseTables));

fn weekly(scope: Scope, from: u16, until: u16) -> Weekly {
    Weekly { scope, hours_of_week: std::iter::once(from..until).collect() }
}

fn assert_all_found(changes: &[Change]) {
    for &(what, table, row, column, change) in changes {
        assert_found(&case_with(change), &schedule(), table, Some(row), column, what);
    }
}

#[test]
fn rules_about_hours() {
    assert_all_found(&[
        ("closure", Departures, 3, "departed_at", |c| c.rules.closures.push(weekly(Scope::Network, 4, 5))),
        ("closure of a hub", Departures, 3, "departed_at", |c| {
            c.rules.closures.push(weekly(Scope::Hub(HubId(1)), 3, 5));
        }),
        ("curfew", Departures, 2, "arrives_at", |c| c.rules.curfews.push(weekly(Scope::Hub(HubId(2)), 6, 7))),
        ("curfew on Tuesday", Departures, 4, "arrives_at", |c| c.rules.curfews.push(weekly(Scope::Network, 25, 26))),
        ("blockade", Departures, 1, "departed_at", |c| {
            c.rules.blockades.push(Blockade { hours: 0..1, scope: Scope::Lane(LaneId::from_index(A_TO_B)) });
        }),
        ("outage", Departures, 3, "departed_at", |c| c.rules.outages.push(Outage { hours: 4..5, hub: HubId(1) })),
        ("gate", Departures, 2, "arrives_at", |c| c.rules.outages.push(Outage { hours: 6..7, hub: HubId(2) })),
        ("slowdown", Departures, 1, "arrives_at", |c| {
            c.rules.slowdowns.push(Slowdown { hours: 0..1, extra_hours: 1, scope: Scope::Network });
        }),
        ("tariff", Departures, 4, "cost", |c| {
            c.rules.tariffs.push(Tariff { hours: 23..24, factor: 1.1, scope: Scope::Network });
        }),
    ]);
}

#[test]
fn rules_about_trucks_and_cargo() {
    assert_all_found(&[
        ("barred", Departures, 2, "vehicle_type", |c| c.lanes[A_TO_C].types = 0b01),
        ("type cap", Departures, 2, "vehicle_type", |c| c.vehicles[1].per_hub_per_hour = Some(0)),
        ("kg", Departures, 1, "kg", |c| c.vehicles[0].grams = Grams(649_999)),
        ("m3", Departures, 1, "m3", |c| c.vehicles[0].ml = Millilitres(6_999_999)),
        ("separate", Departures, 1, "departure_id", |c| {
            c.packages.classes[1] = ClassId(1);
            c.rules.separate.push([ClassId(0), ClassId(1)]);
        }),
        ("eligible", Loads, 3, "departure_id", |c| c.lanes[A_TO_C].metres = Metres(250_001)),
        ("slack of a detour", Loads, 3, "departure_id", |c| c.packages.due_seconds[3] = 7 * 3_600),
        ("cost multiplier", Departures, 1, "cost", |c| c.cost_multiplier = 2.0),
        ("lane hours", Departures, 3, "arrives_at", |c| c.lanes[B_TO_C].hours = 3),
        ("lane length", Departures, 3, "km", |c| c.lanes[B_TO_C].metres = Metres(100_001)),
    ]);
}

/// The last truck leaves b in the hour of the third.
#[test]
fn a_hub_sends_no_more_than_it_may() {
    let mut files = schedule();
    files.departures.departed_at[3] = at(4);
    let case = case_with(|tables| tables.hubs[1].max_dispatch_per_hour = 1);
    assert_found(&case, &files, Departures, Some(4), "origin", "hub cap");
}

/// 14 stands at a in hour 0, when the truck to b leaves with 11 and 12 and 3 m3 to spare: as a must-ride package it belongs there,
/// unless what is aboard must ride as well, or is too big beside it, or of a class that it must not meet.
#[test]
fn must_ride_goes_first() {
    let waiting = || {
        let mut tables = case().into_tables();
        tables.packages.released_seconds[3] = 0;
        tables.packages.announced_seconds[3] = 0;
        tables.rules.must_ride.push(MustRide::Package(3));
        tables
    };
    let left_behind = |tables: &CaseTables| {
        let report = audit(&Case::new(tables.clone()).unwrap(), HASH, &schedule());
        let line = "departures row 1, departure_id: states other cargo in place of must-ride package 14, \
                    expected must-ride packages first (docs/model.md: must_ride)";
        lines(&report).contains(line)
    };
    assert!(left_behind(&waiting()));

    let mut by_class = waiting();
    by_class.rules.must_ride = vec![MustRide::Class(ClassId(1))];
    by_class.packages.classes[3] = ClassId(1);
    assert!(left_behind(&by_class));

    let mut all_must = waiting();
    all_must.rules.must_ride.push(MustRide::Class(ClassId(0)));
    assert!(!left_behind(&all_must));

    let mut too_big = waiting();
    too_big.rules.must_ride.push(MustRide::Package(0));
    assert!(left_behind(&too_big));
    (too_big.packages.ml[3], too_big.packages.grams[3]) = (Millilitres(6_000_000), Grams(600_000));
    assert!(left_behind(&too_big));
    too_big.packages.grams[3] = Grams(600_001);
    assert!(!left_behind(&too_big));
    (too_big.packages.ml[3], too_big.packages.grams[3]) = (Millilitres(6_000_001), Grams(0));
    assert!(!left_behind(&too_big));

    let mut apart = waiting();
    apart.rules.must_ride.push(MustRide::Package(0));
    apart.packages.classes[0] = ClassId(1);
    for pair in [[ClassId(1), ClassId(0)], [ClassId(0), ClassId(1)]] {
        apart.rules.separate = vec![pair];
        assert!(!left_behind(&apart));
    }
}

/// The lower bound takes the smallest tariff, here half from hour 20 on; the settlement keeps the bound from growing with a tariff of
/// 3. Nothing but the bound changes, as no truck leaves in those hours.
#[test]
fn tariffs_lower_the_bound_and_never_raise_it() {
    let case =
        |factor| case_with(|tables| tables.rules.tariffs.push(Tariff { hours: 20..22, factor, scope: Scope::Network }));
    let mut files = schedule();
    files.summary.lower_bound /= 2.0;
    files.summary.cost_to_bound *= 2.0;
    assert_eq!(lines(&audit(&case(0.5), HASH, &files)), "");
    assert_eq!(lines(&audit(&case(3.0), HASH, &schedule())), "");
}

/// The last truck leaves in an hour of double cost: 400 and not 200.
#[test]
fn a_tariff_is_paid() {
    let tariff = Tariff { hours: 23..24, factor: 2.0, scope: Scope::Hub(HubId(1)) };
    let case = case_with(|tables| tables.rules.tariffs.push(tariff));
    let mut files = schedule();
    files.departures.costs[3] = 400.0;
    let summary = &mut files.summary;
    summary.shipment_cost += 200.0;
    summary.total_cost += 200.0;
    summary.cost_to_bound = summary.total_cost / summary.lower_bound;
    assert_eq!(lines(&audit(&case, HASH, &files)), "");
}

/// With late waiting capped at 3 hours, 15 pays for -1 and -2 only: 0.015 x (40 + 6 x 2) = 0.78.
#[test]
fn late_waiting_ends() {
    let case = case_with(|tables| tables.late.hours = 3);
    let mut files = schedule();
    let summary = &mut files.summary;
    summary.late_waiting_cost = 0.78;
    summary.sla_cost -= 0.18;
    summary.total_cost -= 0.18;
    summary.cost_to_bound = summary.total_cost / summary.lower_bound;
    assert_eq!(lines(&audit(&case, HASH, &files)), "");
}

/// Nothing drives c -> a, nothing reaches a, and nothing leaves or arrives in the hours named.
#[test]
fn rules_elsewhere_and_at_other_times_do_not_concern() {
    let mut tables = case().into_tables();
    let rules = &mut tables.rules;
    let elsewhere = Scope::Lane(LaneId::from_index(C_TO_A));
    rules.closures =
        vec![weekly(elsewhere, 0, 168), weekly(Scope::Hub(HubId(2)), 0, 168), weekly(Scope::Network, 5, 23)];
    rules.curfews = vec![weekly(Scope::Hub(HubId(0)), 0, 168), weekly(Scope::Network, 3, 6)];
    for (hours, scope) in [(0..24, elsewhere), (0..24, Scope::Hub(HubId(2))), (5..23, Scope::Network)] {
        rules.blockades.push(Blockade { hours: hours.clone(), scope });
        rules.slowdowns.push(Slowdown { hours: hours.clone(), extra_hours: 9, scope });
        rules.tariffs.push(Tariff { hours, factor: 9.0, scope });
    }
    rules.outages.push(Outage { hours: 3..24, hub: HubId(0) });
    rules.separate.push([ClassId(0), ClassId(1)]);
    let case = Case::new(tables).unwrap();
    assert_eq!(lines(&audit(&case, HASH, &schedule())), "");
}

/// Shipment, settlement and bound grow with the multiplier, late costs do not.
#[test]
fn the_multiplier_is_on_vehicle_costs() {
    let case = case_with(|tables| tables.cost_multiplier = 3.0);
    let mut files = schedule();
    files.departures.costs.iter_mut().for_each(|cost| *cost *= 3.0);
    let summary = &mut files.summary;
    summary.shipment_cost *= 3.0;
    summary.settlement_cost *= 3.0;
    summary.lower_bound *= 3.0;
    summary.total_cost = summary.shipment_cost + summary.sla_cost + summary.settlement_cost;
    summary.cost_to_bound = summary.total_cost / summary.lower_bound;
    assert_eq!(lines(&audit(&case, HASH, &files)), "");
}
