//! What an audit found: every broken claim counted, the first of each column kept.

use std::fmt;

use linehaul_tables::Column;
use serde::Serialize;

use crate::figures;

/// Most claims that are kept for one column of one table: a mistake that is made everywhere is understood from a few rows, and
/// would otherwise hide the others.
pub const KEPT_PER_COLUMN: usize = 20;

/// The result of an audit.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Report {
    /// Broken claims in the order of the proof, at most 20 of each column.
    pub broken: Vec<Claim>,
    /// All broken claims, kept or not.
    pub n_broken: Counts,
    /// All claims that were checked.
    pub checked: Counts,
    /// Whether the case was taken on trust: nothing was checked of the metadata.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub case_on_trust: bool,
}

/// A claim of a schedule that does not hold.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Claim {
    /// The table.
    pub table: Table,
    /// The data row, from 1; none for a claim of the whole table.
    pub row: Option<usize>,
    /// The column, or the key of the summary or metadata.
    pub column: &'static str,
    /// What the schedule says.
    pub stated: String,
    /// What holds.
    pub expected: String,
    /// Where the rule is written.
    pub rule: &'static str,
}

/// A file of a schedule.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Table {
    /// Key-value metadata of the Parquet files.
    Metadata,
    /// `departures.parquet`
    Departures,
    /// `loads.parquet`
    Loads,
    /// `packages.parquet`
    Packages,
    /// `summary.json`
    Summary,
    /// `events.jsonl`
    Events,
    /// `routes.parquet`
    Calls,
    /// `stops.parquet`
    StopPlans,
    /// `drivers.parquet`
    Tours,
}

/// Claims by table.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Counts {
    /// Of the metadata.
    pub metadata: u64,
    /// Of `departures.parquet`, its rules included.
    pub departures: u64,
    /// Of `loads.parquet`, the way of each package included.
    pub loads: u64,
    /// Of `packages.parquet`.
    pub packages: u64,
    /// Of `summary.json`.
    pub summary: u64,
    /// Of `events.jsonl`.
    #[serde(skip_serializing_if = "is_zero")]
    pub events: u64,
    /// Of `routes.parquet`, the rules of the market included.
    #[serde(skip_serializing_if = "is_zero")]
    pub calls: u64,
    /// Of `stops.parquet`.
    #[serde(skip_serializing_if = "is_zero")]
    pub stop_plans: u64,
    /// Of `drivers.parquet`.
    #[serde(skip_serializing_if = "is_zero")]
    pub tours: u64,
}

#[allow(clippy::trivially_copy_pass_by_ref, reason = "the signature that serde asks for")]
fn is_zero(count: &u64) -> bool {
    *count == 0
}

/// Where a claim stands; the row counts from 0.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Place {
    table: Table,
    row: Option<usize>,
    column: &'static str,
}

impl Report {
    /// Whether every claim holds.
    pub fn holds(&self) -> bool {
        self.broken.is_empty()
    }

    /// Counts a claim, and keeps it if it is broken. Says whether it holds.
    pub(crate) fn check(
        &mut self,
        holds: bool,
        place: Place,
        rule: &'static str,
        stated_and_expected: impl FnOnce() -> (String, String),
    ) -> bool {
        self.checked.add(place.table);
        if holds {
            return true;
        }
        self.n_broken.add(place.table);
        let alike = |claim: &&Claim| (claim.table, claim.column) == (place.table, place.column);
        if self.broken.iter().filter(alike).count() < KEPT_PER_COLUMN {
            let (stated, expected) = stated_and_expected();
            let row = place.row.map(|row| row + 1);
            self.broken.push(Claim { table: place.table, row, column: place.column, stated, expected, rule });
        }
        false
    }

    /// A claim that holds when both are equal.
    pub(crate) fn equal<T: Copy + PartialEq + fmt::Display>(
        &mut self,
        place: Place,
        rule: &'static str,
        stated: T,
        expected: T,
    ) -> bool {
        self.check(stated == expected, place, rule, || (stated.to_string(), expected.to_string()))
    }

    /// A claim that holds when both agree within [`figures::EXACT`] or [`figures::MONEY`].
    pub(crate) fn close(&mut self, place: Place, rule: &'static str, figure: figures::Figure) -> bool {
        self.check(figure.agrees(), place, rule, || figure.texts())
    }

    /// Claims that the columns of a table are equally long, and gives the number of rows that all of them have.
    ///
    /// The usual length is the median, so that one column cut short is one broken claim.
    pub(crate) fn common_rows(&mut self, table: Table, columns: &[(&Column, usize)]) -> usize {
        let mut lengths: Vec<usize> = columns.iter().map(|column| column.1).collect();
        lengths.sort_unstable();
        let usual = lengths[lengths.len() / 2];
        for &(column, length) in columns {
            self.check(length == usual, table.whole(column), "columns of a table are equally long", || {
                (format!("{length} rows"), format!("{usual} rows"))
            });
        }
        lengths[0]
    }
}

impl Table {
    pub(crate) fn at(self, row: usize, column: &Column) -> Place {
        Place { table: self, row: Some(row), column: column.name }
    }

    /// A line of a file that has no columns.
    pub(crate) fn line(self, row: usize) -> Place {
        Place { table: self, row: Some(row), column: "event" }
    }

    pub(crate) fn whole(self, column: &Column) -> Place {
        Place { table: self, row: None, column: column.name }
    }
}

impl Counts {
    /// Claims of all tables.
    pub fn total(&self) -> u64 {
        self.metadata
            + self.departures
            + self.loads
            + self.packages
            + self.summary
            + self.events
            + self.calls
            + self.stop_plans
            + self.tours
    }

    fn add(&mut self, table: Table) {
        *match table {
            Table::Metadata => &mut self.metadata,
            Table::Departures => &mut self.departures,
            Table::Loads => &mut self.loads,
            Table::Packages => &mut self.packages,
            Table::Summary => &mut self.summary,
            Table::Events => &mut self.events,
            Table::Calls => &mut self.calls,
            Table::StopPlans => &mut self.stop_plans,
            Table::Tours => &mut self.tours,
        } += 1;
    }
}

impl fmt::Display for Table {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Metadata => "metadata",
            Self::Departures => "departures",
            Self::Loads => "loads",
            Self::Packages => "packages",
            Self::Summary => "summary",
            Self::Events => "events",
            Self::Calls => "routes",
            Self::StopPlans => "stops",
            Self::Tours => "drivers",
        })
    }
}

impl fmt::Display for Claim {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.table)?;
        if let Some(row) = self.row {
            write!(f, " row {row}")?;
        }
        write!(f, ", {}: states {}, expected {} ({})", self.column, self.stated, self.expected, self.rule)
    }
}
