//! A folder of routes into plain columns. Its claims are not judged, only that the files are whole.

use std::path::Path;

use crate::error::TablesError;
use crate::files;
use crate::parquet_table::ParquetTable;
use crate::read_market::read_matrix;
use crate::routes_folder::{RouteFiles, RouteSummaryFile};
use crate::rows::Rows;
use crate::schedule_folder::SUMMARY_JSON;
use crate::schema::market_files::MatrixColumns;

/// Whether a folder holds routes, told by a file that nothing else has.
pub fn are_routes(dir: &Path) -> bool {
    dir.join(crate::schema::route_files::CallColumns::TABLE.file).is_file()
}

/// Reads a folder of routes.
pub fn read_routes(dir: &Path) -> Result<RouteFiles, TablesError> {
    let remedy = "routes are a folder with routes.parquet, stops.parquet, drivers.parquet and summary.json";
    if !dir.is_dir() {
        return Err(TablesError::new(dir, "there is no such folder", remedy));
    }
    let path = dir.join(SUMMARY_JSON);
    if !files::is_there(&path)? {
        return Err(TablesError::new(&path, "the file is missing", remedy));
    }
    let RouteSummaryFile { meta, summary } =
        serde_json::from_slice(&files::read(&path)?).map_err(|error: serde_json::Error| {
            let problem = format!("this is not the summary of routes: {error}");
            TablesError::new(&path, problem, "write the routes again")
                .at_line(Some(error.line()).filter(|&line| line > 0))
        })?;
    let matrix = dir.join(MatrixColumns::TABLE.file);
    Ok(RouteFiles {
        meta,
        summary,
        calls: read_rows(dir)?,
        stops: read_rows(dir)?,
        tours: read_rows(dir)?,
        matrix: if files::is_there(&matrix)? { Some(read_matrix(&matrix)?) } else { None },
    })
}

fn read_rows<R: Rows>(dir: &Path) -> Result<R, TablesError> {
    ParquetTable::read(&dir.join(R::TABLE.file), &R::TABLE)?.rows()
}
