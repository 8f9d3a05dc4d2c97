//! `drivers.parquet` and the summary: each route's figures, every cost by name, and their sums.

use linehaul_market::{Costs, Market};
use linehaul_tables::schema::route_files::{ROUTE_SUMMARY, TOURS};
use linehaul_tables::{Column, RouteSummary, Rows, TourRows};

use crate::figures::{EXACT, Figure};
use crate::market::itinerary::Itinerary;
use crate::market::tour::Tour;
use crate::report::{Report, Table};

const FORM: &str = "docs/formats.md: drivers.parquet";
const COSTS: &str = "docs/routes.md: costs";
/// What leaving out a stop costs that must be served, millionths.
const UNSERVED: i64 = 10_000_000_000_000;

/// Proves the rows of the routes, of which those that could not be walked have no tour.
pub fn check_tours(
    market: &Market,
    routes: &[Itinerary],
    tours: &[Option<Tour>],
    rows: &TourRows,
    report: &mut Report,
) {
    let lengths = rows.lengths();
    let n = report.common_rows(Table::Tours, &lengths);
    let whole = report.equal(Table::Tours.whole(&TOURS.drivers), FORM, n, routes.len());
    if !whole || lengths.iter().any(|(_, length)| *length != n) {
        return;
    }
    for (row, (route, tour)) in routes.iter().zip(tours).enumerate() {
        let at = |column| Table::Tours.at(row, column);
        let driver = &market.drivers()[route.driver.index()];
        let vehicle = &market.vehicles()[driver.vehicle.index()];
        for (column, stated, expected) in
            [(&TOURS.drivers, &rows.drivers[row], &driver.id), (&TOURS.vehicles, &rows.vehicles[row], &vehicle.id)]
        {
            report.check(stated == expected, at(column), FORM, || (stated.clone(), expected.clone()));
        }
        let Some(tour) = tour else { continue };
        for (column, stated, expected) in [
            (&TOURS.start_s, rows.start_s[row], tour.start_s),
            (&TOURS.end_s, rows.end_s[row], tour.end_s),
            (&TOURS.stops, rows.stops[row], tour.stops),
            (&TOURS.trips, rows.trips[row], tour.trips),
            (&TOURS.metres, rows.metres[row], tour.metres),
        ] {
            report.equal(at(column), FORM, stated, expected);
        }
        let Costs { fixed, distance, hours, overtime, balance, late, unfamiliar, moved, told, .. } = tour.costs;
        let parts: [(&Column, &[f64], i64); 9] = [
            (&TOURS.fixed, &rows.fixed, fixed),
            (&TOURS.distance, &rows.distance, distance),
            (&TOURS.hours, &rows.hours, hours),
            (&TOURS.overtime, &rows.overtime, overtime),
            (&TOURS.balance, &rows.balance, balance),
            (&TOURS.late, &rows.late, late),
            (&TOURS.unfamiliar, &rows.unfamiliar, unfamiliar),
            (&TOURS.moved, &rows.moved, moved),
            (&TOURS.told, &rows.told, told),
        ];
        for (column, stated, micros) in parts {
            report.close(at(column), COSTS, money(stated[row], micros));
        }
    }
}

/// Proves the summary, where all routes could be walked.
pub fn check_summary(
    market: &Market,
    tours: &[Tour],
    left_out: &[bool],
    late_stops: u64,
    stated: &RouteSummary,
    report: &mut Report,
) {
    let mut costs = Costs::default();
    for tour in tours {
        let parts = costs.parts().into_iter().zip(tour.costs.parts());
        costs = Costs::from_parts(std::array::from_fn({
            let parts: Vec<i64> = parts.map(|(a, b)| a.saturating_add(b)).collect();
            move |at| parts[at]
        }));
    }
    for stop in market.stops().iter().zip(left_out).filter(|(_, out)| **out).map(|(stop, _)| stop) {
        match stop.left_out {
            Some(price) => costs.left_out += price,
            None => costs.unserved += UNSERVED,
        }
    }
    let total: i64 = costs.parts().iter().sum();
    let money_figures: [(&Column, f64, i64); 12] = [
        (&ROUTE_SUMMARY.total_cost, stated.total_cost, total),
        (&ROUTE_SUMMARY.fixed, stated.fixed, costs.fixed),
        (&ROUTE_SUMMARY.distance, stated.distance, costs.distance),
        (&ROUTE_SUMMARY.hours, stated.hours, costs.hours),
        (&ROUTE_SUMMARY.overtime, stated.overtime, costs.overtime),
        (&ROUTE_SUMMARY.balance, stated.balance, costs.balance),
        (&ROUTE_SUMMARY.late, stated.late, costs.late),
        (&ROUTE_SUMMARY.unfamiliar, stated.unfamiliar, costs.unfamiliar),
        (&ROUTE_SUMMARY.moved, stated.moved, costs.moved),
        (&ROUTE_SUMMARY.told, stated.told, costs.told),
        (&ROUTE_SUMMARY.left_out, stated.left_out, costs.left_out),
        (&ROUTE_SUMMARY.unserved, stated.unserved, costs.unserved),
    ];
    for (column, stated, micros) in money_figures {
        report.close(Table::Summary.whole(column), COSTS, money(stated, micros));
    }
    let sum = |of: &dyn Fn(&Tour) -> i64| tours.iter().map(|tour| of(tour) as u64).sum::<u64>();
    let counts = [
        (&ROUTE_SUMMARY.stops, stated.stops, market.stops().len() as u64),
        (&ROUTE_SUMMARY.served, stated.served, left_out.iter().filter(|out| !**out).count() as u64),
        (&ROUTE_SUMMARY.late_stops, stated.late_stops, late_stops),
        (&ROUTE_SUMMARY.drivers, stated.drivers, tours.len() as u64),
        (&ROUTE_SUMMARY.trips, stated.trips, sum(&|tour| tour.trips.into())),
        (&ROUTE_SUMMARY.metres, stated.metres, sum(&|tour| tour.metres.into())),
        (&ROUTE_SUMMARY.seconds, stated.seconds, sum(&|tour| (tour.end_s - tour.start_s).into())),
        (&ROUTE_SUMMARY.waiting_s, stated.waiting_s, sum(&|tour| tour.waiting_s)),
        (&ROUTE_SUMMARY.pause_s, stated.pause_s, sum(&|tour| tour.pause_s)),
        (&ROUTE_SUMMARY.service_s, stated.service_s, sum(&|tour| tour.service_s)),
    ];
    for (column, stated, expected) in counts {
        report.equal(Table::Summary.whole(column), COSTS, stated, expected);
    }
}

fn money(stated: f64, micros: i64) -> Figure {
    Figure { stated, expected: micros as f64 / 1e6, tolerance: EXACT }
}
