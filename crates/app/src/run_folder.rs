//! A run's folder: `config.toml` as it was resolved, `cases.json` with the hashes of the cases that it trains on, `metrics.jsonl`
//! and `metrics.parquet`, TensorBoard events, the checkpoints `latest.safetensors` and `best.safetensors`, and how each checkpoint
//! did: `held-out.jsonl`, on the worlds of `held-out-worlds.json`.
//!
//! Checkpoints, held-out scores and tables are written whole or not at all. Lines of the log are appended as they come; what a killed run has logged
//! beyond its last checkpoint is cut off when it is resumed, because it will be done again.

mod figures;
mod log;

use std::fs::{self, File, OpenOptions};
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};
use std::time::{SystemTime, UNIX_EPOCH};

use linehaul_agents::judge::held_out::HeldOutWorld;
use linehaul_agents::learn::checkpoint::Checkpoint;
use linehaul_agents::learn::config::TrainConfig;
use linehaul_agents::learn::metrics::{HeldOutMetrics, IterationMetrics};
use linehaul_agents::learn::tensorboard;
use linehaul_tables::{write_atomically, write_rows};
use serde::{Deserialize, Serialize};

use self::figures::{figures, iteration_rows};
use self::log::{Log, kept};
use crate::cases::CaseInput;
use crate::checkpoint::{BEST, LATEST, file_in, read_checkpoint};
use crate::failure::Failure;
use crate::json::{json, json_line};

const CONFIG: &str = "config.toml";
const CASES: &str = "cases.json";
const METRICS: &str = "metrics.jsonl";
const TABLE: &str = "metrics.parquet";
const HELD_OUT: &str = "held-out.jsonl";
const WORLDS: &str = "held-out-worlds.json";

/// A run's folder, open for logging.
pub struct RunFolder {
    folder: PathBuf,
    log: BufWriter<File>,
    events: BufWriter<File>,
    rows: Vec<IterationMetrics>,
    scores: Log<HeldOutMetrics>,
}

/// A case that a run trains on.
#[derive(Debug, PartialEq, Serialize, Deserialize)]
pub struct CaseHash {
    name: String,
    /// Of its files.
    hash: String,
}

impl CaseHash {
    /// Of a case.
    pub fn of(input: &CaseInput) -> Self {
        Self { name: input.case().name().to_owned(), hash: input.hash.clone() }
    }
}

impl RunFolder {
    /// A new run; the folder must not have one.
    pub fn create(folder: &Path, config: &TrainConfig, cases: &[CaseHash]) -> Result<Self, Failure> {
        if Self::exists(folder) {
            let problem = format!("{}: there is a run here already", folder.display());
            return Err(Failure::new(problem, "go on with --resume, or give the new one another --name"));
        }
        fs::create_dir_all(folder).map_err(|error| refused(folder, &error))?;
        let version = env!("CARGO_PKG_VERSION");
        let values = toml::to_string(config).expect("a configuration is plain values");
        let text = format!("# A run of linehaul {version}, resolved: train with this file to repeat it.\n{values}");
        write_atomically(&folder.join(CASES), json(&cases).as_bytes())?;
        write_atomically(&folder.join(CONFIG), text.as_bytes())?;
        Self::open(folder, Vec::new(), Log::default())
    }

    /// A run that goes on, with its last checkpoint. The configuration must be that of the checkpoint, the cases those of the beginning.
    pub fn resume(
        folder: &Path,
        config: &TrainConfig,
        cases: &[CaseHash],
    ) -> Result<(Self, Option<Checkpoint>), Failure> {
        let path = file_in(folder, LATEST);
        let checkpoint = if path.exists() { Some(read_checkpoint(&path)?) } else { None };
        if let Some(checkpoint) = &checkpoint
            && checkpoint.config != *config
        {
            let problem = format!("{}: the run was begun with another configuration", folder.display());
            let remedy = format!("resume with {}, or begin a run under another --name", folder.join(CONFIG).display());
            return Err(Failure::new(problem, remedy));
        }
        check_cases(&folder.join(CASES), cases)?;
        let done = checkpoint.as_ref().map_or(0, |checkpoint| checkpoint.iteration);
        let metrics = kept(&folder.join(METRICS), done);
        let scores = kept(&folder.join(HELD_OUT), done);
        write_atomically(&folder.join(METRICS), metrics.text.as_bytes())?;
        write_atomically(&folder.join(HELD_OUT), scores.text.as_bytes())?;
        Ok((Self::open(folder, metrics.rows, scores)?, checkpoint))
    }

    /// Whether a run was begun in a folder.
    pub fn exists(folder: &Path) -> bool {
        folder.join(CONFIG).exists()
    }

    /// Whether a folder holds a run of this configuration that is done.
    pub fn is_done(folder: &Path, config: &TrainConfig) -> Result<bool, Failure> {
        let path = file_in(folder, LATEST);
        if !path.exists() {
            return Ok(false);
        }
        let checkpoint = read_checkpoint(&path)?;
        Ok(checkpoint.config == *config && checkpoint.iteration == config.iterations)
    }

    fn open(folder: &Path, rows: Vec<IterationMetrics>, scores: Log<HeldOutMetrics>) -> Result<Self, Failure> {
        let append = |path: PathBuf| OpenOptions::new().append(true).create(true).open(path);
        let failed = |error| refused(folder, &error);
        let time = seconds();
        let mut run = Self {
            log: BufWriter::new(append(folder.join(METRICS)).map_err(failed)?),
            events: BufWriter::new(
                append(folder.join(format!("events.out.tfevents.{time:.0}.linehaul"))).map_err(failed)?,
            ),
            folder: folder.to_owned(),
            rows,
            scores,
        };
        run.events.write_all(&tensorboard::header(time)).map_err(failed)?;
        Ok(run)
    }

    /// Writes which worlds the checkpoints are compared on.
    pub fn write_worlds(&self, worlds: &[HeldOutWorld]) -> Result<(), Failure> {
        Ok(write_atomically(&self.folder.join(WORLDS), json(&worlds).as_bytes())?)
    }

    /// The best checkpoint so far; none of a run of before these were logged.
    pub fn best(&self) -> Option<&HeldOutMetrics> {
        // The first of equals, as the trainer keeps it.
        self.scores.rows.iter().min_by(|a, b| a.mean.total_cmp(&b.mean))
    }

    /// The last checkpoint.
    pub fn last(&self) -> Option<&HeldOutMetrics> {
        self.scores.rows.last()
    }

    /// Appends an iteration.
    pub fn log(&mut self, metrics: &IterationMetrics) -> Result<(), Failure> {
        let figures = figures(metrics);
        let event = tensorboard::scalars(seconds(), metrics.iteration, &figures);
        let written = self.log.write_all(json_line(metrics).as_bytes()).and_then(|()| self.events.write_all(&event));
        written.map_err(|error| refused(&self.folder, &error))?;
        self.rows.push(metrics.clone());
        Ok(())
    }

    /// Writes a checkpoint with its score, and everything logged so far.
    pub fn save(&mut self, checkpoint: &Checkpoint, score: HeldOutMetrics, is_best: bool) -> Result<(), Failure> {
        let flushed = self.log.flush().and_then(|()| self.events.flush());
        flushed.map_err(|error| refused(&self.folder, &error))?;
        write_rows(&self.folder.join(TABLE), &iteration_rows(&self.rows))?;
        self.scores.text.push_str(&json_line(&score));
        self.scores.rows.push(score);
        write_atomically(&self.folder.join(HELD_OUT), self.scores.text.as_bytes())?;
        let bytes = checkpoint.to_bytes();
        if is_best {
            write_atomically(&file_in(&self.folder, BEST), &bytes)?;
        }
        Ok(write_atomically(&file_in(&self.folder, LATEST), &bytes)?)
    }
}

/// What a run has logged: its iterations and its scores.
pub fn read_logs(folder: &Path) -> Result<(Vec<IterationMetrics>, Vec<HeldOutMetrics>), Failure> {
    if !RunFolder::exists(folder) {
        return Err(Failure::new(format!("{}: there is no run here", folder.display()), "give the folder of a run"));
    }
    let (rows, scores) = (kept(&folder.join(METRICS), u64::MAX), kept(&folder.join(HELD_OUT), u64::MAX));
    Ok((rows.rows, scores.rows))
}

/// Refuses to go on with cases that have changed since the run began.
fn check_cases(path: &Path, cases: &[CaseHash]) -> Result<(), Failure> {
    let began: Option<Vec<CaseHash>> = fs::read(path).ok().and_then(|json| serde_json::from_slice(&json).ok());
    let Some(began) = began else {
        let problem = format!("{}: cannot tell which cases the run was begun with", path.display());
        return Err(Failure::new(problem, "restore this file, or begin a run under another --name"));
    };
    if began == cases {
        return Ok(());
    }
    let problem = match began.iter().zip(cases).find(|(before, now)| before != now) {
        Some((before, _)) => format!("case \"{}\" has changed since the run began", before.name),
        None => format!("the run began with {} cases, now there are {}", began.len(), cases.len()),
    };
    Err(Failure::new(problem, "restore the cases, or begin a run under another --name"))
}

fn refused(folder: &Path, error: &std::io::Error) -> Failure {
    let problem = format!("{}: cannot write the run: {error}", folder.display());
    Failure::new(problem, "free some space or choose another folder, then go on with --resume")
}

fn seconds() -> f64 {
    SystemTime::now().duration_since(UNIX_EPOCH).map_or(0.0, |since| since.as_secs_f64())
}
