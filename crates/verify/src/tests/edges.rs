//! The last that holds: full trucks, the last hour, the longest detour; and one slip is one broken claim.

use linehaul_case::{Grams, Millilitres, PackageIds};
use linehaul_tables::ScheduleFiles;

use super::lines;
use super::tiny::{HASH, at, case, case_with, schedule};
use crate::{Table, audit};

#[test]
fn a_full_truck_is_within_its_limits() {
    let case = case_with(|tables| {
        (tables.vehicles[0].grams, tables.vehicles[0].ml) = (Grams(650_000), Millilitres(7_000_000));
    });
    let broken = lines(&audit(&case, HASH, &schedule()));
    assert!(!broken.contains(", kg") && !broken.contains(", m3"), "{broken}");
}

/// 11 rides on from b in the hour in which it comes.
#[test]
fn trucks_leave_in_one_hour_and_packages_ride_on_at_once() {
    let mut files = schedule();
    files.departures.departed_at[2] = at(2);
    let broken = lines(&audit(&case(), HASH, &files));
    assert!(!broken.contains("departed_at") && !broken.contains("package 11"), "{broken}");
}

/// The day ends with hour 23: what arrives at 24 is under way.
#[test]
fn an_arrival_at_the_horizon_is_none() {
    let mut files = schedule();
    files.departures.departed_at[3] = at(22);
    files.departures.arrives_at[3] = at(24);
    assert_eq!(lines(&audit(&case(), HASH, &files)), "");
}

/// 15 is due at 24 and not at 23: not judged. Its slack at 20 is 0, so that its penalty falls due as it is left standing, and
/// 3 hours of waiting follow: 0.015 x (40 + 6 x 3).
#[test]
fn a_package_due_at_the_horizon_is_not_judged() {
    let case = case_with(|tables| tables.packages.due_seconds[4] = 24 * 3_600);
    let mut files = schedule();
    files.packages.late[4] = false;
    let summary = &mut files.summary;
    (summary.judged, summary.late, summary.late_share) = (4, 1, 0.25);
    summary.late_waiting_cost = 0.87;
    summary.sla_cost -= 0.09;
    summary.total_cost -= 0.09;
    summary.cost_to_bound = summary.total_cost / summary.lower_bound;
    assert_eq!(lines(&audit(&case, HASH, &files)), "");
}

/// 15 weighs 600 kg: a fifth of a large truck by weight. The kg-bound grows by 300 x 575 / 3,000 to 270 and is now the larger.
#[test]
fn weight_counts_where_it_is_the_larger_share() {
    let case = case_with(|tables| tables.packages.grams[4] = Grams::from_kg(600.0));
    let mut files = schedule();
    let summary = &mut files.summary;
    summary.settlement_cost *= 2.0;
    summary.total_cost = summary.shipment_cost + summary.sla_cost + summary.settlement_cost;
    summary.lower_bound = 270.0;
    summary.cost_to_bound = summary.total_cost / summary.lower_bound;
    assert_eq!(lines(&audit(&case, HASH, &files)), "");
}

/// Sums of the summary may follow from a slip, nothing else does.
#[test]
fn one_slip_is_one_broken_claim() {
    let slips: [fn(&mut ScheduleFiles); 9] = [
        |f| f.departures.ids[1] = 7,
        |f| f.departures.departed_at[1] += 1,
        |f| f.departures.arrives_at[0] = at(3),
        |f| f.departures.vehicle_types[0] = "barge".to_owned(),
        |f| f.loads.kg[0] = 0.0,
        |f| f.packages.hops[0] = 1,
        |f| {
            f.departures.origins[1] = "z".to_owned();
        },
        |f| {
            // 16 did not ride, and nothing else was aboard: its fate is not told twice.
            f.loads.departure_ids[5] = 9;
            f.departures.ids.pop();
            f.departures.departed_at.pop();
            f.departures.arrives_at.pop();
            f.departures.origins.pop();
            f.departures.destinations.pop();
            f.departures.vehicle_types.pop();
            f.departures.kg.pop();
            f.departures.m3.pop();
            f.departures.fill.pop();
            f.departures.km.pop();
            f.departures.costs.pop();
        },
        |f| f.packages.ids = PackageIds::Texts((11..17).map(|id| id.to_string()).collect()),
    ];
    for (index, slip) in slips.iter().enumerate() {
        let mut files = schedule();
        slip(&mut files);
        let report = audit(&case(), HASH, &files);
        let first_hand = report.broken.iter().filter(|claim| claim.table != Table::Summary).count();
        assert_eq!(first_hand, 1, "slip {index}:\n{}", lines(&report));
    }
}
