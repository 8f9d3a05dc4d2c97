//! A schedule folder in memory: its tables, its figures, and what made it.

use linehaul_case::schedule::Summary;
use serde::{Deserialize, Serialize};

use crate::schema::schedule_files::{DepartureRows, LoadRows, PackageRows, ScheduleMeta};

/// Name of the file with figures and metadata.
pub(crate) const SUMMARY_JSON: &str = "summary.json";

/// A schedule folder in memory.
#[derive(Clone, Debug)]
pub struct ScheduleFiles {
    /// What made the schedule.
    pub meta: ScheduleMeta,
    /// The figures that it claims.
    pub summary: Summary,
    /// `departures.parquet`
    pub departures: DepartureRows,
    /// `loads.parquet`
    pub loads: LoadRows,
    /// `packages.parquet`
    pub packages: PackageRows,
}

/// `summary.json`
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct SummaryFile {
    /// Always written; only who takes a case on trust reads on without it.
    pub meta: Option<ScheduleMeta>,
    pub summary: Summary,
}
