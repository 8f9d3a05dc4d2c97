//! `runs.parquet` of an evaluation: one row a run, in plain columns.

use std::path::Path;

use crate::column::Table;
use crate::error::TablesError;
use crate::parquet_table::ParquetTable;
use crate::rows::Rows;
use crate::schema::run_files::RunRows;

/// Reads the runs of an evaluation's folder, whose table may have more columns.
pub fn read_runs(dir: &Path) -> Result<RunRows, TablesError> {
    const RUNS: Table = RunRows::TABLE;
    ParquetTable::read_some(&dir.join(RUNS.file), &RUNS)?.rows()
}
