//! A market into routes: who drives where in which order, what is left out and why, and what it costs by name.

mod answer;
mod input;
mod meter;
mod rows;
mod ways;

use std::path::PathBuf;
use std::time::Instant;

use linehaul_market::{Costs, Market, Routes};
use linehaul_routing::{Budget, Found, Heat, Options, Problem, plan};
use linehaul_tables::{RouteMeta, RouteSummary, check_routes_replaceable, read_market, write_routes};

use crate::failure::Failure;
use crate::observer::{Observer, Progress};

use meter::Meter;
use ways::Ways;

/// How long to search.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Effort {
    /// So many iterations of each search: the same routes on any machine.
    Iterations(u64),
    /// So many seconds.
    Seconds(f64),
}

/// How to search.
#[derive(Clone, Copy, Debug)]
pub struct SearchRequest {
    /// How long.
    pub effort: Effort,
    /// Seed of all random numbers.
    pub seed: u64,
    /// Searches side by side; unless given, one for iterations, and one a thread for seconds.
    pub islands: Option<u32>,
    /// Whether the routes that were seen are put together anew at the end.
    pub polish: bool,
}

/// Routes to find.
#[derive(Clone, Debug)]
pub struct RouteRequest {
    /// Folder of the market.
    pub market: PathBuf,
    /// Folder for the routes.
    pub out: PathBuf,
    /// How to search.
    pub search: SearchRequest,
}

/// Routes that were found.
#[derive(Clone, Debug)]
pub struct Routed {
    /// The market.
    pub market: Market,
    /// The routes.
    pub routes: Routes,
    /// What made them.
    pub meta: RouteMeta,
    /// Their figures.
    pub summary: RouteSummary,
    /// Iterations of all searches.
    pub rounds: u64,
}

/// Finds routes and writes them. `enough` is asked again and again whether to stop with the best so far.
pub fn route(
    request: &RouteRequest,
    observer: &dyn Observer,
    enough: &(dyn Fn() -> bool + Sync),
) -> Result<Routed, Failure> {
    let loaded = read_market(&request.market)?;
    check_routes_replaceable(&request.out)?;
    let market = loaded.market;
    let ways = Ways::of(&market)?;
    let problem = problem(&market, &ways)?;
    let (found, stopped) = search(&problem, &request.search, observer, enough);
    let routes = answer::routes(&market, &ways, &problem, &found.plan);
    let meta = RouteMeta {
        market: market.header().name.clone(),
        market_hash: loaded.hash,
        ways: ways.source().to_owned(),
        seed: request.search.seed,
        islands: islands(&request.search),
        iterations: match request.search.effort {
            Effort::Iterations(iterations) if !stopped => iterations,
            _ => 0,
        },
        version: env!("CARGO_PKG_VERSION").to_owned(),
    };
    let files = rows::files(&market, &routes, &meta);
    write_routes(&request.out, &files, vec![rows::geojson(&market, &routes)])?;
    Ok(Routed { summary: files.summary, market, routes, meta, rounds: found.rounds })
}

/// The kernel's problem of a market.
fn problem(market: &Market, ways: &Ways) -> Result<Problem, Failure> {
    ways.check_memory(market)?;
    Problem::new(input::input(market, ways)).map_err(|fault| Failure::new(fault.to_string(), fault.remedy))
}

/// Searches, and says whether it was stopped.
fn search(
    problem: &Problem,
    request: &SearchRequest,
    observer: &dyn Observer,
    enough: &(dyn Fn() -> bool + Sync),
) -> (Found, bool) {
    let progress = Progress::new(observer, "routing", Meter::STEPS, "parts");
    let meter = Meter::new(&progress, enough);
    let (islands, begin) = (islands(request), Instant::now());
    let of_rounds = |done: u64| meter.of_rounds(done);
    let of_time = || meter.of_time(begin.elapsed().as_secs_f64());
    let budget = match request.effort {
        Effort::Iterations(iterations) => {
            meter.expect(iterations as f64 * f64::from(islands));
            Budget::Until(iterations, &of_rounds)
        }
        Effort::Seconds(seconds) => {
            meter.expect(seconds);
            Budget::Share(&of_time)
        }
    };
    let options = Options {
        budget,
        seed: request.seed,
        heat: Heat::default(),
        islands,
        threads: threads(),
        polish: request.polish,
        start: None,
    };
    let found = plan(problem, &options, &mut |cost| progress.doing(&format!("routing, {}", cost / 1_000_000)));
    (found, meter.was_stopped())
}

fn threads() -> u32 {
    rayon::current_num_threads() as u32
}

fn islands(request: &SearchRequest) -> u32 {
    request.islands.unwrap_or(match request.effort {
        Effort::Iterations(_) => 1,
        Effort::Seconds(_) => threads(),
    })
}

impl Routed {
    /// The parts of the cost by name, in millionths of the currency.
    pub fn costs(&self) -> Vec<(&'static str, i64)> {
        Costs::NAMES.into_iter().zip(self.routes.costs.parts()).collect()
    }
}
