//! When trucks may leave and arrive, and how many of them.

use std::collections::HashMap;

use linehaul_tables::Column;
use linehaul_tables::schema::schedule_files::DEPARTURES;

use crate::basis::Basis;
use crate::departures::Departures;
use crate::report::{Report, Table};
use crate::truck::Truck;

const LIMITS: &str = "docs/model.md: hard limits";

/// Checks calendar and caps of every departure that can be read.
pub fn check(basis: &Basis, departures: &Departures, report: &mut Report) {
    let mut by_hub = HashMap::new();
    let mut by_type = HashMap::new();
    for (row, truck) in departures.trucks.iter().enumerate() {
        let Some(truck) = *truck else { continue };
        check_calendar(basis, truck, row, report);
        let hub = basis.case.lanes()[truck.lane].from.index();
        let sent: &mut u64 = by_hub.entry((truck.hour, hub)).or_default();
        *sent += 1;
        let cap = basis.news.cap(hub, truck.hour).unwrap_or(basis.case.hubs()[hub].max_dispatch_per_hour);
        check_cap(*sent, cap, row, &DEPARTURES.origins, report);
        let Some(vehicle) = departures.types[row] else { continue };
        let of_case = basis.case.vehicles()[vehicle].per_hub_per_hour;
        let Some(cap) = basis.news.fleet(vehicle, truck.hour, of_case) else { continue };
        let sent: &mut u64 = by_type.entry((truck.hour, hub, vehicle)).or_default();
        *sent += 1;
        check_cap(*sent, cap, row, &DEPARTURES.vehicle_types, report);
    }
}

/// A cap is broken once an hour, by the first truck too many.
fn check_cap(sent: u64, cap: u16, row: usize, column: &Column, report: &mut Report) {
    report.check(sent != u64::from(cap) + 1, Table::Departures.at(row, column), LIMITS, || {
        (format!("truck {sent} of this hub and hour"), format!("at most {cap}"))
    });
}

fn check_calendar(basis: &Basis, truck: Truck, row: usize, report: &mut Report) {
    let Truck { hour, arrival, lane, .. } = truck;
    let calendar = &basis.calendar;
    let origin = basis.case.lanes()[lane].from.index();
    let leaves = [
        (basis.news.lane_closed(lane, hour), "an hour in which the lane is open", "docs/model.md: events"),
        (basis.news.hub_closed(origin, hour), "an hour in which the hub is open", "docs/model.md: events"),
        (calendar.closed(lane, hour), "an hour without closure", "docs/model.md: closure"),
        (calendar.blocked(lane, hour), "an hour without blockade", "docs/model.md: blockade"),
        (calendar.origin_out(lane, hour), "an hour without outage of the origin", "docs/model.md: outage"),
    ];
    for (broken, expected, rule) in leaves {
        report.check(!broken, Table::Departures.at(row, &DEPARTURES.departed_at), rule, || {
            (format!("hour {hour}"), expected.to_owned())
        });
    }
    let place = Table::Departures.at(row, &DEPARTURES.arrives_at);
    // What was to be expected when it left: events come later.
    let arrival = if basis.news.is_empty() { arrival.hour } else { calendar.arrival(lane, hour) };
    report.check(!calendar.curfew(lane, arrival), place, "docs/model.md: curfew", || {
        (format!("hour {arrival}"), "an hour without curfew".to_owned())
    });
}
