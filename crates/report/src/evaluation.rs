//! An evaluation as a page: policies side by side.
//!
//! Means, intervals and chances are those that `linehaul evaluate` computed (`comparison.json`); profiles and sizes
//! come from the single runs (`runs.parquet`).

mod profiles;
mod ratios;
mod sizes;

use std::path::Path;

use linehaul_tables::{RunRows, TablesError, read_runs};
use serde::{Deserialize, Serialize};

use crate::error::ReportError;
use crate::page::Page;
use crate::script::Module;
use profiles::Profiles;
use ratios::ratios;
use sizes::Sizes;

const BODY: &str = include_str!("../assets/evaluation.html");
const MODULES: [Module; 2] = [
    ("intervals.js", include_str!("../assets/js/intervals.js")),
    ("evaluation.js", include_str!("../assets/js/evaluation.js")),
];

/// What `linehaul evaluate` wrote.
#[derive(Clone, Debug)]
pub struct Evaluation {
    /// Every run.
    pub runs: RunRows,
    /// The runs condensed.
    pub comparison: Comparison,
}

/// `comparison.json`, as far as the page shows it; `docs/metrics.md` defines each figure.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Comparison {
    /// Name of the policy that ratios and chances refer to.
    pub reference: String,
    /// Each case by itself.
    pub cases: Vec<CaseComparison>,
    /// All cases together.
    pub overall: Vec<PolicyFigures>,
}

/// Policies on one case.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct CaseComparison {
    /// Name of the case.
    pub case: String,
    /// One entry a policy.
    pub policies: Vec<PolicyFigures>,
}

/// A policy's figures over some runs.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct PolicyFigures {
    /// Name of the policy.
    pub policy: String,
    /// Number of runs.
    pub runs: u64,
    /// Mean total cost, currency of the case.
    pub total_cost: f64,
    /// Interquartile mean of total cost over lower bound.
    pub cost_to_bound: Estimate,
    /// Mean of total cost over that of the reference.
    pub cost_to_reference: Estimate,
    /// Chance that a run costs less than one of the reference.
    pub probability_of_improvement: f64,
    /// Mean share of late packages, 0 to 1.
    pub late_share: f64,
    /// Mean of loaded m3 over offered m3, 0 to 1.
    pub fill_m3: f64,
    /// Mean number of trucks that left.
    pub departures: f64,
    /// Mean hours from release to delivery.
    pub transit_hours: f64,
}

/// A figure with its 95 % interval, if there is one.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub struct Estimate {
    /// The figure.
    pub value: f64,
    /// Its interval.
    pub interval: Option<Interval>,
}

/// A 95 % interval.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub struct Interval {
    /// Lower end.
    pub low: f64,
    /// Upper end.
    pub high: f64,
}

#[derive(Debug, Serialize)]
struct Data<'a> {
    comparison: &'a Comparison,
    profiles: Profiles,
    sizes: Sizes,
    n_runs: usize,
    n_seeds: usize,
}

/// Reads the folder of an evaluation.
pub fn read(dir: &Path) -> Result<Evaluation, ReportError> {
    let path = dir.join("comparison.json");
    let remedy = "write the evaluation again with `linehaul evaluate`";
    let fault = |problem: String| TablesError::new(&path, problem, remedy);
    let json = std::fs::read(&path).map_err(|error| fault(format!("cannot read the file: {error}")))?;
    let comparison = serde_json::from_slice(&json).map_err(|error| TablesError {
        line: Some(error.line()).filter(|&line| line > 0),
        ..fault(format!("this is not the comparison of an evaluation: {error}"))
    })?;
    Ok(Evaluation { runs: read_runs(dir)?, comparison })
}

/// The page of an evaluation.
pub fn page(evaluation: &Evaluation) -> String {
    let (runs, comparison) = (&evaluation.runs, &evaluation.comparison);
    let policies: Vec<&str> = comparison.overall.iter().map(|figures| figures.policy.as_str()).collect();
    let mut seeds = runs.seeds.clone();
    seeds.sort_unstable();
    seeds.dedup();
    let ratios = ratios(runs, &comparison.reference);
    let data = Data {
        comparison,
        profiles: Profiles::of(runs, &ratios, &policies),
        sizes: Sizes::of(runs, &ratios, &policies),
        n_runs: runs.seeds.len(),
        n_seeds: seeds.len(),
    };
    let title = match &comparison.cases[..] {
        [one] => format!("Policies on {} · linehaul", one.case),
        cases => format!("Policies on {} cases · linehaul", cases.len()),
    };
    Page { title: &title, body: BODY, modules: &MODULES }.html(&data)
}

#[cfg(test)]
mod tests;
