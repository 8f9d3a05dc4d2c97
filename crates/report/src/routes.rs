//! Routes as a page: the map with vans and stops, the time line of each van with windows, the stops, and what was left out and why.
//!
//! The files are taken at their word as far as they fit together; whether each claim holds is for `linehaul verify` to say.

mod calls;

use linehaul_market::{Market, Reason, Stop, Task, Window};
use linehaul_tables::{RouteFiles, RouteMeta, RouteSummary};
use serde::Serialize;

use crate::columns::encode;
use crate::error::ReportError;
use crate::outline;
use crate::page::Page;
use crate::projection::Projection;
use crate::script::Module;

use calls::Van;

const BODY: &str = include_str!("../assets/routes.html");
const MODULES: [Module; 9] = [
    ("view.js", include_str!("../assets/js/view.js")),
    ("zoom.js", include_str!("../assets/js/zoom.js")),
    ("tiles.js", include_str!("../assets/js/tiles.js")),
    ("vans.js", include_str!("../assets/js/vans.js")),
    ("town.js", include_str!("../assets/js/town.js")),
    ("timeline.js", include_str!("../assets/js/timeline.js")),
    ("rounds.js", include_str!("../assets/js/rounds.js")),
    ("stops.js", include_str!("../assets/js/stops.js")),
    ("routes.js", include_str!("../assets/js/routes.js")),
];

/// Steps of a coordinate in a km: 10 m each.
const STEPS_PER_KM: f64 = 100.0;

/// Everything that the page shows. Times are seconds from midnight.
#[derive(Debug, Serialize)]
struct Data<'a> {
    meta: &'a RouteMeta,
    summary: &'a RouteSummary,
    market: Header<'a>,
    depots: Vec<DepotData<'a>>,
    stops: Vec<StopData<'a>>,
    vans: Vec<Van<'a>>,
    /// Coasts and borders: x and y by turns, as one column a line.
    coasts: Vec<String>,
    borders: Vec<String>,
}

#[derive(Debug, Serialize)]
struct Header<'a> {
    name: &'a str,
    date: &'a str,
    zone: &'a str,
    currency: &'a str,
    source: &'a str,
    drivers: usize,
}

#[derive(Debug, Serialize)]
struct DepotData<'a> {
    id: &'a str,
    point: [i64; 2],
}

#[derive(Debug, Serialize)]
struct StopData<'a> {
    id: &'a str,
    point: [i64; 2],
    kg: f64,
    parcels: i32,
    task: &'static str,
    /// Windows as pairs.
    windows: Vec<[i32; 2]>,
    promise: &'a str,
    /// Price of leaving it out.
    price: Option<f64>,
    /// Why it is left out.
    reason: Option<&'static str>,
}

/// The page of routes of this market.
pub fn page(market: &Market, files: &RouteFiles) -> Result<String, ReportError> {
    let title = format!("Routes of {} · linehaul", market.header().name);
    let page = Page { title: &title, body: BODY, modules: &MODULES };
    Ok(page.html(&data(market, files)?))
}

fn data<'a>(market: &'a Market, files: &'a RouteFiles) -> Result<Data<'a>, ReportError> {
    let depots = market.depots().iter().map(|depot| [depot.lat, depot.lon]);
    let all: Vec<[f64; 2]> = depots.chain(market.stops().iter().map(|stop| [stop.lat, stop.lon])).collect();
    let projection = Projection::around(all.iter().copied());
    let points: Vec<[f64; 2]> = all.iter().map(|[lat, lon]| projection.point(*lat, *lon)).collect();
    let lines = outline::around(&points, &projection);
    let encoded = |kind| {
        let of_kind = lines.iter().filter(move |line| line.kind == kind);
        let column =
            |points: &[[f64; 2]], axis: usize| points.iter().map(|point| steps(*point)[axis]).collect::<Vec<_>>();
        of_kind.map(|line| encode(column(&line.points, 0).into_iter().chain(column(&line.points, 1)))).collect()
    };
    let header = market.header();
    let n_depots = market.depots().len();
    let mut reasons: Vec<Option<&'static str>> = vec![None; market.stops().len()];
    for (row, reason) in files.left_out() {
        if let (Some(place), Some(reason)) = (reasons.get_mut(row), reason) {
            *place = Some(Reason::text(reason));
        }
    }
    Ok(Data {
        meta: &files.meta,
        summary: &files.summary,
        market: Header {
            name: &header.name,
            date: &header.date,
            zone: &header.zone,
            currency: &header.currency,
            source: &header.source,
            drivers: market.drivers().len(),
        },
        depots: (market.depots().iter().zip(&points))
            .map(|(depot, point)| DepotData { id: &depot.id, point: steps(*point) })
            .collect(),
        stops: (market.stops().iter().zip(&points[n_depots..]).zip(reasons))
            .map(|((stop, point), reason)| stop_data(market, stop, steps(*point), reason))
            .collect(),
        vans: calls::vans(market, files)?,
        coasts: encoded(outline::Kind::Coast),
        borders: encoded(outline::Kind::Border),
    })
}

fn stop_data<'a>(market: &'a Market, stop: &'a Stop, point: [i64; 2], reason: Option<&'static str>) -> StopData<'a> {
    StopData {
        id: &stop.id,
        point,
        kg: f64::from(stop.load.grams) / 1e3,
        parcels: stop.load.parcels,
        task: match stop.task {
            Task::Delivery => "delivery",
            Task::Pickup => "pickup",
            Task::PickupFor(_) => "pickup of a pair",
            Task::DeliveryOf(_) => "delivery of a pair",
        },
        windows: stop.windows.iter().map(|Window { open, close }| [*open, *close]).collect(),
        promise: stop.class.map_or("", |class| &market.promises()[class.index()].id),
        price: stop.left_out.map(|micros| micros as f64 / 1e6),
        reason,
    }
}

fn steps([x, y]: [f64; 2]) -> [i64; 2] {
    [(x * STEPS_PER_KM).round() as i64, (y * STEPS_PER_KM).round() as i64]
}

#[cfg(test)]
mod tests;
