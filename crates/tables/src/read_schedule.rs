//! A schedule folder into plain columns.

use std::path::{Path, PathBuf};

use parquet::file::metadata::KeyValue;

use crate::error::{Fault, TablesError};
use crate::events::EVENTS;
use crate::files;
use crate::parquet_table::ParquetTable;
use crate::rows::Rows;
use crate::schedule_folder::{SUMMARY_JSON, ScheduleFiles, SummaryFile};
use crate::schedule_metadata::{from_key_values, is_of_schedule, key_values, tells_anything, value};
use crate::schema::schedule_files::ScheduleMeta;

/// Reads a schedule folder. Its claims are not judged, only that the files are whole and belong together.
pub fn read_schedule(dir: &Path) -> Result<ScheduleFiles, TablesError> {
    let SummaryFile { meta, summary } = read_summary(dir)?;
    let meta = meta.ok_or_else(|| not_a_summary(dir, "missing field `meta`"))?;
    let check = |origin: &Origin| agree(origin, &meta);
    let (departures, _) = read_rows(dir, check)?;
    let (loads, _) = read_rows(dir, check)?;
    let (packages, _) = read_rows(dir, check)?;
    Ok(ScheduleFiles { meta, summary, departures, loads, packages, events: read_events_text(dir)? })
}

/// Reads a schedule folder of which another program may have saved files again, without the metadata that says what made it.
///
/// What is left of the metadata must still agree. The seed is the one given, or else that of any file. Whoever reads so has to know the
/// case.
pub fn read_schedule_on_trust(dir: &Path, seed: Option<u64>) -> Result<ScheduleFiles, TablesError> {
    let SummaryFile { meta, summary } = read_summary(dir)?;
    let (departures, of_departures) = read_rows(dir, |_| Ok(()))?;
    let (loads, of_loads) = read_rows(dir, |_| Ok(()))?;
    let (packages, of_packages) = read_rows(dir, |_| Ok(()))?;
    let origins = [of_departures, of_loads, of_packages];
    let telling = || origins.iter().filter(|origin| tells_anything(&origin.metadata));
    let meta = meta.or_else(|| telling().find_map(|origin| from_key_values(&origin.metadata)));
    if let Some(meta) = &meta {
        telling().try_for_each(|origin| agree(origin, meta))?;
    }
    let meta = match (meta, seed) {
        (Some(meta), None) => meta,
        (meta, Some(seed)) => ScheduleMeta { seed, ..meta.unwrap_or_default() },
        (None, None) => {
            let problem = "neither this file nor the metadata of the others says which demand was met";
            return Err(TablesError::new(&dir.join(SUMMARY_JSON), problem, "give the seed of the demand: --seed N"));
        }
    };
    Ok(ScheduleFiles { meta, summary, departures, loads, packages, events: read_events_text(dir)? })
}

/// The lines of the events, if there are any.
fn read_events_text(dir: &Path) -> Result<String, TablesError> {
    let path = dir.join(EVENTS);
    if !files::is_there(&path)? {
        return Ok(String::new());
    }
    String::from_utf8(files::read(&path)?)
        .map_err(|_| TablesError::new(&path, "this is not UTF-8", "write the schedule again"))
}

/// What a Parquet file says of where it comes from.
struct Origin {
    path: PathBuf,
    metadata: Vec<KeyValue>,
}

fn read_rows<R: Rows>(
    dir: &Path,
    check: impl Fn(&Origin) -> Result<(), TablesError>,
) -> Result<(R, Origin), TablesError> {
    let path = dir.join(R::TABLE.file);
    let table = ParquetTable::read(&path, &R::TABLE)?;
    let origin = Origin { path, metadata: table.metadata.clone() };
    check(&origin)?;
    Ok((table.rows()?, origin))
}

fn read_summary(dir: &Path) -> Result<SummaryFile, TablesError> {
    let remedy = "a schedule is a folder with departures.parquet, loads.parquet, packages.parquet and summary.json";
    if !dir.is_dir() {
        return Err(TablesError::new(dir, "there is no such folder", remedy));
    }
    let path = dir.join(SUMMARY_JSON);
    if !files::is_there(&path)? {
        return Err(TablesError::new(&path, "the file is missing", remedy));
    }
    serde_json::from_slice(&files::read(&path)?).map_err(|error: serde_json::Error| {
        not_a_summary(dir, &error.to_string()).at_line(Some(error.line()).filter(|&line| line > 0))
    })
}

fn not_a_summary(dir: &Path, why: &str) -> TablesError {
    let problem = format!("this is not the summary of a schedule: {why}");
    TablesError::new(&dir.join(SUMMARY_JSON), problem, "write the schedule again")
}

/// Files of two schedules must not be read as one.
fn agree(origin: &Origin, meta: &ScheduleMeta) -> Result<(), TablesError> {
    if !tells_anything(&origin.metadata) {
        let fault = Fault::new(
            "its metadata does not say which schedule it is of: another program saved the file again",
            "save it with its metadata (docs/commands.md shows how), write the schedule again, or take the case on \
             trust: linehaul verify --trust-case",
        );
        return Err(fault.at(&origin.path));
    }
    let wanted = key_values(meta);
    // Keys of both sides: what only the file says is a difference too.
    let keys = wanted.iter().chain(origin.metadata.iter().filter(|pair| is_of_schedule(&pair.key)));
    for key in keys.map(|pair| pair.key.as_str()) {
        let (found, wanted) = (value(&origin.metadata, key), value(&wanted, key));
        if found != wanted {
            let [found, wanted] = [found, wanted].map(Option::unwrap_or_default);
            let problem = format!("its metadata `{key}` is \"{found}\", that of {SUMMARY_JSON} is \"{wanted}\"");
            let fault = Fault::new(problem, "keep the files of one schedule together, or write it again");
            return Err(fault.at(&origin.path));
        }
    }
    Ok(())
}
