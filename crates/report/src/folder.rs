//! What a folder holds, told by its files.

use std::path::Path;

use crate::error::ReportError;

/// A kind of folder that a report can be made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Folder {
    /// Written by `linehaul schedule`.
    Schedule,
    /// Written by `linehaul evaluate`.
    Evaluation,
}

/// Files of which any one tells the kind. One is enough, so that a folder with a file missing is reported as what it
/// was.
const SIGNS: [(Folder, &[&str]); 2] = [
    (Folder::Schedule, &["departures.parquet", "loads.parquet", "summary.json"]),
    (Folder::Evaluation, &["runs.parquet", "comparison.json"]),
];

impl Folder {
    /// The kind of a folder.
    pub fn of(dir: &Path) -> Result<Self, ReportError> {
        let has = |names: &[&str]| names.iter().any(|name| dir.join(name).is_file());
        let kinds: Vec<Self> = SIGNS.iter().filter(|(_, names)| has(names)).map(|&(kind, _)| kind).collect();
        let problem = match kinds[..] {
            [kind] => return Ok(kind),
            [] if !dir.exists() => "there is no such folder",
            [] if !dir.is_dir() => "this is not a folder",
            [] => "this holds neither a schedule nor an evaluation",
            _ => "this holds both a schedule and an evaluation",
        };
        let remedy = "give one folder that `linehaul schedule --out` or `linehaul evaluate --out` wrote";
        Err(ReportError::Folder { path: dir.to_owned(), problem: problem.to_owned(), remedy: remedy.to_owned() })
    }
}
