//! Why a stop is where it is, late or left out: what it costs there, and the best place with every other driver, or what that would break.

use std::collections::HashMap;
use std::path::Path;

use linehaul_market::{Market, Reason, Task};
use linehaul_routing::model::{Input, Load, Pin};
use linehaul_routing::{Problem, Visit};
use linehaul_tables::{CallRows, read_routes};
use serde::Serialize;

use super::answer::reason;
use super::input::input;
use super::ways::Ways;
use super::{matching_market, problem};
use crate::failure::Failure;
use crate::nearest::nearest;

/// What there is to say of a stop.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Explained {
    /// The stop.
    pub stop: String,
    /// Currency of the costs.
    pub currency: String,
    /// The driver who serves it.
    pub driver: Option<String>,
    /// When service begins, seconds from midnight.
    pub begin_s: Option<i32>,
    /// How much later than its last window that is, in seconds.
    pub late_s: i32,
    /// Why it is left out.
    pub reason: Option<Reason>,
    /// What serving it there costs, or leaving it out; none where it must be served.
    pub costs: Option<f64>,
    /// Price of leaving it out; none where it must be served.
    pub left_out_price: Option<f64>,
    /// Its place with each driver, the cheapest first, then those where something breaks.
    pub places: Vec<Place>,
}

/// The best place with one driver.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Place {
    /// The driver.
    pub driver: String,
    /// Position in the route, from 1.
    pub position: Option<usize>,
    /// When service would begin, seconds from midnight.
    pub begin_s: Option<i32>,
    /// What serving it there costs.
    pub costs: Option<f64>,
    /// What of the stop or the shift keeps it out: each alone, if it were not, would let it in. None where it could be served.
    pub breaks: Vec<&'static str>,
}

/// Explains a stop of routes that were written.
pub fn explain_stop(market_dir: &Path, routes_dir: &Path, stop: &str) -> Result<Explained, Failure> {
    let files = read_routes(routes_dir)?;
    let market = matching_market(market_dir, routes_dir, &files)?;
    let Some(number) = market.stops().iter().position(|one| one.id == stop) else {
        let ids: Vec<&str> = market.stops().iter().map(|one| one.id.as_str()).collect();
        let remedy =
            nearest(stop, &ids).map_or("give the id of a stop".to_owned(), |near| format!("did you mean {near}?"));
        return Err(Failure::new(format!("there is no stop \"{stop}\""), remedy));
    };
    let ways = Ways::of(&market)?;
    let problem = problem(&market, &ways)?;
    let routes = visits(&market, &files.calls)?;
    Ok(explained(&market, &ways, &problem, &routes, number))
}

/// Visits of each driver, empty where one is not used.
fn visits(market: &Market, calls: &CallRows) -> Result<Vec<Vec<Visit>>, Failure> {
    let drivers: Vec<&str> = market.drivers().iter().map(|driver| driver.id.as_str()).collect();
    let stops: HashMap<&str, u32> =
        market.stops().iter().enumerate().map(|(at, stop)| (stop.id.as_str(), at as u32)).collect();
    let depots: Vec<&str> = market.depots().iter().map(|depot| depot.id.as_str()).collect();
    let unknown = |name: &str| {
        Failure::new(
            format!("routes.parquet: there is no \"{name}\""),
            "see what `linehaul verify` says of these routes",
        )
    };
    let mut routes = vec![Vec::new(); market.drivers().len()];
    for row in 0..calls.drivers.len() {
        let (name, place) = (calls.drivers[row].as_str(), calls.places[row].as_str());
        let driver = drivers.iter().position(|driver| *driver == name).ok_or_else(|| unknown(name))?;
        match calls.kinds[row].as_str() {
            "stop" => routes[driver].push(Visit::Stop(*stops.get(place).ok_or_else(|| unknown(place))?)),
            "reload" => {
                let depot = depots.iter().position(|depot| *depot == place).ok_or_else(|| unknown(place))?;
                routes[driver].push(Visit::Reload(depot as u16));
            }
            _ => {}
        }
    }
    Ok(routes)
}

fn explained(market: &Market, ways: &Ways, problem: &Problem, routes: &[Vec<Visit>], number: usize) -> Explained {
    let stop = &market.stops()[number];
    let stops: Vec<u32> = match stop.task {
        Task::Delivery | Task::Pickup => vec![number as u32],
        Task::PickupFor(other) => vec![number as u32, other.0],
        Task::DeliveryOf(other) => vec![other.0, number as u32],
    };
    let at = routes.iter().position(|visits| visits.contains(&Visit::Stop(number as u32)));
    let rest: Vec<Vec<Visit>> = routes
        .iter()
        .map(|visits| {
            visits.iter().copied().filter(|visit| !stops.iter().any(|stop| *visit == Visit::Stop(*stop))).collect()
        })
        .collect();
    let begins = |problem: &Problem, driver: usize, visits: &[Visit]| {
        let timetable = problem.route(driver as u32, visits)?;
        let call = timetable.calls.iter().find(|call| call.visit == Visit::Stop(number as u32))?;
        Some((timetable.costs.total(), call.start_s))
    };
    let now = at.and_then(|driver| {
        let (cost, begin) = begins(problem, driver, &routes[driver])?;
        Some((cost - cost_of(problem, driver, &rest[driver]), begin))
    });
    let relaxed = Relaxed::of(market, ways, &stops);
    let mut places: Vec<(Option<i64>, Place)> = (0..routes.len())
        .map(|driver| {
            let best = best_place(problem, driver, &rest[driver], &stops);
            let found = best.as_ref().and_then(|visits| {
                let (cost, begin) = begins(problem, driver, visits)?;
                let position = visits.iter().position(|visit| *visit == Visit::Stop(number as u32))?;
                Some((cost - cost_of(problem, driver, &rest[driver]), begin, position + 1))
            });
            let breaks = if found.is_some() { Vec::new() } else { relaxed.breaks(driver, &rest[driver], &stops) };
            let place = Place {
                driver: market.drivers()[driver].id.clone(),
                position: found.map(|(_, _, position)| position),
                begin_s: found.map(|(_, begin, _)| begin),
                costs: found.map(|(cost, _, _)| money(cost)),
                breaks,
            };
            (found.map(|(cost, _, _)| cost), place)
        })
        .collect();
    places.sort_by_key(|(cost, _)| cost.map_or((1, 0), |cost| (0, cost)));
    let begin = now.map(|(_, begin)| begin);
    let late = stop.windows.last().zip(begin).map_or(0, |(last, begin)| (begin - last.close).max(0));
    let by_price = if stop.left_out.is_some() { Reason::Cheaper } else { Reason::Crowded };
    Explained {
        stop: stop.id.clone(),
        currency: market.header().currency.clone(),
        driver: at.map(|driver| market.drivers()[driver].id.clone()),
        begin_s: begin,
        late_s: late,
        reason: at.is_none().then(|| problem.reason(number as u32).map_or(by_price, reason)),
        costs: now.map(|(cost, _)| cost).or(stop.left_out.filter(|_| at.is_none())).map(money),
        left_out_price: stop.left_out.map(money),
        places: places.into_iter().map(|(_, place)| place).collect(),
    }
}

fn money(micros: i64) -> f64 {
    micros as f64 / 1e6
}

/// What a route costs; nothing where it is empty.
fn cost_of(problem: &Problem, driver: usize, visits: &[Visit]) -> i64 {
    if visits.is_empty() {
        0
    } else {
        problem.route(driver as u32, visits).map_or(0, |timetable| timetable.costs.total())
    }
}

/// The route with the stops put in where that is cheapest; nothing where no place works.
fn best_place(problem: &Problem, driver: usize, rest: &[Visit], stops: &[u32]) -> Option<Vec<Visit>> {
    let mut best: Option<(i64, Vec<Visit>)> = None;
    for first in 0..=rest.len() {
        let seconds = if stops.len() > 1 { first + 1..=rest.len() + 1 } else { 0..=0 };
        for second in seconds {
            let mut visits = rest.to_vec();
            visits.insert(first, Visit::Stop(stops[0]));
            if let Some(stop) = stops.get(1) {
                visits.insert(second, Visit::Stop(*stop));
            }
            let Some(timetable) = problem.route(driver as u32, &visits) else { continue };
            let cost = timetable.costs.total();
            if best.as_ref().is_none_or(|(least, _)| cost < *least) {
                best = Some((cost, visits));
            }
        }
    }
    best.map(|(_, visits)| visits)
}

/// The day with one rule less each: which of them keeps a stop out is tried, not guessed.
struct Relaxed(Vec<(&'static str, Problem)>);

impl Relaxed {
    fn of(market: &Market, ways: &Ways, stops: &[u32]) -> Self {
        let stops: Vec<usize> = stops.iter().map(|stop| *stop as usize).collect();
        let without = |change: &dyn Fn(&mut Input)| {
            let mut input = input(market, ways);
            change(&mut input);
            Problem::new(input).ok()
        };
        let each = |input: &mut Input, change: &dyn Fn(&mut linehaul_routing::model::Stop)| {
            for stop in &stops {
                change(&mut input.stops[*stop]);
            }
        };
        let variants: [(&'static str, Option<Problem>); 7] = [
            ("windows", without(&|input| each(input, &|stop| stop.windows = Vec::new()))),
            ("room on the vehicle", without(&|input| each(input, &|stop| stop.load = Load::default()))),
            ("skills", without(&|input| each(input, &|stop| stop.skills = 0))),
            ("access rules", without(&|input| each(input, &|stop| stop.access = Vec::new()))),
            ("fixed driver or promise", without(&|input| each(input, &|stop| stop.pin = Pin::default()))),
            ("release at the depot", without(&|input| each(input, &|stop| stop.release_s = 0))),
            (
                "shift and longest route",
                without(&|input| {
                    for vehicle in &mut input.vehicles {
                        vehicle.shift = None;
                    }
                    for kind in &mut input.types {
                        (kind.max_s, kind.max_m, kind.max_stops) = (None, None, None);
                    }
                }),
            ),
        ];
        Self(variants.into_iter().filter_map(|(name, problem)| Some((name, problem?))).collect())
    }

    /// Rules each of which alone keeps the stops from a driver.
    fn breaks(&self, driver: usize, rest: &[Visit], stops: &[u32]) -> Vec<&'static str> {
        let alone = self.0.iter().filter(|(_, problem)| best_place(problem, driver, rest, stops).is_some());
        let alone: Vec<&'static str> = alone.map(|(name, _)| *name).collect();
        if alone.is_empty() { vec!["several rules at once"] } else { alone }
    }
}
