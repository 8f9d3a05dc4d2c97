//! What a folder holds, told by its files.

use std::path::{Path, PathBuf};

use crate::error::ReportError;

/// A kind of folder that a report can be made of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Folder {
    /// Written by `linehaul schedule`.
    Schedule,
    /// Written by `linehaul route`.
    Routes,
    /// Written by `linehaul evaluate`.
    Evaluation,
    /// Written by `linehaul train`.
    TrainingRun,
    /// Holds folders of training runs: these, by name.
    Sweep(Vec<PathBuf>),
}

/// Files of which any one tells the kind. One is enough, so that a folder with a file missing is reported as what it
/// was.
const SIGNS: [(Folder, &[&str]); 4] = [
    (Folder::Schedule, &["departures.parquet", "loads.parquet"]),
    (Folder::Routes, &["routes.parquet", "routes.geojson"]),
    (Folder::Evaluation, &["runs.parquet", "comparison.json"]),
    (Folder::TrainingRun, &["metrics.jsonl", "metrics.parquet", "held-out.jsonl", "latest.safetensors"]),
];

impl Folder {
    /// The kind of a folder.
    pub fn of(dir: &Path) -> Result<Self, ReportError> {
        let mut kinds = kinds(dir);
        let runs = runs_in(dir);
        let problem = match (kinds.len(), runs.is_empty()) {
            (1, _) => return Ok(kinds.remove(0)),
            (0, false) => return Ok(Self::Sweep(runs)),
            (0, true) if !dir.exists() => "there is no such folder",
            (0, true) if !dir.is_dir() => "this is not a folder",
            (0, true) => "this holds neither a schedule nor an evaluation nor training runs",
            _ => "this holds more than one of a schedule, an evaluation and a training run",
        };
        let remedy =
            "give one folder that `linehaul schedule --out`, `linehaul evaluate --out` or `linehaul train` wrote";
        Err(ReportError::Folder { path: dir.to_owned(), problem: problem.to_owned(), remedy: remedy.to_owned() })
    }
}

fn kinds(dir: &Path) -> Vec<Folder> {
    let has = |names: &[&str]| names.iter().any(|name| dir.join(name).is_file());
    SIGNS.into_iter().filter(|(_, names)| has(names)).map(|(kind, _)| kind).collect()
}

/// Folders of training runs right below a folder, by name; none where it cannot be listed.
fn runs_in(dir: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(dir).into_iter().flatten().flatten();
    let mut runs: Vec<PathBuf> =
        entries.map(|entry| entry.path()).filter(|path| kinds(path) == [Folder::TrainingRun]).collect();
    runs.sort();
    runs
}
