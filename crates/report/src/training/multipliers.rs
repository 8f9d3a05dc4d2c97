//! The experiment with the price of transport, if a folder of runs holds one: `multipliers.json`.

use std::fs;
use std::path::Path;

use linehaul_tables::{TablesError, is_there};
use serde::{Deserialize, Serialize};

use crate::error::ReportError;

/// Name of the file, in the folder of the runs.
const FILE: &str = "multipliers.json";

/// What `linehaul multipliers` measured.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Multipliers {
    worlds: u64,
    seed: u64,
    readings: Vec<Reading>,
}

/// One policy at one multiplier.
#[derive(Clone, Debug, Serialize, Deserialize)]
struct Reading {
    multiplier: f64,
    policy: String,
    departures: Estimate,
    departures_to_first: Estimate,
    fill_m3: Estimate,
    vehicle_m3: Estimate,
    late_share: Estimate,
    cost_to_reference: Estimate,
}

/// A figure and its 95 % interval over worlds.
#[derive(Clone, Debug, Serialize, Deserialize)]
struct Estimate {
    value: f64,
    interval: Option<Interval>,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
struct Interval {
    low: f64,
    high: f64,
}

impl Multipliers {
    /// The experiment of a folder; none where there is none.
    pub fn read(dir: &Path) -> Result<Option<Self>, ReportError> {
        let path = dir.join(FILE);
        if !is_there(&path)? {
            return Ok(None);
        }
        let fault =
            |problem: String| TablesError::new(&path, problem, "run `linehaul multipliers` again: done runs are kept");
        let json = fs::read(&path).map_err(|error| fault(format!("cannot read the file: {error}")))?;
        Ok(Some(serde_json::from_slice(&json).map_err(|error| fault(format!("these are no such results: {error}")))?))
    }
}
