//! A market into routes: who drives where in which order, what is left out and why, and what it costs by name.

mod answer;
mod input;
mod instance;
mod meter;
mod osrm;
mod rows;
mod search;
mod ways;
mod why;

use std::path::{Path, PathBuf};

use linehaul_market::{Costs, Market, MarketTables, MatrixRows, Routes};
use linehaul_routing::Problem;
use linehaul_tables::{
    RouteFiles, RouteMeta, RouteSummary, check_routes_replaceable, read_market, read_market_tables, write_routes,
};

pub use linehaul_market::clock;
pub use linehaul_routing::vrplib::Rounding;

pub use instance::{InstanceRequest, Solved, solve_instance};
pub use search::{Effort, SearchRequest};
pub use why::{Explained, Place, explain_stop};

use crate::failure::Failure;
use crate::observer::Observer;

use search::{islands, search};
use ways::Ways;

/// Routes to find.
#[derive(Clone, Debug)]
pub struct RouteRequest {
    /// Folder of the market.
    pub market: PathBuf,
    /// Folder for the routes.
    pub out: PathBuf,
    /// How to search.
    pub search: SearchRequest,
    /// Address of a service that tells ways, as OSRM does; unless given, they are those of the market.
    pub osrm: Option<String>,
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
    let told = request.osrm.as_deref().map(|address| osrm::ways(address, &request.market, &loaded)).transpose()?;
    let market = match &told {
        Some(matrix) => with_matrix(&request.market, Path::new("the service's answer"), matrix.clone())?,
        None => loaded.market,
    };
    let ways = Ways::of(&market)?;
    let problem = problem(&market, &ways)?;
    let (found, stopped) = search(&problem, &request.search, observer, enough);
    let routes = answer::routes(&market, &ways, &problem, &found.plan);
    let meta = RouteMeta {
        market: market.header().name.clone(),
        market_hash: loaded.hash,
        ways: request.osrm.clone().unwrap_or_else(|| ways.source().to_owned()),
        seed: request.search.seed,
        islands: islands(&request.search),
        iterations: match request.search.effort {
            Effort::Iterations(iterations) if !stopped => iterations,
            _ => 0,
        },
        version: env!("CARGO_PKG_VERSION").to_owned(),
    };
    let files = RouteFiles { matrix: told, ..rows::files(&market, &routes, &meta) };
    write_routes(&request.out, &files, vec![rows::geojson(&market, &routes)])?;
    Ok(Routed { summary: files.summary, market, routes, meta, rounds: found.rounds })
}

/// The kernel's problem of a market.
fn problem(market: &Market, ways: &Ways) -> Result<Problem, Failure> {
    ways.check_memory(market)?;
    Problem::new(input::input(market, ways)).map_err(|fault| Failure::new(fault.to_string(), fault.remedy))
}

/// The market that routes were made for, with the ways that a service told them.
fn matching_market(market: &Path, routes: &Path, files: &RouteFiles) -> Result<Market, Failure> {
    let loaded = read_market(market)?;
    if loaded.hash != files.meta.market_hash {
        let problem =
            format!("{}: the routes were made for another state of market \"{}\"", market.display(), files.meta.market);
        return Err(Failure::new(problem, "give the market that the routes were made for, or make the routes again"));
    }
    match &files.matrix {
        None => Ok(loaded.market),
        Some(matrix) => with_matrix(market, &routes.join("matrix.parquet"), matrix.clone()),
    }
}

/// A market with other ways; `file` is where they come from, for errors.
fn with_matrix(market: &Path, file: &Path, matrix: MatrixRows) -> Result<Market, Failure> {
    let tables = MarketTables { matrix: Some(matrix), ..read_market_tables(market)? };
    Market::new(tables)
        .map_err(|error| Failure::new(format!("{}, {}: {}", file.display(), error.column, error.problem), error.remedy))
}

impl Routed {
    /// The parts of the cost by name, in millionths of the currency.
    pub fn costs(&self) -> Vec<(&'static str, i64)> {
        Costs::NAMES.into_iter().zip(self.routes.costs.parts()).collect()
    }
}
