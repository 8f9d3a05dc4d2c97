//! A rule that a case breaks, with the place.

use std::fmt;

/// A table of the case.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Table {
    /// `case.toml`
    Case,
    /// `hubs.csv`
    Hubs,
    /// `lanes.csv`
    Lanes,
    /// `vehicles.csv`
    Vehicles,
    /// `packages.parquet` or `packages.csv`
    Packages,
    /// `rules.toml`
    Rules,
}

/// A rule that the case breaks.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{table}{}{}: {problem}", row_text(*.row), column_text(.column))]
pub struct CaseError {
    /// Where: the table.
    pub table: Table,
    /// Where: the data row, from 0.
    pub row: Option<usize>,
    /// Where: the column or key.
    pub column: &'static str,
    /// What is wrong, with the value.
    pub problem: String,
    /// What to do about it.
    pub remedy: String,
}

impl Table {
    /// A rule that is broken here; the row counts from 0.
    pub(crate) fn fault(
        self,
        row: impl Into<Option<usize>>,
        column: &'static str,
        problem: impl Into<String>,
        remedy: impl Into<String>,
    ) -> CaseError {
        CaseError { table: self, row: row.into(), column, problem: problem.into(), remedy: remedy.into() }
    }
}

fn row_text(row: Option<usize>) -> String {
    row.map_or_else(String::new, |row| format!(" row {}", row + 1))
}

fn column_text(column: &str) -> String {
    if column.is_empty() { String::new() } else { format!(", {column}") }
}

impl fmt::Display for Table {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Case => "case",
            Self::Hubs => "hubs",
            Self::Lanes => "lanes",
            Self::Vehicles => "vehicles",
            Self::Packages => "packages",
            Self::Rules => "rules",
        })
    }
}
