//! The calls of a file as routes: who drives, and where to. What makes no sense is reported here, and goes no further.

use std::collections::HashMap;
use std::ops::Range;

use linehaul_market::{DepotId, DriverId, Market, Spot, StopId};
use linehaul_tables::schema::route_files::CALLS;
use linehaul_tables::{CallRows, Rows};

use crate::report::{Report, Table};

const FORM: &str = "docs/formats.md: routes.parquet";

/// A route as it is stated.
pub struct Itinerary {
    pub driver: DriverId,
    /// Its rows.
    pub rows: Range<usize>,
    /// Where they call.
    pub spots: Vec<Spot>,
}

/// Routes whose calls make sense.
pub fn read(market: &Market, calls: &CallRows, report: &mut Report) -> Vec<Itinerary> {
    let lengths = calls.lengths();
    let n = report.common_rows(Table::Calls, &lengths);
    if lengths.iter().any(|(_, length)| *length != n) {
        return Vec::new();
    }
    let drivers: HashMap<&str, usize> =
        market.drivers().iter().enumerate().map(|(at, driver)| (driver.id.as_str(), at)).collect();
    let stops: HashMap<&str, usize> =
        market.stops().iter().enumerate().map(|(at, stop)| (stop.id.as_str(), at)).collect();
    let depots: HashMap<&str, usize> =
        market.depots().iter().enumerate().map(|(at, depot)| (depot.id.as_str(), at)).collect();
    let mut found: Vec<Itinerary> = Vec::new();
    let mut last = None;
    let mut begin = 0;
    while begin < n {
        let name = calls.drivers[begin].as_str();
        let end = (begin..n).find(|row| calls.drivers[*row] != name).unwrap_or(n);
        let rows = begin..end;
        begin = end;
        let driver = drivers.get(name).copied();
        let ordered = driver.is_some() && last < driver;
        let place = Table::Calls.at(rows.start, &CALLS.drivers);
        if !report
            .check(ordered, place, FORM, || (name.into(), "a driver of the market, one route each, in order".into()))
        {
            continue;
        }
        last = driver;
        let driver = DriverId::from_index(driver.unwrap_or_default());
        let spot = |row: usize| {
            let place = calls.places[row].as_str();
            let depot = depots.get(place).map(|at| DepotId::from_index(*at));
            match calls.kinds[row].as_str() {
                "start" => depot.map(Spot::Start),
                "reload" => depot.map(Spot::Reload),
                "end" => depot.map(Spot::End),
                "stop" => stops.get(place).map(|at| Spot::Stop(StopId::from_index(*at))),
                _ => None,
            }
        };
        let spots: Vec<Option<Spot>> = rows.clone().map(spot).collect();
        let mut sound = true;
        for (at, row) in rows.clone().enumerate() {
            let stated = || (format!("{} {}", calls.kinds[row], calls.places[row]), "a call that is there".to_owned());
            sound &= report.check(spots[at].is_some(), Table::Calls.at(row, &CALLS.places), FORM, stated);
            let position = Table::Calls.at(row, &CALLS.positions);
            sound &= report.equal(position, FORM, calls.positions[row], at as i32);
        }
        let spots: Vec<Spot> = spots.into_iter().flatten().collect();
        if sound && has_ends(market, driver, &rows, &spots, report) && has_trips(calls, &rows, &spots, report) {
            found.push(Itinerary { driver, rows, spots });
        }
    }
    found
}

/// A route begins and ends where its driver does, and nowhere between.
fn has_ends(market: &Market, driver: DriverId, rows: &Range<usize>, spots: &[Spot], report: &mut Report) -> bool {
    let driver = &market.drivers()[driver.index()];
    let depot = |id: DepotId| market.depots()[id.index()].id.clone();
    let first = spots[0] == Spot::Start(driver.start);
    let mut sound = report.check(first, Table::Calls.at(rows.start, &CALLS.kinds), FORM, || {
        (format!("{:?}", spots[0]), format!("start at {}", depot(driver.start)))
    });
    let inner_end = spots.len() - usize::from(driver.end.is_some());
    let last = match driver.end {
        Some(end) => spots.len() > 1 && spots[spots.len() - 1] == Spot::End(end),
        None => true,
    };
    sound &= report.check(last, Table::Calls.at(rows.end - 1, &CALLS.kinds), FORM, || {
        let wanted = driver.end.map_or("the last stop".to_owned(), |end| format!("end at {}", depot(end)));
        (format!("{:?}", spots[spots.len() - 1]), wanted)
    });
    for (at, spot) in spots.iter().enumerate().take(inner_end).skip(1) {
        let inner = matches!(spot, Spot::Stop(_) | Spot::Reload(_));
        sound &= report.check(inner, Table::Calls.at(rows.start + at, &CALLS.kinds), FORM, || {
            (format!("{spot:?}"), "a stop or a reload".to_owned())
        });
    }
    let serves = spots.iter().any(|spot| matches!(spot, Spot::Stop(_)));
    sound
        && report.check(serves, Table::Calls.at(rows.start, &CALLS.kinds), FORM, || {
            ("no stop".to_owned(), "a route that serves a stop".to_owned())
        })
}

fn has_trips(calls: &CallRows, rows: &Range<usize>, spots: &[Spot], report: &mut Report) -> bool {
    let mut trip = 1;
    let mut sound = true;
    for (row, spot) in rows.clone().zip(spots) {
        trip += i32::from(matches!(spot, Spot::Reload(_)));
        sound &= report.equal(Table::Calls.at(row, &CALLS.trips), FORM, calls.trips[row], trip);
    }
    sound
}
