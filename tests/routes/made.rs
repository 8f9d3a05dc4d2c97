//! Routes of the market that ships, made once.

use std::sync::LazyLock;

use linehaul_tables::{LoadedMarket, RouteFiles, read_market, read_routes};
use tempfile::TempDir;

use super::route;
use crate::folders::root;

/// A market, its routes and their folder.
pub struct Made {
    pub folder: TempDir,
    pub loaded: LoadedMarket,
    pub files: RouteFiles,
}

/// The market that ships, with a stop that no vehicle carries and one that is left out for a small price.
pub static MADE: LazyLock<Made> = LazyLock::new(|| {
    let folder = TempDir::new().unwrap();
    let mut tables = super::town();
    tables.stops[3].kg = 90_000.0;
    tables.stops[4].left_out = Some(0.01);
    tables.header.balance = Some((5.0, 2.0));
    tables.stops[8].told = Some(linehaul_market::Window { open: 60, close: 120 });
    tables.stops[8].told_per_minute = Some(0.01);
    let (market, out) = (folder.path().join("market"), folder.path().join("routes"));
    linehaul_tables::write_market(&market, &tables, linehaul_tables::SheetFormat::Parquet).unwrap();
    route(&market, &out, &["--iterations", "500", "--quiet"]).assert_code(0);
    let loaded = read_market(&root().join(&market)).unwrap();
    Made { loaded, files: read_routes(&out).unwrap(), folder }
});
