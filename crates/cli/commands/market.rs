//! `linehaul market`: a day of a last-mile market, drawn from a pool of deliveries.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, ValueEnum};
use linehaul_app::failure::Failure;
use linehaul_app::market::{MarketRequest, market};
use linehaul_tables::SheetFormat;

use crate::figures::counted;
use crate::shown::Shown;

/// Draw a day of a last-mile market from a pool of deliveries.
#[derive(Args)]
pub struct Market {
    /// Stops of the day, 1 to 100,000.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=100_000))]
    draw: u32,
    /// Seed; the same pool, number and seed give the same bytes.
    #[arg(long, default_value_t = 0, value_name = "N")]
    seed: u64,
    /// Folder of the pool; a made town unless given.
    #[arg(long, value_name = "DIR")]
    pool: Option<PathBuf>,
    /// Folder to write the market to.
    #[arg(long, value_name = "DIR")]
    out: PathBuf,
    /// Format of the tables.
    #[arg(long, value_enum, default_value_t = Format::Csv)]
    tables: Format,
}

#[derive(Clone, Copy, ValueEnum)]
enum Format {
    Csv,
    Parquet,
}

impl Market {
    /// Runs the command.
    pub fn run(&self, quiet: bool) -> Result<ExitCode, Failure> {
        let request = MarketRequest {
            pool: self.pool.clone(),
            stops: self.draw as usize,
            seed: self.seed,
            out: self.out.clone(),
            format: match self.tables {
                Format::Csv => SheetFormat::Csv,
                Format::Parquet => SheetFormat::Parquet,
            },
        };
        let drawn = market(&request)?;
        Shown::asked(false, quiet).tell(|| {
            let (stops, drivers) = (counted(drawn.stops.len(), "stop"), counted(drawn.drivers.len(), "driver"));
            format!("{}: {stops}, {drivers} in {}\n", drawn.header.name, self.out.display())
        })?;
        Ok(ExitCode::SUCCESS)
    }
}
