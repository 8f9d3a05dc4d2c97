//! Why there is no report.

use std::path::PathBuf;

use linehaul_tables::TablesError;

/// A folder that cannot be reported on.
#[derive(Debug, thiserror::Error)]
pub enum ReportError {
    /// A file that cannot be read or written.
    #[error(transparent)]
    Tables(#[from] TablesError),
    /// A folder that holds nothing that a report is made of.
    #[error("{}: {problem}; {remedy}", path.display())]
    Folder {
        /// The folder.
        path: PathBuf,
        /// What is wrong with it.
        problem: String,
        /// What to do about it.
        remedy: String,
    },
    /// A row that the case, or another file of the schedule, contradicts.
    #[error("{table}, row {row}, {column}: {problem}; {}", Self::CONTRADICTION_REMEDY)]
    Contradiction {
        /// File of the schedule.
        table: &'static str,
        /// Row, from 1.
        row: usize,
        /// Column.
        column: &'static str,
        /// What is wrong, with the value.
        problem: String,
    },
    /// Two schedules of different cases.
    #[error(
        "the schedules are of different cases: \"{a}\" (hash {a_hash}) and \"{b}\" (hash {b_hash}); compare schedules of one case"
    )]
    DifferentCases {
        /// Case of the first.
        a: String,
        /// Its hash.
        a_hash: String,
        /// Case of the second.
        b: String,
        /// Its hash.
        b_hash: String,
    },
}

impl ReportError {
    /// What to do about a contradiction.
    pub const CONTRADICTION_REMEDY: &str = "see what else is wrong with `linehaul verify`, or write the schedule again";
}
