//! The last mile from a market to proved routes and their page: the commands as a user runs them.

mod bad_markets;
mod interrupted;
mod made;
mod page;
mod random_days;
mod services;
mod sets;
mod stops;
mod tampered;

use std::path::Path;

use linehaul_market::MarketTables;
use linehaul_tables::{SheetFormat, read_market_tables, write_market};
use serde_json::Value;
use tempfile::TempDir;

use crate::folders::{bytes, root};
use crate::program::{Finished, linehaul};

/// `linehaul route` on a market, with more arguments.
fn route(market: &Path, out: &Path, more: &[&str]) -> Finished {
    let given = ["route".as_ref(), "--market".as_ref(), market.as_os_str(), "--out".as_ref(), out.as_os_str()];
    linehaul(given.into_iter().chain(more.iter().map(AsRef::as_ref)))
}

/// `linehaul verify` on routes.
fn verify_routes(routes: &Path, market: &Path) -> Finished {
    linehaul(["verify".as_ref(), routes.as_os_str(), "--market".as_ref(), market.as_os_str()])
}

/// The market that ships with linehaul, as somebody wrote it.
fn town() -> MarketTables {
    read_market_tables(&root().join("data/town-60-1")).unwrap()
}

/// A market of these tables, routed by few iterations and proved; what was printed as JSON.
#[track_caller]
fn routed(tables: &MarketTables) -> Value {
    let folder = TempDir::new().unwrap();
    let (market, out) = (folder.path().join("market"), folder.path().join("routes"));
    write_market(&market, tables, SheetFormat::Csv).unwrap();
    let finished = route(&market, &out, &["--iterations", "300", "--json"]);
    finished.assert_code(0);
    verify_routes(&out, &market).assert_code(0);
    serde_json::from_str(&finished.stdout).unwrap()
}

#[test]
fn the_market_that_ships_is_the_one_that_is_drawn() {
    let folder = TempDir::new().unwrap();
    let out = folder.path().join("town");
    let drawn = ["market", "--draw", "60", "--seed", "1", "--out"].map(AsRef::as_ref);
    linehaul(drawn.into_iter().chain([out.as_os_str()])).assert_code(0);
    assert_eq!(bytes(&out), bytes(&root().join("data/town-60-1")));
}

#[test]
fn the_same_iterations_give_the_same_bytes_on_any_number_of_threads() {
    let folder = TempDir::new().unwrap();
    let market = root().join("data/town-60-1");
    let made = |name: &str, threads: &str| {
        let out = folder.path().join(name);
        let search = ["--iterations", "400", "--islands", "3", "--polish", "--threads", threads, "--quiet"];
        route(&market, &out, &search).assert_code(0);
        bytes(&out)
    };
    let one = made("one", "1");
    assert_eq!(one, made("three", "3"));
    assert_ne!(one["routes.parquet"], {
        let out = folder.path().join("other");
        route(&market, &out, &["--iterations", "400", "--seed", "9", "--quiet"]).assert_code(0);
        bytes(&out)["routes.parquet"].clone()
    });
}

/// Routes are replaced, and nothing else is.
#[test]
fn only_routes_are_replaced() {
    let folder = TempDir::new().unwrap();
    let (market, out) = (root().join("data/town-60-1"), folder.path().join("routes"));
    let quick = ["--iterations", "10", "--quiet"];
    route(&market, &out, &quick).assert_code(0);
    route(&market, &out, &quick).assert_code(0);
    std::fs::write(out.join("mine.txt"), "mine").unwrap();
    let refused = route(&market, &out, &quick);
    assert!(refused.assert_code(2).stderr.contains("mine.txt"), "{}", refused.stderr);
    let other = folder.path().join("other");
    std::fs::create_dir(&other).unwrap();
    std::fs::write(other.join("summary.json"), "{}").unwrap();
    assert!(route(&market, &other, &quick).assert_code(2).stderr.contains("something else is already here"));
}
