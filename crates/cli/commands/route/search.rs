//! How to search, as it is typed.

use clap::{Args, ValueEnum};
use linehaul_app::route::{Effort, Rounding, SearchRequest};

/// Iterations where neither they nor seconds are given: some seconds for a hundred stops.
const ITERATIONS: u64 = 10_000;

/// Options of a search.
#[derive(Args)]
pub struct SearchOptions {
    /// Iterations of each search, 10,000 unless given: the same routes on any machine and any number of threads.
    #[arg(long, value_name = "N", conflicts_with = "seconds")]
    iterations: Option<u64>,
    /// Seconds to search instead: the best that this machine finds in that time.
    #[arg(long, value_name = "S", value_parser = seconds)]
    seconds: Option<f64>,
    /// Seed of the search.
    #[arg(long, default_value_t = 0, value_name = "N")]
    seed: u64,
    /// Searches side by side, which learn from one another, 1 to 64; unless given, 1, or with --seconds one a thread.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=64))]
    islands: Option<u32>,
    /// At the end, put the routes that were seen together anew, as well as can be.
    #[arg(long)]
    polish: bool,
}

/// What becomes of numbers that are no integers.
#[derive(Clone, Copy, ValueEnum)]
pub enum RoundingName {
    /// They are integers.
    None,
    /// Tenths, cut off.
    Tenths,
    /// Thousandths, to the nearest.
    Thousandths,
}

impl RoundingName {
    /// What it names.
    pub fn rounding(self) -> Rounding {
        match self {
            Self::None => Rounding::None,
            Self::Tenths => Rounding::Tenths,
            Self::Thousandths => Rounding::Thousandths,
        }
    }
}

impl SearchOptions {
    /// As part of a request.
    pub fn request(&self) -> SearchRequest {
        SearchRequest {
            effort: match self.seconds {
                Some(seconds) => Effort::Seconds(seconds),
                None => Effort::Iterations(self.iterations.unwrap_or(ITERATIONS)),
            },
            seed: self.seed,
            islands: self.islands,
            polish: self.polish,
        }
    }
}

fn seconds(text: &str) -> Result<f64, String> {
    match text.parse::<f64>() {
        Ok(seconds) if seconds > 0.0 && seconds <= 1e6 => Ok(seconds),
        _ => Err("give seconds above 0, such as 10".to_owned()),
    }
}
