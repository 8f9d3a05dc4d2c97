//! `stops.parquet`: what becomes of each stop, once and no more, and why some are left out.

use linehaul_market::{Market, Reason, Spot, Task, Window};
use linehaul_tables::schema::route_files::STOP_PLANS;
use linehaul_tables::{CallRows, Rows, StopPlanRows};

use crate::market::itinerary::Itinerary;
use crate::market::service;
use crate::market::shift::Shift;
use crate::market::ways::Ways;
use crate::report::{Report, Table};

const ONCE: &str = "docs/routes.md: every stop once";
const FORM: &str = "docs/formats.md: stops.parquet";
const REASONS: &str = "docs/routes.md: what is left out";

/// Proves the rows. Says which stops are left out.
pub fn check(
    market: &Market,
    ways: &Ways<'_>,
    calls: &CallRows,
    routes: &[Itinerary],
    rows: &StopPlanRows,
    report: &mut Report,
) -> Vec<bool> {
    let mut visits: Vec<Vec<(usize, usize)>> = vec![Vec::new(); market.stops().len()];
    for (number, route) in routes.iter().enumerate() {
        for (position, spot) in route.spots.iter().enumerate() {
            if let Spot::Stop(stop) = spot {
                visits[stop.index()].push((number, position));
            }
        }
    }
    let left_out = visits.iter().map(Vec::is_empty).collect();
    let lengths = rows.lengths();
    let n = report.common_rows(Table::StopPlans, &lengths);
    let whole = report.equal(Table::StopPlans.whole(&STOP_PLANS.stops), FORM, n, market.stops().len());
    if !whole || lengths.iter().any(|(_, length)| *length != n) {
        return left_out;
    }
    for (row, stop) in market.stops().iter().enumerate() {
        let at = |column| Table::StopPlans.at(row, column);
        let same_id = rows.stops[row] == stop.id;
        report.check(same_id, at(&STOP_PLANS.stops), FORM, || (rows.stops[row].clone(), stop.id.clone()));
        let times = visits[row].len();
        report
            .check(times <= 1, at(&STOP_PLANS.stops), ONCE, || (format!("{times} visits"), "one, or none".to_owned()));
        let visit = visits[row].first().copied();
        let call = visit.map(|(route, position)| routes[route].rows.start + position);
        let driver = visit.map(|(route, _)| market.drivers()[routes[route].driver.index()].id.as_str());
        let text = |value: Option<&str>| value.unwrap_or("nobody").to_owned();
        let stated = rows.drivers[row].as_deref();
        report.check(stated == driver, at(&STOP_PLANS.drivers), ONCE, || (text(stated), text(driver)));
        let begin = call.map(|call| calls.begin_s[call]);
        let window = begin.and_then(|begin| window(&stop.windows, begin));
        let numbers = [
            (&STOP_PLANS.positions, rows.positions[row], visit.map(|(_, position)| position as i32)),
            (&STOP_PLANS.arrival_s, rows.arrival_s[row], call.map(|call| calls.arrival_s[call])),
            (&STOP_PLANS.begin_s, rows.begin_s[row], begin),
            (&STOP_PLANS.window_open_s, rows.window_open_s[row], window.map(|window| window.open)),
            (&STOP_PLANS.window_close_s, rows.window_close_s[row], window.map(|window| window.close)),
            (
                &STOP_PLANS.slack_s,
                rows.slack_s[row],
                window.zip(begin).map(|(window, begin)| window.close.saturating_sub(begin)),
            ),
        ];
        for (column, stated, expected) in numbers {
            let text = |number: Option<i32>| number.map_or("nothing".to_owned(), |number| number.to_string());
            report.check(stated == expected, at(column), FORM, || (text(stated), text(expected)));
        }
        check_reason(market, ways, row, call.is_none(), rows.reasons[row].as_deref(), report);
    }
    left_out
}

fn window(windows: &[Window], begin: i32) -> Option<Window> {
    let inside = windows.iter().find(|window| (window.open..=window.close).contains(&begin));
    inside.or(windows.last()).copied()
}

/// A stop has a reason where it is left out, and the reason is true as far as it can be shown to be false.
fn check_reason(
    market: &Market,
    ways: &Ways<'_>,
    row: usize,
    left_out: bool,
    stated: Option<&str>,
    report: &mut Report,
) {
    let place = Table::StopPlans.at(row, &STOP_PLANS.reasons);
    let shown = || stated.unwrap_or("nothing").to_owned();
    let reason = stated.and_then(Reason::of);
    let has = reason.is_some() == left_out && stated.is_some() == left_out;
    if !report.check(has, place, ONCE, || {
        (shown(), if left_out { "a reason, as it is left out" } else { "nothing, as it is served" }.to_owned())
    }) || !left_out
    {
        return;
    }
    let expected = absolute(market, row).unwrap_or(match reason {
        Some(Reason::OutOfTime) if !goes_alone(market, ways, row) => Reason::OutOfTime,
        _ if market.stops()[row].left_out.is_some() => Reason::Cheaper,
        _ => Reason::Crowded,
    });
    report.check(reason == Some(expected), place, REASONS, || (shown(), expected.name().to_owned()));
}

/// What keeps all drivers from a stop before any clock is looked at.
fn absolute(market: &Market, row: usize) -> Option<Reason> {
    let stop = &market.stops()[row];
    let mut left: Vec<usize> = (0..market.drivers().len()).collect();
    if left.is_empty() {
        return Some(Reason::NoVehicle);
    }
    let vehicle = |driver: usize| &market.vehicles()[market.drivers()[driver].vehicle.index()];
    left.retain(|driver| {
        let room = vehicle(*driver).capacity;
        stop.load.grams <= room.grams && stop.load.ml <= room.ml && stop.load.parcels <= room.parcels
    });
    if left.is_empty() {
        return Some(Reason::TooLarge);
    }
    left.retain(|driver| stop.skills & !market.drivers()[*driver].skills == 0);
    if left.is_empty() {
        return Some(Reason::NoSkill);
    }
    left.retain(|driver| {
        let fixed = stop.driver.filter(|pin| pin.price.is_none());
        let named = fixed.is_none_or(|pin| pin.value.index() == *driver);
        named && service::next(market, market.drivers()[*driver].vehicle, stop, 0).is_some()
    });
    left.is_empty().then_some(Reason::Barred)
}

/// Whether some driver who leaves at the earliest serves the stop alone, with the other of its pair, and is back in time.
fn goes_alone(market: &Market, ways: &Ways<'_>, row: usize) -> bool {
    let stops = match market.stops()[row].task {
        Task::Delivery | Task::Pickup => vec![row],
        Task::PickupFor(other) => vec![row, other.index()],
        Task::DeliveryOf(other) => vec![other.index(), row],
    };
    (0..market.drivers().len()).any(|driver| alone(market, ways, driver, &stops).is_some())
}

fn alone(market: &Market, ways: &Ways<'_>, driver: usize, stops: &[usize]) -> Option<()> {
    let driver = &market.drivers()[driver];
    let depot = market.depots()[driver.start.index()].open;
    let released = stops.iter().map(|row| &market.stops()[*row]).filter(|stop| stop.task == Task::Delivery);
    let release = released.map(|stop| stop.released_s).max().unwrap_or(0);
    let start = driver.shift.map_or(0, |shift| shift.open).max(depot.open).max(release);
    let close = driver.shift.map_or(i32::MAX, |shift| shift.close);
    if start > close.min(depot.close) {
        return None;
    }
    let mut shift = Shift::new(market, driver, start);
    let mut place = driver.start.index();
    let mut metres = 0_i32;
    let mut go = |shift: &mut Shift<'_>, to: usize| {
        // Whatever length is asked about, the right one is told.
        let length = ways.length(driver.vehicle, place, to, -1).err().flatten()?;
        metres = metres.saturating_add(length);
        shift.drive(ways.seconds(driver.vehicle, place, to, length)?)?;
        place = to;
        Some(metres)
    };
    for &row in stops {
        let stop = &market.stops()[row];
        let able = stop.skills & !driver.skills == 0;
        let room = market.vehicles()[driver.vehicle.index()].capacity;
        if !able || stop.load.grams > room.grams || stop.load.ml > room.ml || stop.load.parcels > room.parcels {
            return None;
        }
        if stop.driver.is_some_and(|pin| pin.price.is_none() && market.drivers()[pin.value.index()].id != driver.id) {
            return None;
        }
        go(&mut shift, market.depots().len() + row)?;
        shift.wait(stop.service_s, &|time| service::next(market, driver.vehicle, stop, time))?;
        shift.time += stop.service_s;
    }
    let length = match driver.end {
        Some(end) => go(&mut shift, end.index())?,
        None => 0,
    };
    let vehicle = shift.vehicle;
    let holds = shift.time <= close
        && vehicle.max_s.is_none_or(|most| shift.time - start <= most)
        && vehicle.max_m.is_none_or(|most| length <= most)
        && vehicle.max_stops.is_none_or(|most| stops.len() as u32 <= most);
    holds.then_some(())
}
