//! A run's folder: `config.toml` as it was resolved, `cases.json` with the hashes of the cases that it trains on, `metrics.jsonl` and `metrics.parquet`, TensorBoard events, the checkpoints
//! `latest.safetensors` and `best.safetensors`, and how each checkpoint did: `held-out.jsonl`, on the worlds of `held-out-worlds.json`.
//!
//! Checkpoints, held-out scores and tables are written whole or not at all. Lines of the log are appended as they come; what a killed run has logged
//! beyond its last checkpoint is cut off when it is resumed, because it will be done again.

use std::fs::{self, File, OpenOptions};
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};
use std::time::{SystemTime, UNIX_EPOCH};

use linehaul_agents::checkpoint::Checkpoint;
use linehaul_agents::config::TrainConfig;
use linehaul_agents::held_out::HeldOutWorld;
use linehaul_agents::metrics::{HeldOutMetrics, IterationMetrics};
use linehaul_agents::tensorboard;
use linehaul_tables::{IterationRows, write_atomically, write_rows};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use crate::failure::Failure;
use crate::inputs::CaseInput;
use crate::output;

const CONFIG: &str = "config.toml";
const CASES: &str = "cases.json";
const METRICS: &str = "metrics.jsonl";
const TABLE: &str = "metrics.parquet";
const HELD_OUT: &str = "held-out.jsonl";
const WORLDS: &str = "held-out-worlds.json";
const LATEST: &str = "latest";
const BEST: &str = "best";
const EXTENSION: &str = "safetensors";

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

/// What of a log stays: lines, and what they say.
struct Log<T> {
    /// As they are: numbers written again could differ in the last digit.
    text: String,
    rows: Vec<T>,
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
        write_atomically(&folder.join(CASES), output::json(&cases).as_bytes())?;
        write_atomically(&folder.join(CONFIG), text.as_bytes())?;
        Self::open(folder, Vec::new(), Log { text: String::new(), rows: Vec::new() })
    }

    /// A run that goes on, with its last checkpoint. The configuration must be that of the checkpoint, the cases those of the beginning.
    pub fn resume(
        folder: &Path,
        config: &TrainConfig,
        cases: &[CaseHash],
    ) -> Result<(Self, Option<Checkpoint>), Failure> {
        let path = folder.join(LATEST).with_extension(EXTENSION);
        let checkpoint = if path.exists() { Some(read_checkpoint(&path)?.0) } else { None };
        if let Some(checkpoint) = &checkpoint
            && checkpoint.config != *config
        {
            let problem = format!("{}: the run was begun with another configuration", folder.display());
            let remedy = format!("resume with {}, or begin a run under another --name", folder.join(CONFIG).display());
            return Err(Failure::new(problem, remedy));
        }
        check_cases(&folder.join(CASES), cases)?;
        let done = checkpoint.as_ref().map_or(0, |checkpoint| checkpoint.iteration);
        let metrics = kept(&folder.join(METRICS), |row: &IterationMetrics| row.iteration <= done);
        let scores = kept(&folder.join(HELD_OUT), |row: &HeldOutMetrics| row.iteration <= done);
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
        let path = folder.join(LATEST).with_extension(EXTENSION);
        if !path.exists() {
            return Ok(false);
        }
        let checkpoint = read_checkpoint(&path)?.0;
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
        Ok(write_atomically(&self.folder.join(WORLDS), output::json(&worlds).as_bytes())?)
    }

    /// The best checkpoint so far; none of a run of before these were logged.
    pub fn best(&self) -> Option<&HeldOutMetrics> {
        // The first of equals, as the trainer keeps it.
        self.scores.rows.iter().min_by(|a, b| a.mean.total_cmp(&b.mean))
    }

    /// Appends an iteration.
    pub fn log(&mut self, metrics: &IterationMetrics) -> Result<(), Failure> {
        let figures = figures(metrics);
        let event = tensorboard::scalars(seconds(), metrics.iteration, &figures);
        let written =
            self.log.write_all(output::json_line(metrics).as_bytes()).and_then(|()| self.events.write_all(&event));
        written.map_err(|error| refused(&self.folder, &error))?;
        self.rows.push(metrics.clone());
        Ok(())
    }

    /// Writes a checkpoint with its score, and everything logged so far.
    pub fn save(&mut self, checkpoint: &Checkpoint, score: HeldOutMetrics, is_best: bool) -> Result<(), Failure> {
        let flushed = self.log.flush().and_then(|()| self.events.flush());
        flushed.map_err(|error| refused(&self.folder, &error))?;
        write_rows(&self.folder.join(TABLE), &iteration_rows(&self.rows))?;
        self.scores.text.push_str(&output::json_line(&score));
        self.scores.rows.push(score);
        write_atomically(&self.folder.join(HELD_OUT), self.scores.text.as_bytes())?;
        let bytes = checkpoint.to_bytes();
        if is_best {
            write_atomically(&self.folder.join(BEST).with_extension(EXTENSION), &bytes)?;
        }
        Ok(write_atomically(&self.folder.join(LATEST).with_extension(EXTENSION), &bytes)?)
    }
}

/// What a run has logged: its iterations and its scores.
pub fn read_logs(folder: &Path) -> Result<(Vec<IterationMetrics>, Vec<HeldOutMetrics>), Failure> {
    if !RunFolder::exists(folder) {
        return Err(Failure::new(format!("{}: there is no run here", folder.display()), "give the folder of a run"));
    }
    let rows = kept(&folder.join(METRICS), |_: &IterationMetrics| true).rows;
    Ok((rows, kept(&folder.join(HELD_OUT), |_: &HeldOutMetrics| true).rows))
}

/// Reads a checkpoint and hashes its file; `runs/x/best` stands for `runs/x/best.safetensors`, and `runs/x` for its best.
pub fn read_checkpoint(path: &Path) -> Result<(Checkpoint, String), Failure> {
    let path = checkpoint_path(path);
    let place = path.display();
    let bytes = fs::read(&path)
        .map_err(|error| Failure::new(format!("{place}: cannot read: {error}"), "check the path of the checkpoint"))?;
    let checkpoint = Checkpoint::from_bytes(&bytes)
        .map_err(|error| Failure::new(format!("{place}: {}", error.problem), error.remedy))?;
    Ok((checkpoint, blake3::hash(&bytes).to_hex().to_string()))
}

/// Where the checkpoint that a path stands for is.
pub fn checkpoint_path(path: &Path) -> PathBuf {
    if path.is_dir() {
        path.join(BEST).with_extension(EXTENSION)
    } else if path.extension().is_some_and(|extension| extension == EXTENSION) {
        path.to_owned()
    } else {
        let mut name = path.as_os_str().to_owned();
        name.push(format!(".{EXTENSION}"));
        name.into()
    }
}

/// The first lines of a log, as long as they are whole and to be kept. The last line of a killed run may be half a line.
fn kept<T: DeserializeOwned>(path: &Path, is_kept: impl Fn(&T) -> bool) -> Log<T> {
    let text = fs::read_to_string(path).unwrap_or_default();
    let parsed = text.lines().map_while(|line| Some((line, serde_json::from_str::<T>(line).ok()?)));
    let (lines, rows): (Vec<&str>, Vec<T>) = parsed.take_while(|(_, row)| is_kept(row)).unzip();
    Log { text: lines.into_iter().flat_map(|line| [line, "\n"]).collect(), rows }
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

/// The figures that are worth a curve, by group.
fn figures(metrics: &IterationMetrics) -> Vec<(&'static str, f64)> {
    let mut figures = vec![
        ("experience/reward", metrics.reward),
        ("experience/hub_steps", metrics.hub_steps as f64),
        ("update/entropy", metrics.entropy),
        ("update/kl", metrics.kl),
        ("update/clipped", metrics.clipped),
        ("update/agreement", metrics.agreement),
        ("update/explained_variance", metrics.explained_variance),
        ("update/learning_rate", f64::from(metrics.learning_rate)),
        ("time/collect", metrics.collect_seconds),
        ("time/update", metrics.update_seconds),
    ];
    let ended = [
        ("episodes/return", metrics.episode_return),
        ("episodes/late_share", metrics.late_share),
        ("episodes/fill_m3", metrics.fill_m3),
        ("episodes/departures", metrics.departures),
    ];
    figures.extend(ended.into_iter().filter_map(|(tag, figure)| Some((tag, figure?))));
    figures
}

/// One row an iteration; NaN where no episode ended.
fn iteration_rows(rows: &[IterationMetrics]) -> IterationRows {
    let int = |of: fn(&IterationMetrics) -> u64| rows.iter().map(|row| of(row) as i64).collect();
    let float = |of: fn(&IterationMetrics) -> f64| rows.iter().map(of).collect();
    IterationRows {
        iterations: int(|row| row.iteration),
        hub_steps: int(|row| row.hub_steps),
        rows: int(|row| row.rows),
        decisions: int(|row| row.decisions),
        rewards: float(|row| row.reward),
        episode_returns: float(|row| row.episode_return.unwrap_or(f64::NAN)),
        episodes: int(|row| row.episodes),
        late_shares: float(|row| row.late_share.unwrap_or(f64::NAN)),
        fill_m3: float(|row| row.fill_m3.unwrap_or(f64::NAN)),
        departures: float(|row| row.departures.unwrap_or(f64::NAN)),
        entropies: float(|row| row.entropy),
        kl: float(|row| row.kl),
        clipped: float(|row| row.clipped),
        agreements: float(|row| row.agreement),
        explained_variances: float(|row| row.explained_variance),
        learning_rates: float(|row| f64::from(row.learning_rate)),
        collect_seconds: float(|row| row.collect_seconds),
        update_seconds: float(|row| row.update_seconds),
    }
}
