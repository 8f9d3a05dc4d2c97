//! What a new schedule may take the place of: nothing, or a schedule with nothing of the user's in its folder.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use crate::atomic::{is_occupied, taken, target_and_owner};
use crate::error::TablesError;
use crate::events::EVENTS;
use crate::files;
use crate::rows::Rows;
use crate::schedule_folder::{SUMMARY_JSON, SummaryFile};
use crate::schema::schedule_files::{DepartureRows, LoadRows, PackageRows};

/// File of a plan anew that lists the trucks that changed.
pub const CHANGES: &str = "changes.csv";
/// File of what a solver of the dock, or a certified load, was found to be worth.
pub const LOADING: &str = "loading.json";
/// File of the load that was furthest from the best.
pub const WORST_LOAD: &str = "worst-load.json";
/// Page of a folder.
pub const PAGE: &str = "report.html";

/// What linehaul writes into the folder of a schedule without being told a name, at once or later.
const FILES: [&str; 9] = [
    DepartureRows::TABLE.file,
    LoadRows::TABLE.file,
    PackageRows::TABLE.file,
    SUMMARY_JSON,
    EVENTS,
    CHANGES,
    LOADING,
    WORST_LOAD,
    PAGE,
];

/// Refuses a folder that must not be replaced by a schedule. `written` are files that the new one has, by their names below the folder:
/// older ones of these names may go, and so may all that linehaul writes there by itself.
pub fn check_replaceable(dir: &Path, written: &[&Path]) -> Result<(), TablesError> {
    let failed = |error| TablesError::io(dir, "use this folder", &error);
    if !is_occupied(dir).map_err(failed)? {
        return Ok(());
    }
    if !is_schedule(dir) {
        return Err(taken(dir));
    }
    match stranger(dir, Path::new(""), written).map_err(failed)? {
        None => Ok(()),
        Some(name) => {
            let problem = "this is no file of the schedule, and would be deleted with it";
            Err(TablesError::new(&dir.join(name), problem, "move it away, or name a new folder for the schedule"))
        }
    }
}

fn is_schedule(dir: &Path) -> bool {
    files::read(&dir.join(SUMMARY_JSON)).is_ok_and(|json| serde_json::from_slice::<SummaryFile>(&json).is_ok())
}

/// The first name, below `dir`, of what would be missed. `below` is where to look.
fn stranger(dir: &Path, below: &Path, written: &[&Path]) -> io::Result<Option<PathBuf>> {
    let mut entries = fs::read_dir(dir.join(below))?.collect::<io::Result<Vec<_>>>()?;
    entries.sort_by_key(fs::DirEntry::file_name);
    for entry in entries {
        let name = below.join(entry.file_name());
        let may_go = if !entry.file_type()?.is_dir() {
            is_own(&name, written)
        } else if !written.iter().any(|file| file.starts_with(&name)) {
            false
        } else if let Some(name) = stranger(dir, &name, written)? {
            return Ok(Some(name));
        } else {
            true
        };
        if !may_go {
            return Ok(Some(name));
        }
    }
    Ok(None)
}

/// Whether it is a file of the schedule, or what a write of one has left.
fn is_own(name: &Path, written: &[&Path]) -> bool {
    let hidden = name.file_name().and_then(|name| name.to_str()).and_then(target_and_owner);
    let name = hidden.map_or_else(|| name.to_owned(), |(target, _)| name.with_file_name(target));
    FILES.iter().any(|file| name == Path::new(file)) || written.contains(&name.as_path())
}
