//! Where a use case reads and writes: refused up front where a result would take the place of an input or of another result.
//!
//! Results may lie beside inputs and beside one another, in the same folders. What may not be is one file that is two things, a file
//! where a folder must be, or an input in a folder that is replaced, because it would be gone afterwards.

use std::path::{Path, PathBuf, absolute};

use linehaul_tables::check_replaceable;

use crate::cases::case_folders;
use crate::failure::Failure;

/// Files of a schedule folder.
pub const SCHEDULE_FILES: [&str; 5] =
    ["departures.parquet", "loads.parquet", "packages.parquet", "summary.json", "events.jsonl"];
/// Files of a case folder.
const CASE_FILES: [&str; 7] =
    ["case.toml", "hubs.csv", "lanes.csv", "vehicles.csv", "packages.parquet", "packages.csv", "rules.toml"];
/// Files of a market folder.
const MARKET_FILES: [&str; 9] = [
    "market.toml",
    "stops.csv",
    "stops.parquet",
    "vehicles.csv",
    "vehicles.parquet",
    "drivers.csv",
    "drivers.parquet",
    "matrix.csv",
    "matrix.parquet",
];
/// Files of evaluations and of training runs, of one or of many.
const RESULT_FILES: [&str; 13] = [
    "runs.parquet",
    "comparison.json",
    "marl-eval.json",
    "config.toml",
    "cases.json",
    "metrics.jsonl",
    "metrics.parquet",
    "held-out.jsonl",
    "held-out-worlds.json",
    "latest.safetensors",
    "best.safetensors",
    "multipliers.json",
    "sweep.json",
];

/// The places of one request.
#[derive(Default)]
pub struct Places {
    read: Vec<PathBuf>,
    written: Vec<PathBuf>,
    replaced: Option<PathBuf>,
}

impl Places {
    /// Files that are read.
    pub fn reads<P: AsRef<Path>>(&mut self, files: impl IntoIterator<Item = P>) {
        self.read.extend(files.into_iter().map(|file| file.as_ref().to_owned()));
    }

    /// A case folder that is read, or a folder of cases.
    pub fn reads_case(&mut self, folder: &Path) {
        self.reads_in(&case_folders(folder), &CASE_FILES);
    }

    /// A market folder that is read.
    pub fn reads_market(&mut self, folder: &Path) {
        self.reads_in(&[folder.to_owned()], &MARKET_FILES);
    }

    /// A folder of results that is read, with those right below it.
    pub fn reads_results(&mut self, folder: &Path) {
        let below = std::fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path());
        let folders: Vec<PathBuf> = below.chain([folder.to_owned()]).collect();
        self.reads_in(&folders, &SCHEDULE_FILES);
        self.reads_in(&folders, &RESULT_FILES);
    }

    fn reads_in(&mut self, folders: &[PathBuf], names: &[&str]) {
        self.reads(folders.iter().flat_map(|folder| names.iter().map(move |name| folder.join(name))));
    }

    /// Files that are written.
    pub fn writes<P: AsRef<Path>>(&mut self, files: impl IntoIterator<Item = P>) {
        self.written.extend(files.into_iter().map(|file| file.as_ref().to_owned()));
    }

    /// A folder that is replaced by one with these files.
    pub fn replaces(&mut self, folder: &Path, files: &[&str]) {
        self.writes(files.iter().map(|name| folder.join(name)));
        self.replaced = Some(folder.to_owned());
    }

    /// Refuses what would spoil something.
    pub fn check(&self) -> Result<(), Failure> {
        let read: Vec<(&PathBuf, PathBuf)> =
            self.read.iter().filter(|path| path.exists()).map(|path| (path, resolved(path))).collect();
        if let Some(folder) = &self.replaced {
            let whole = resolved(folder);
            if let Some((inside, _)) = read.iter().find(|(_, place)| place.starts_with(&whole)) {
                let problem = format!("{}: would be replaced, and {} is read", folder.display(), inside.display());
                return Err(Failure::new(problem, "write to another folder, or move what is read out of this one"));
            }
        }
        let written: Vec<PathBuf> = self.written.iter().map(|path| resolved(path)).collect();
        for (at, (path, place)) in self.written.iter().zip(&written).enumerate() {
            let problem = if read.iter().any(|(_, read)| read == place) {
                "is read, and would be written over"
            } else if written[..at].contains(place) {
                "two results would be written here"
            } else if written.iter().any(|other| other != place && other.starts_with(place)) {
                "this is the folder of other results"
            } else {
                continue;
            };
            return Err(Failure::new(format!("{}: {problem}", path.display()), "name another file"));
        }
        if let Some(folder) = &self.replaced {
            let whole = resolved(folder);
            let inside: Vec<&Path> = written.iter().filter_map(|place| place.strip_prefix(&whole).ok()).collect();
            check_replaceable(folder, &inside)?;
        }
        Ok(())
    }
}

/// Makes sure that results can be written before an hour is spent on computing them.
pub fn writable_folder(folder: &Path) -> Result<(), Failure> {
    let refused = |error: std::io::Error| {
        let problem = format!("{}: cannot write here: {error}", folder.display());
        Failure::new(problem, "choose another folder, or change its permissions")
    };
    std::fs::create_dir_all(folder).map_err(refused)?;
    let probe = folder.join(format!(".probe-{}", std::process::id()));
    std::fs::write(&probe, []).map_err(refused)?;
    std::fs::remove_file(&probe).map_err(refused)
}

/// The name of a file below a folder; `None` if it lies elsewhere.
pub fn name_within(folder: &Path, file: &Path) -> Option<PathBuf> {
    resolved(file).strip_prefix(resolved(folder)).ok().map(Path::to_owned)
}

/// A path without links and detours, as far as it exists.
fn resolved(path: &Path) -> PathBuf {
    let (mut there, mut rest) = (absolute(path).unwrap_or_else(|_| path.to_owned()), Vec::new());
    loop {
        if let Ok(there) = there.canonicalize() {
            return rest.into_iter().rev().fold(there, |path, name| path.join(name));
        }
        let Some(name) = there.file_name().map(ToOwned::to_owned) else { return path.to_owned() };
        rest.push(name);
        there.pop();
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    fn problem(places: &Places) -> String {
        places.check().map_or_else(|failure| failure.message, |()| String::new())
    }

    #[test]
    fn results_may_lie_beside_inputs_and_one_another() {
        let folder = tempfile::tempdir().unwrap();
        let case = folder.path().join("case");
        fs::create_dir(&case).unwrap();
        fs::write(case.join("case.toml"), "").unwrap();
        let mut places = Places::default();
        places.reads_case(&case);
        places.replaces(&case.join("schedule"), &SCHEDULE_FILES);
        places.writes([case.join("schedule/decisions"), case.join("late-price.toml")]);
        assert_eq!(problem(&places), "");
    }

    #[test]
    fn no_result_takes_the_place_of_an_input_or_of_another_result() {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        for name in ["case.toml", "out/policy.toml"] {
            fs::create_dir_all(at("out")).unwrap();
            fs::write(at(name), "").unwrap();
        }
        let refused = |out: &str, file: &str, part: &str| {
            let mut places = Places::default();
            places.reads_case(folder.path());
            places.reads([at("out/policy.toml")]);
            places.replaces(&at(out), &SCHEDULE_FILES);
            places.writes([at(file)]);
            let problem = problem(&places);
            assert!(problem.contains(part), "{out} {file}: {problem:?}");
        };
        refused("out", "decisions", "out/policy.toml is read");
        refused("new", "out/../case.toml", "case.toml: is read");
        refused("new", "new/loads.parquet", "new/loads.parquet: two results");
        refused("new", "new", "new: this is the folder of other results");
        refused("new/deep", "new", "new: this is the folder of other results");
    }
}
