//! Routes into a folder, with the same bytes each time.

use std::path::{Path, PathBuf};

use crate::atomic::{is_occupied, taken, write_folder};
use crate::error::TablesError;
use crate::files;
use crate::replaceable::PAGE;
use crate::routes_folder::{ROUTES_GEOJSON, RouteFiles, RouteSummaryFile};
use crate::rows::Rows;
use crate::schedule_folder::SUMMARY_JSON;
use crate::schema::market_files::MatrixColumns;
use crate::schema::route_files::{CallRows, StopPlanRows, TourRows};
use crate::write_market::matrix_bytes;
use crate::write_table::rows_bytes;

/// What linehaul writes into a folder of routes.
const FILES: [&str; 7] = [
    CallRows::TABLE.file,
    StopPlanRows::TABLE.file,
    TourRows::TABLE.file,
    SUMMARY_JSON,
    ROUTES_GEOJSON,
    MatrixColumns::TABLE.file,
    PAGE,
];

/// Writes a folder of routes, whole or not at all. Routes that are there are replaced, anything else is not. `more` are names and bytes
/// of files that belong into the same folder.
pub fn write_routes(dir: &Path, routes: &RouteFiles, more: Vec<(PathBuf, Vec<u8>)>) -> Result<(), TablesError> {
    let summary = RouteSummaryFile { meta: routes.meta.clone(), summary: routes.summary.clone() };
    let mut json = serde_json::to_vec_pretty(&summary).expect("texts and numbers are JSON");
    json.push(b'\n');
    let mut files: Vec<(PathBuf, Vec<u8>)> = vec![
        file(dir, &routes.calls)?,
        file(dir, &routes.stops)?,
        file(dir, &routes.tours)?,
        (SUMMARY_JSON.into(), json),
    ];
    if let Some(matrix) = &routes.matrix {
        files.push((MatrixColumns::TABLE.file.into(), matrix_bytes(dir, matrix)?));
    }
    files.extend(more);
    write_folder(dir, &files, check_routes_replaceable)
}

/// Refuses a folder that must not be replaced by routes.
pub fn check_routes_replaceable(dir: &Path) -> Result<(), TablesError> {
    let failed = |error| TablesError::io(dir, "use this folder", &error);
    if !is_occupied(dir).map_err(failed)? {
        return Ok(());
    }
    let is_ours = files::read(&dir.join(SUMMARY_JSON))
        .is_ok_and(|json| serde_json::from_slice::<RouteSummaryFile>(&json).is_ok());
    if !is_ours {
        return Err(taken(dir));
    }
    let mut names: Vec<_> = std::fs::read_dir(dir).map_err(failed)?.flatten().map(|entry| entry.file_name()).collect();
    names.sort();
    match names.into_iter().find(|name| !FILES.iter().any(|file| name == file)) {
        None => Ok(()),
        Some(name) => {
            let problem = "this is no file of the routes, and would be deleted with them";
            Err(TablesError::new(&dir.join(name), problem, "move it away, or name a new folder for the routes"))
        }
    }
}

fn file<R: Rows>(dir: &Path, rows: &R) -> Result<(PathBuf, Vec<u8>), TablesError> {
    Ok((R::TABLE.file.into(), rows_bytes(&dir.join(R::TABLE.file), rows, Vec::new())?))
}
