//! `runs.parquet` of an evaluation: one row a run, in plain columns.
//!
//! Only what is listed here is read. An evaluation may write more figures of a run than any one reader wants.

use std::path::Path;

use crate::error::TablesError;
use crate::parquet_table::ParquetTable;

/// Runs of policies on cases, one entry each in every column.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct RunRows {
    /// Names of the cases.
    pub cases: Vec<String>,
    /// Hubs of the cases.
    pub hubs: Vec<i64>,
    /// Names of the policies.
    pub policies: Vec<String>,
    /// Seeds of the demands.
    pub seeds: Vec<i64>,
    /// Total costs, each in its case's currency.
    pub total_costs: Vec<f64>,
    /// Lower bounds, likewise.
    pub lower_bounds: Vec<f64>,
    /// Shares of late packages, 0 to 1.
    pub late_shares: Vec<f64>,
    /// Loaded m3 over offered m3, 0 to 1.
    pub fill_m3: Vec<f64>,
    /// Trucks that left.
    pub departures: Vec<i64>,
    /// Mean hours from release to delivery.
    pub transit_hours: Vec<f64>,
}

/// Reads the runs of an evaluation's folder.
pub fn read_runs(dir: &Path) -> Result<RunRows, TablesError> {
    let columns = [
        "case",
        "hubs",
        "policy",
        "seed",
        "total_cost",
        "lower_bound",
        "late_share",
        "fill_m3",
        "departures",
        "mean_transit_hours",
    ];
    let table = ParquetTable::read_some(&dir.join("runs.parquet"), &columns)?;
    Ok(RunRows {
        cases: table.texts("case")?,
        hubs: table.integers("hubs")?,
        policies: table.texts("policy")?,
        seeds: table.integers("seed")?,
        total_costs: table.floats("total_cost")?,
        lower_bounds: table.floats("lower_bound")?,
        late_shares: table.floats("late_share")?,
        fill_m3: table.floats("fill_m3")?,
        departures: table.integers("departures")?,
        transit_hours: table.floats("mean_transit_hours")?,
    })
}
