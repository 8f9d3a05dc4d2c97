//! The proof of last-mile routes: a market and the files of routes in, broken claims out.
//!
//! It shares the facts of the market with the router, and nothing else: ways, clocks, loads and costs are computed here in another way,
//! second by second. Not proved: that no cheaper routes exist, nor that a crowded stop could not be squeezed in.

mod itinerary;
mod route;
mod service;
mod shift;
mod stops;
mod totals;
mod tour;
mod ways;

use linehaul_market::{Market, Spot, StopId};
use linehaul_tables::RouteFiles;
use linehaul_tables::schema::route_files::ROUTE_META;

use crate::report::{Report, Table};

use ways::Ways;

const META: &str = "docs/formats.md: summary.json, meta";

/// Proves every claim of routes against their market; `market_hash` is the hash of the market's files.
pub fn audit_routes(market: &Market, market_hash: &str, files: &RouteFiles) -> Report {
    let mut report = Report::default();
    let name = &market.header().name;
    for (column, stated, expected) in [
        (&ROUTE_META.market, &files.meta.market, name.as_str()),
        (&ROUTE_META.market_hash, &files.meta.market_hash, market_hash),
    ] {
        report.check(stated == expected, Table::Metadata.whole(column), META, || (stated.clone(), expected.to_owned()));
    }
    let ways = Ways::of(market);
    let routes = itinerary::read(market, &files.calls, &mut report);
    let tours: Vec<_> =
        routes.iter().map(|route| route::prove(market, &ways, &files.calls, route, &mut report)).collect();
    let left_out = stops::check(market, &ways, &files.calls, &routes, &files.stops, &mut report);
    totals::check_tours(market, &routes, &tours, &files.tours, &mut report);
    let is_late =
        |stop: StopId, begin: i32| market.stops()[stop.index()].windows.last().is_some_and(|last| begin > last.close);
    let late = routes.iter().flat_map(|route| route.spots.iter().zip(route.rows.clone()));
    let late = late.filter(|(spot, row)| matches!(spot, Spot::Stop(stop) if is_late(*stop, files.calls.begin_s[*row])));
    let late = late.count() as u64;
    // A sum over routes of which one is wrong would be reported again.
    if let Some(tours) = tours.into_iter().collect::<Option<Vec<_>>>() {
        totals::check_summary(market, &tours, &left_out, late, &files.summary, &mut report);
    }
    report
}
