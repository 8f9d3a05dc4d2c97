//! A schedule as a page: the network in motion, its figures and its departures.
//!
//! The files are taken at their word as far as they fit together; whether each claim holds is for `linehaul verify` to
//! say. What waits where follows from the case and the schedule: a package stands at its origin from its release,
//! leaves a hub in the hour of its truck's departure, and stands at the far end from its arrival.

mod days;
mod journeys;
mod lanes;
mod queues;
mod truck_columns;
mod trucks;

use std::path::Path;

use linehaul_case::Demand;
use linehaul_case::network::Network;
use linehaul_case::schedule::Summary;
use linehaul_tables::{EVENTS, ScheduleFiles, ScheduleMeta, parse_events};
use serde::Serialize;

use crate::error::ReportError;
use crate::geography::Geography;
use crate::page::Page;
use crate::script::Module;
use days::Days;
use journeys::Journeys;
use lanes::LaneTotals;
use queues::Queues;
use truck_columns::TruckColumns;
use trucks::Trucks;

const BODY: &str = include_str!("../assets/schedule.html");
const MODULES: [Module; 15] = [
    ("clock.js", include_str!("../assets/js/clock.js")),
    ("view.js", include_str!("../assets/js/view.js")),
    ("trucks.js", include_str!("../assets/js/trucks.js")),
    ("labels.js", include_str!("../assets/js/labels.js")),
    ("ground.js", include_str!("../assets/js/ground.js")),
    ("hover.js", include_str!("../assets/js/hover.js")),
    ("zoom.js", include_str!("../assets/js/zoom.js")),
    ("map.js", include_str!("../assets/js/map.js")),
    ("player.js", include_str!("../assets/js/player.js")),
    ("tiles.js", include_str!("../assets/js/tiles.js")),
    ("figures.js", include_str!("../assets/js/figures.js")),
    ("queues.js", include_str!("../assets/js/queues.js")),
    ("days.js", include_str!("../assets/js/days.js")),
    ("departures.js", include_str!("../assets/js/departures.js")),
    ("schedule.js", include_str!("../assets/js/schedule.js")),
];

/// Everything that the page of a schedule shows. Columns are texts of [`crate::columns`].
#[derive(Debug, Serialize)]
struct Data<'a> {
    meta: &'a ScheduleMeta,
    summary: &'a Summary,
    case: Header<'a>,
    hubs: Vec<HubData<'a>>,
    geography: Geography,
    lanes: Vec<LaneData>,
    types: Vec<TypeData<'a>>,
    trucks: TruckColumns,
    queues: Queues,
    days: Days,
    lane_totals: Vec<LaneTotals>,
}

/// What frames the case.
#[derive(Debug, Serialize)]
struct Header<'a> {
    name: &'a str,
    /// Seconds since 1970-01-01 UTC.
    start: i64,
    hours: u16,
    currency: &'a str,
    source: &'a str,
}

#[derive(Debug, Serialize)]
struct HubData<'a> {
    id: &'a str,
    name: &'a str,
    /// Most trucks that may leave in an hour.
    cap: u16,
}

#[derive(Debug, Serialize)]
struct LaneData {
    from: usize,
    to: usize,
    km: f64,
    hours: u16,
}

#[derive(Debug, Serialize)]
struct TypeData<'a> {
    id: &'a str,
    kg: f64,
    m3: f64,
}

/// The page of a schedule of this network's case.
pub fn page(network: &Network, files: &ScheduleFiles) -> Result<String, ReportError> {
    let case = &network.case;
    let title = format!("{} under {} · linehaul", case.name(), files.meta.policy);
    let page = Page { title: &title, body: BODY, modules: &MODULES };
    Ok(page.html(&data(network, files)?))
}

fn data<'a>(network: &'a Network, files: &'a ScheduleFiles) -> Result<Data<'a>, ReportError> {
    let case = &*network.case;
    let drawn = Demand::of(case, files.meta.seed);
    let events = parse_events(Path::new(EVENTS), &files.events, case, &drawn, &[])?;
    let demand = drawn.after(case, &events);
    let trucks = Trucks::read(case, &files.departures, &events)?;
    let journeys = Journeys::follow(network, &demand.packages, &trucks, &files.loads, &events)?;
    Ok(Data {
        meta: &files.meta,
        summary: &files.summary,
        case: Header {
            name: case.name(),
            start: case.start(),
            hours: case.hours(),
            currency: case.currency(),
            source: case.source(),
        },
        hubs: case
            .hubs()
            .iter()
            .map(|hub| HubData { id: &hub.id, name: &hub.name, cap: hub.max_dispatch_per_hour })
            .collect(),
        geography: Geography::of(network),
        lanes: (case.lanes().iter())
            .map(|lane| LaneData {
                from: lane.from.index(),
                to: lane.to.index(),
                km: lane.metres.to_km(),
                hours: lane.hours,
            })
            .collect(),
        types: (case.vehicles().iter())
            .map(|vehicle| TypeData { id: &vehicle.id, kg: vehicle.grams.to_kg(), m3: vehicle.ml.to_m3() })
            .collect(),
        queues: Queues::of(network, &demand.packages, &journeys),
        days: Days::of(case, &demand.packages, &trucks, &journeys, &files.packages)?,
        lane_totals: lanes::totals(case, &trucks, &journeys),
        trucks: TruckColumns::of(&trucks, &journeys),
    })
}

#[cfg(test)]
mod tests;
