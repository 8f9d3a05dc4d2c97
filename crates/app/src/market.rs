//! A day of a market, drawn from a pool of deliveries.

use std::path::PathBuf;

use linehaul_market::MarketTables;
use linehaul_tables::{SheetFormat, read_pool, write_market};
use linehaul_worlds::market::{draw, made_town};

use crate::failure::Failure;

/// A day to draw.
#[derive(Clone, Debug)]
pub struct MarketRequest {
    /// Folder of the pool; the made town where there is none.
    pub pool: Option<PathBuf>,
    /// Stops of the day.
    pub stops: usize,
    /// Seed; the same pool, count and seed give the same bytes.
    pub seed: u64,
    /// Folder for the market.
    pub out: PathBuf,
    /// How its tables are stored.
    pub format: SheetFormat,
}

/// Draws a day and writes it.
pub fn market(request: &MarketRequest) -> Result<MarketTables, Failure> {
    let pool = match &request.pool {
        Some(folder) => read_pool(folder)?,
        None => made_town(),
    };
    let market = draw(&pool, request.stops, request.seed);
    write_market(&request.out, &market, request.format)?;
    Ok(market)
}
