//! Routes of a market as the rows of their files, and for maps.

use std::path::PathBuf;

use linehaul_market::{Costs, DepotId, Load, Market, Route, Routes, Spot, StopId, Window, clock};
use linehaul_tables::{CallRows, ROUTES_GEOJSON, RouteFiles, RouteMeta, RouteSummary, StopPlanRows, TourRows};
use serde_json::{Value, json};

/// The files of routes.
pub fn files(market: &Market, routes: &Routes, meta: &RouteMeta) -> RouteFiles {
    RouteFiles {
        meta: meta.clone(),
        summary: summary(market, routes),
        calls: calls(market, routes),
        stops: stops(market, routes),
        tours: tours(market, routes),
        matrix: None,
    }
}

fn money(micros: i64) -> f64 {
    micros as f64 / 1e6
}

fn trips(route: &Route) -> i32 {
    1 + route.calls.iter().filter(|call| matches!(call.spot, Spot::Reload(_))).count() as i32
}

fn calls(market: &Market, routes: &Routes) -> CallRows {
    let mut rows = CallRows::default();
    for route in &routes.routes {
        let mut trip = 1;
        for (position, call) in route.calls.iter().enumerate() {
            let depot = |id: DepotId| market.depots()[id.index()].id.clone();
            let (kind, place) = match call.spot {
                Spot::Start(id) => ("start", depot(id)),
                Spot::Stop(id) => ("stop", market.stops()[id.index()].id.clone()),
                Spot::Reload(id) => ("reload", depot(id)),
                Spot::End(id) => ("end", depot(id)),
            };
            trip += i32::from(kind == "reload");
            let Load { grams, ml, parcels } = call.load;
            rows.drivers.push(market.drivers()[route.driver.index()].id.clone());
            rows.positions.push(position as i32);
            rows.kinds.push(kind.to_owned());
            rows.places.push(place);
            rows.trips.push(trip);
            rows.metres.push(call.metres);
            rows.arrival_s.push(call.arrival_s);
            rows.road_pause_s.push(call.road_pause_s);
            rows.pause_s.push(call.pause_s);
            rows.begin_s.push(call.begin_s);
            rows.leave_s.push(call.leave_s);
            rows.kg.push(f64::from(grams) / 1e3);
            rows.m3.push(f64::from(ml) / 1e6);
            rows.parcels.push(parcels);
        }
    }
    rows
}

/// The window in which service begins; the last one where it is late.
fn window(windows: &[Window], begin_s: i32) -> Option<Window> {
    windows.iter().find(|window| window.contains(begin_s)).or(windows.last()).copied()
}

fn stops(market: &Market, routes: &Routes) -> StopPlanRows {
    let n = market.stops().len();
    let mut rows = StopPlanRows {
        stops: market.stops().iter().map(|stop| stop.id.clone()).collect(),
        drivers: vec![None; n],
        positions: vec![None; n],
        arrival_s: vec![None; n],
        begin_s: vec![None; n],
        window_open_s: vec![None; n],
        window_close_s: vec![None; n],
        slack_s: vec![None; n],
        reasons: vec![None; n],
    };
    for route in &routes.routes {
        for (position, call) in route.calls.iter().enumerate() {
            let Spot::Stop(stop) = call.spot else { continue };
            let at = stop.index();
            rows.drivers[at] = Some(market.drivers()[route.driver.index()].id.clone());
            rows.positions[at] = Some(position as i32);
            (rows.arrival_s[at], rows.begin_s[at]) = (Some(call.arrival_s), Some(call.begin_s));
            if let Some(window) = window(&market.stops()[at].windows, call.begin_s) {
                (rows.window_open_s[at], rows.window_close_s[at]) = (Some(window.open), Some(window.close));
                rows.slack_s[at] = Some(window.close - call.begin_s);
            }
        }
    }
    for left_out in &routes.left_out {
        rows.reasons[left_out.stop.index()] = Some(left_out.reason.name().to_owned());
    }
    rows
}

fn tours(market: &Market, routes: &Routes) -> TourRows {
    let mut rows = TourRows::default();
    for route in &routes.routes {
        let driver = &market.drivers()[route.driver.index()];
        let [.., last] = &route.calls[..] else { continue };
        rows.drivers.push(driver.id.clone());
        rows.vehicles.push(market.vehicles()[driver.vehicle.index()].id.clone());
        rows.start_s.push(route.calls[0].leave_s);
        rows.end_s.push(last.leave_s);
        rows.stops.push(n_stops(route) as i32);
        rows.trips.push(trips(route));
        rows.metres.push(route.calls.iter().map(|call| call.metres).sum());
        let Costs { fixed, distance, hours, overtime, balance, late, unfamiliar, moved, told, .. } = route.costs;
        rows.fixed.push(money(fixed));
        rows.distance.push(money(distance));
        rows.hours.push(money(hours));
        rows.overtime.push(money(overtime));
        rows.balance.push(money(balance));
        rows.late.push(money(late));
        rows.unfamiliar.push(money(unfamiliar));
        rows.moved.push(money(moved));
        rows.told.push(money(told));
    }
    rows
}

fn n_stops(route: &Route) -> usize {
    route.calls.iter().filter(|call| matches!(call.spot, Spot::Stop(_))).count()
}

fn summary(market: &Market, routes: &Routes) -> RouteSummary {
    let Costs { fixed, distance, hours, overtime, balance, late, unfamiliar, moved, told, left_out, unserved } =
        routes.costs;
    let all = || routes.routes.iter().flat_map(|route| &route.calls);
    let of_calls = |count: &dyn Fn(&linehaul_market::Call) -> i32| all().map(|call| count(call) as u64).sum();
    let is_late = |stop: StopId, begin_s: i32| {
        market.stops()[stop.index()].windows.last().is_some_and(|last| begin_s > last.close)
    };
    let late_calls = all().filter(|call| matches!(call.spot, Spot::Stop(stop) if is_late(stop, call.begin_s)));
    let duration = |route: &Route| {
        let ends = route.calls.first().zip(route.calls.last());
        ends.map_or(0, |(first, last)| (last.leave_s - first.leave_s) as u64)
    };
    RouteSummary {
        total_cost: money(routes.costs.total()),
        fixed: money(fixed),
        distance: money(distance),
        hours: money(hours),
        overtime: money(overtime),
        balance: money(balance),
        late: money(late),
        unfamiliar: money(unfamiliar),
        moved: money(moved),
        told: money(told),
        left_out: money(left_out),
        unserved: money(unserved),
        stops: market.stops().len() as u64,
        served: routes.routes.iter().map(|route| n_stops(route) as u64).sum(),
        late_stops: late_calls.count() as u64,
        drivers: routes.routes.len() as u64,
        trips: routes.routes.iter().map(|route| trips(route) as u64).sum(),
        metres: of_calls(&|call| call.metres),
        seconds: routes.routes.iter().map(duration).sum(),
        waiting_s: of_calls(&|call| call.begin_s - call.arrival_s - call.pause_s),
        pause_s: of_calls(&|call| call.road_pause_s + call.pause_s),
        service_s: of_calls(&|call| call.leave_s - call.begin_s),
    }
}

/// Routes as lines, a feature for each trip, and stops as points; the name of the file and its bytes.
pub fn geojson(market: &Market, routes: &Routes) -> (PathBuf, Vec<u8>) {
    let mut features = Vec::new();
    for route in &routes.routes {
        let driver = &market.drivers()[route.driver.index()].id;
        let mut trip: Vec<Value> = Vec::new();
        let mut number = 1;
        for (position, call) in route.calls.iter().enumerate() {
            let depot = |id: DepotId| (market.depots()[id.index()].lon, market.depots()[id.index()].lat);
            let (lon, lat) = match call.spot {
                Spot::Start(id) | Spot::Reload(id) | Spot::End(id) => depot(id),
                Spot::Stop(id) => {
                    let stop = &market.stops()[id.index()];
                    let told = json!({
                        "stop": stop.id, "driver": driver, "position": position, "trip": number,
                        "arrival": clock(call.arrival_s), "begin": clock(call.begin_s), "leave": clock(call.leave_s),
                    });
                    features.push(feature("Point", &json!([stop.lon, stop.lat]), &told));
                    (stop.lon, stop.lat)
                }
            };
            trip.push(json!([lon, lat]));
            if matches!(call.spot, Spot::Reload(_)) || position + 1 == route.calls.len() {
                let line = std::mem::replace(&mut trip, vec![json!([lon, lat])]);
                features.push(feature("LineString", &Value::Array(line), &json!({ "driver": driver, "trip": number })));
                number += 1;
            }
        }
    }
    for left_out in &routes.left_out {
        let stop = &market.stops()[left_out.stop.index()];
        let told = json!({ "stop": stop.id, "left_out": left_out.reason.name() });
        features.push(feature("Point", &json!([stop.lon, stop.lat]), &told));
    }
    let mut bytes = serde_json::to_vec(&json!({ "type": "FeatureCollection", "features": features }))
        .expect("texts and numbers are JSON");
    bytes.push(b'\n');
    (ROUTES_GEOJSON.into(), bytes)
}

fn feature(kind: &str, coordinates: &Value, properties: &Value) -> Value {
    json!({ "type": "Feature", "geometry": { "type": kind, "coordinates": coordinates }, "properties": properties })
}
