//! Each column of each table changed in turn, and whole rows.

use linehaul_case::{Demand, PackageIds};
use linehaul_tables::ScheduleFiles;

use super::assert_found;
use super::tiny::{at, case, case_with, schedule};
use crate::Table::{self, Departures, Loads, Metadata, Packages, Summary};

type Tampering = (Table, Option<usize>, &'static str, fn(&mut ScheduleFiles));

fn numbers(ids: &mut PackageIds) -> &mut Vec<i64> {
    match ids {
        PackageIds::Numbers(ids) => ids,
        PackageIds::Texts(_) => unreachable!("the tiny case has numbers"),
    }
}

fn assert_all_found(tamperings: &[Tampering]) {
    for (index, &(table, row, column, tamper)) in tamperings.iter().enumerate() {
        let mut files = schedule();
        tamper(&mut files);
        assert_found(&case(), &files, table, row, column, &format!("tampering {index}"));
    }
}

#[test]
fn columns_of_departures() {
    assert_all_found(&[
        (Departures, Some(2), "departure_id", |f| f.departures.ids[1] = 7),
        (Departures, Some(1), "departure_id", |f| f.departures.ids[0] = i64::MAX),
        (Departures, Some(2), "departed_at", |f| f.departures.departed_at[1] += 90),
        (Departures, Some(1), "departed_at", |f| f.departures.departed_at[0] = at(-1)),
        (Departures, Some(4), "departed_at", |f| f.departures.departed_at[3] = at(24)),
        (Departures, Some(3), "departed_at", |f| f.departures.departed_at[2] = at(1)),
        (Departures, Some(3), "arrives_at", |f| f.departures.departed_at[2] = at(5)),
        (Departures, Some(2), "arrives_at", |f| f.departures.arrives_at[1] = at(5)),
        (Departures, Some(2), "arrives_at", |f| f.departures.arrives_at[1] = i64::MIN),
        (Departures, Some(2), "origin", |f| f.departures.origins[1] = "z".to_owned()),
        (Departures, Some(2), "destination", |f| f.departures.destinations[1] = String::new()),
        (Departures, Some(2), "destination", |f| f.departures.destinations[1] = "a".to_owned()),
        (Departures, Some(1), "vehicle_type", |f| f.departures.vehicle_types[0] = "barge".to_owned()),
        (Departures, Some(1), "cost", |f| f.departures.vehicle_types[0] = "large".to_owned()),
        (Departures, Some(1), "kg", |f| f.departures.kg[0] = 650.001),
        (Departures, Some(1), "m3", |f| f.departures.m3[0] = f64::NAN),
        (Departures, Some(1), "fill", |f| f.departures.fill[0] = 0.65),
        (Departures, Some(1), "km", |f| f.departures.km[0] = -100.0),
        (Departures, Some(1), "cost", |f| f.departures.costs[0] = 200.001),
        (Departures, None, "cost", |f| f.departures.costs.truncate(3)),
        (Departures, None, "departure_id", |f| f.departures.ids.clear()),
    ]);
}

#[test]
fn columns_of_loads() {
    assert_all_found(&[
        (Loads, Some(3), "departure_id", |f| f.loads.departure_ids[2] = 9),
        (Loads, Some(4), "departure_id", |f| f.loads.departure_ids[2] = 9),
        (Loads, Some(2), "package_id", |f| numbers(&mut f.loads.package_ids)[1] = -12),
        (Loads, Some(1), "kg", |f| f.loads.kg[0] = 400.001),
        (Loads, Some(1), "m3", |f| f.loads.m3[0] = f64::INFINITY),
        (Loads, None, "m3", |f| f.loads.m3.push(1.0)),
        (Loads, None, "package_id", |f| f.loads.package_ids = PackageIds::Texts(vec!["11".to_owned(); 6])),
    ]);
}

#[test]
fn ways_of_packages() {
    assert_all_found(&[
        // 12 rides the truck to c too, and was delivered to b before; 13 is aboard before its release.
        (Loads, Some(4), "package_id", |f| numbers(&mut f.loads.package_ids)[3] = 12),
        (Loads, Some(1), "package_id", |f| numbers(&mut f.loads.package_ids)[0] = 13),
        // 11 twice on one truck, and on a second truck while it rides the first.
        (Loads, Some(2), "package_id", |f| numbers(&mut f.loads.package_ids)[1] = 11),
        (Loads, Some(3), "package_id", |f| numbers(&mut f.loads.package_ids)[2] = 11),
        // 11 leaves b before it comes.
        (Loads, Some(4), "package_id", |f| {
            f.departures.departed_at[2] = at(1);
            f.departures.arrives_at[2] = at(3);
        }),
        // 15 goes nowhere it should.
        (Loads, Some(6), "departure_id", |f| {
            numbers(&mut f.loads.package_ids)[5] = 15;
            f.departures.origins[3] = "c".to_owned();
            f.departures.destinations[3] = "a".to_owned();
            numbers(&mut f.loads.package_ids)[2] = 12;
            f.loads.departure_ids[5] = 5;
        }),
        // 12 to c is the wrong way.
        (Loads, Some(2), "departure_id", |f| f.departures.destinations[0] = "c".to_owned()),
        // An empty truck, and right about it.
        (Departures, Some(4), "kg", |f| {
            (f.departures.kg[3], f.departures.m3[3], f.departures.fill[3]) = (0.0, 0.0, 0.0);
            f.loads.departure_ids.pop();
            numbers(&mut f.loads.package_ids).pop();
            f.loads.kg.pop();
            f.loads.m3.pop();
        }),
    ]);
}

#[test]
fn columns_of_packages() {
    assert_all_found(&[
        (Packages, Some(2), "package_id", |f| numbers(&mut f.packages.ids)[1] = 0),
        (Packages, None, "package_id", |f| numbers(&mut f.packages.ids)[1] = 0),
        (Packages, Some(3), "package_id", |f| numbers(&mut f.packages.ids)[2] = 12),
        (Packages, Some(3), "package_id", |f| numbers(&mut f.packages.ids).swap(1, 2)),
        (Packages, Some(1), "delivered_at", |f| f.packages.delivered_at[0] = Some(at(5))),
        (Packages, Some(1), "delivered_at", |f| f.packages.delivered_at[0] = Some(at(6) + 1)),
        (Packages, Some(1), "delivered_at", |f| f.packages.delivered_at[0] = None),
        (Packages, Some(6), "delivered_at", |f| f.packages.delivered_at[5] = Some(at(25))),
        (Packages, Some(3), "late", |f| f.packages.late[2] = false),
        (Packages, Some(5), "late", |f| f.packages.late[4] = false),
        (Packages, Some(5), "hops", |f| f.packages.hops[4] = -1),
        (Packages, Some(1), "transit_hours", |f| f.packages.transit_hours[0] = Some(5)),
        (Packages, Some(5), "transit_hours", |f| f.packages.transit_hours[4] = Some(3)),
        (Packages, None, "late", |f| f.packages.late.clear()),
    ]);
}

#[test]
fn keys_of_metadata_and_summary() {
    assert_all_found(&[
        (Metadata, None, "case", |f| f.meta.case.push('!')),
        (Metadata, None, "case_hash", |f| f.meta.case_hash.clear()),
        (Summary, None, "shipment_cost", |f| f.summary.shipment_cost += 1.0),
        (Summary, None, "late_penalty_cost", |f| f.summary.late_penalty_cost = 40.0),
        (Summary, None, "late_waiting_cost", |f| f.summary.late_waiting_cost = 0.0),
        (Summary, None, "sla_cost", |f| f.summary.sla_cost = f64::NAN),
        (Summary, None, "settlement_cost", |f| f.summary.settlement_cost = 57.5),
        (Summary, None, "total_cost", |f| f.summary.total_cost *= 0.999),
        (Summary, None, "lower_bound", |f| f.summary.lower_bound *= 1.001),
        (Summary, None, "cost_to_bound", |f| f.summary.cost_to_bound = 1.0),
        (Summary, None, "packages", |f| f.summary.packages = 7),
        (Summary, None, "delivered", |f| f.summary.delivered = 5),
        (Summary, None, "under_way", |f| f.summary.under_way = u64::MAX),
        (Summary, None, "judged", |f| f.summary.judged = 6),
        (Summary, None, "late", |f| f.summary.late = 1),
        (Summary, None, "late_share", |f| f.summary.late_share = 1.0 / 3.0),
        (Summary, None, "departures", |f| f.summary.departures = 0),
        (Summary, None, "departures_by_type", |f| f.summary.departures_by_type[0].departures = 2),
        (Summary, None, "departures_by_type", |f| f.summary.departures_by_type.swap(0, 1)),
        (Summary, None, "fill_m3", |f| f.summary.fill_m3 = 0.3),
        (Summary, None, "fill_kg", |f| f.summary.fill_kg = 0.3),
        (Summary, None, "mean_vehicle_m3", |f| f.summary.mean_vehicle_m3 = 10.0),
        (Summary, None, "vehicle_km", |f| f.summary.vehicle_km = 529.0),
        (Summary, None, "mean_transit_hours", |f| f.summary.mean_transit_hours = 3.9),
        (Summary, None, "mean_dwell_hours", |f| f.summary.mean_dwell_hours = -1.0),
        (Summary, None, "mean_hops", |f| f.summary.mean_hops = 1.0),
    ]);
}

/// Over two days each seed but 0 redraws them, here with the packages of the first day twice, and then numbers from 1.
#[test]
fn the_seed_shows_in_the_packages() {
    let case = case_with(|tables| tables.hours = 48);
    let twice = |seed: &u64| Demand::of(&case, *seed).packages.len() == 12;
    let mut files = schedule();
    files.meta.seed = (1..100).find(twice).expect("a quarter of the seeds draw the first day twice");
    assert_found(&case, &files, Packages, Some(3), "package_id", "package 13 of 12");
    assert_found(&case, &files, Packages, None, "package_id", "missing packages");
    assert_found(&case, &files, Loads, Some(3), "package_id", "a load of package 14");
}
