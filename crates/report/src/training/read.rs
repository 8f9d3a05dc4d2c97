//! What a run's folder says, as far as the page shows it.

use std::fs;
use std::path::Path;

use linehaul_tables::{TablesError, is_there};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use crate::error::ReportError;

/// What the first line of `config.toml` says before the version.
const WRITTEN_BY: &str = "# A run of linehaul ";

/// A run.
#[derive(Clone, Debug)]
pub struct TrainingRun {
    /// Name: that of its folder.
    pub name: String,
    /// Version of the program that began it.
    pub version: Option<String>,
    /// `config.toml`.
    pub config: toml::Table,
    /// Iterations, in order.
    pub rows: Vec<Row>,
    /// Whether the last line of the log is half a line, as a killed run leaves it.
    pub half_line: bool,
    /// Checkpoints against the tuned heuristic, in order.
    pub scores: Vec<Score>,
    /// The worlds that these are of.
    pub worlds: Vec<World>,
}

/// An iteration: a line of `metrics.jsonl`. What is not known, or not a number, is absent.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct Row {
    /// Iterations done, from 1.
    pub iteration: u64,
    /// Hub-hours simulated since the start.
    pub hub_steps: u64,
    /// Mean reward of a lane and hour.
    pub reward: Option<f64>,
    /// Mean return of a lane over an episode.
    pub episode_return: Option<f64>,
    /// Share of late packages in episodes that ended, 0 to 1.
    pub late_share: Option<f64>,
    /// Used share of offered m3 in them, 0 to 1.
    pub fill_m3: Option<f64>,
    /// Trucks an episode.
    pub departures: Option<f64>,
    /// Entropy of the choices, nats.
    pub entropy: Option<f64>,
    /// KL divergence from the policy that acted, nats.
    pub kl: Option<f64>,
    /// Share of decisions that were clipped, 0 to 1.
    pub clipped: Option<f64>,
    /// Share of the returns' variance that the critic explains; at most 1.
    pub explained_variance: Option<f64>,
    /// Seconds of wall clock to collect.
    pub collect_seconds: f64,
    /// Seconds of wall clock to update.
    pub update_seconds: f64,
}

/// A checkpoint on the held-out worlds: a line of `held-out.jsonl`.
#[derive(Clone, Debug, Deserialize)]
pub struct Score {
    /// Iterations done.
    pub iteration: u64,
    /// Hub-hours simulated since the start.
    pub hub_steps: u64,
    /// Mean over the worlds of total cost over that of the tuned heuristic.
    pub mean: f64,
    /// Lower end of its 95 % interval.
    pub low: Option<f64>,
    /// Upper end.
    pub high: Option<f64>,
    /// The ratios themselves, `[world]`.
    pub ratios: Vec<f64>,
}

/// A held-out world: an entry of `held-out-worlds.json`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct World {
    /// Name.
    pub name: String,
    /// Hubs.
    pub hubs: u64,
    /// Lanes.
    pub lanes: u64,
    /// Packages of its demand.
    pub packages: u64,
    /// Total cost of the tuned heuristic, currency.
    pub reference_cost: f64,
}

/// Reads the folder of a run.
pub fn read(dir: &Path) -> Result<TrainingRun, ReportError> {
    let (config, version) = config(&dir.join("config.toml"))?;
    let metrics = dir.join("metrics.jsonl");
    if !metrics.exists() && dir.join("metrics.parquet").exists() {
        let remedy = "copy it beside metrics.parquet, which says the same but is not read";
        return Err(TablesError::new(&metrics, "the log of the iterations is missing", remedy).into());
    }
    let (rows, half_line) = lines(&metrics, |row: &Row| row.iteration)?;
    let path = dir.join("held-out.jsonl");
    let (scores, _) = lines(&path, |score: &Score| score.iteration)?;
    let worlds = if scores.is_empty() { Vec::new() } else { worlds(&dir.join("held-out-worlds.json"))? };
    if let Some(score) = scores.iter().find(|score| score.ratios.len() != worlds.len()) {
        let problem =
            format!("iteration {} has {} ratios of {} worlds", score.iteration, score.ratios.len(), worlds.len());
        return Err(TablesError::new(&path, problem, "take held-out.jsonl and held-out-worlds.json of one run").into());
    }
    // A path such as `.` has a name only when it is resolved.
    let resolved = dir.canonicalize().unwrap_or_else(|_| dir.to_owned());
    let name = resolved.file_name().unwrap_or(dir.as_os_str()).to_string_lossy().into_owned();
    Ok(TrainingRun { name, version, config, rows, half_line, scores, worlds })
}

fn config(path: &Path) -> Result<(toml::Table, Option<String>), ReportError> {
    let remedy = "a run's folder has the configuration that `linehaul train` wrote: restore it";
    let fault = |problem: String| TablesError::new(path, problem, remedy);
    let text = fs::read_to_string(path).map_err(|error| fault(format!("cannot read the file: {error}")))?;
    let config = text.parse().map_err(|error: toml::de::Error| TablesError {
        line: error.span().map(|span| 1 + text[..span.start].matches('\n').count()),
        ..fault(format!("this is not TOML: {}", error.message()))
    })?;
    let rest = text.strip_prefix(WRITTEN_BY).unwrap_or_default();
    let version = rest.split_once(',').map(|(version, _)| version.to_owned());
    Ok((config, version))
}

fn worlds(path: &Path) -> Result<Vec<World>, ReportError> {
    let fault =
        |problem| TablesError::new(path, problem, "go on with the run: `linehaul train --resume` writes it again");
    let json = fs::read(path).map_err(|error| fault(format!("cannot read the file: {error}")))?;
    Ok(serde_json::from_slice(&json).map_err(|error| fault(format!("this is no list of worlds: {error}")))?)
}

/// The lines of a log, and whether half a line follows them. A log that is not there has none.
fn lines<T: DeserializeOwned>(path: &Path, iteration: impl Fn(&T) -> u64) -> Result<(Vec<T>, bool), ReportError> {
    let fault = |line: Option<usize>, problem: String, remedy: &str| TablesError {
        line,
        ..TablesError::new(path, problem, remedy)
    };
    let bytes = if is_there(path)? {
        fs::read(path).map_err(|error| fault(None, format!("cannot read the file: {error}"), "check the file"))?
    } else {
        Vec::new()
    };
    let mut rows: Vec<T> = Vec::new();
    for (at, line) in bytes.split_inclusive(|byte| *byte == b'\n').enumerate() {
        let row: T = match serde_json::from_slice(line) {
            Ok(row) => row,
            Err(_) if !line.ends_with(b"\n") => return Ok((rows, true)),
            Err(error) => {
                let remedy = "remove what follows the line before, or go on with the run: --resume does it";
                return Err(fault(Some(at + 1), format!("this is no line of a run's log: {error}"), remedy).into());
            }
        };
        if let Some(before) = rows.last().map(&iteration).filter(|before| *before >= iteration(&row)) {
            let problem = format!("iteration {} follows iteration {before}", iteration(&row));
            return Err(fault(Some(at + 1), problem, "keep the lines of one run").into());
        }
        rows.push(row);
    }
    Ok((rows, false))
}
