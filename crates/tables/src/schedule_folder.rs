//! A schedule as its files tell it, in plain columns: an auditor needs neither Arrow nor the simulator.
//!
//! Ids are text where the files have text, and times are whole seconds since 1970-01-01 UTC; nothing refers to indices of a
//! case, so a schedule can be read without one.

use linehaul_case::PackageIds;
use linehaul_case::schedule::Summary;
use serde::{Deserialize, Serialize};

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

/// What made a schedule: enough to make it again, byte for byte.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ScheduleMeta {
    /// Name of the case.
    pub case: String,
    /// Hash of the case's files.
    pub case_hash: String,
    /// Name of the policy.
    pub policy: String,
    /// Hash of the policy's settings or weights.
    pub policy_hash: String,
    /// Seed of the demand.
    pub seed: u64,
    /// Late price that the policy was given, currency; 0 where nothing is said. No cost of the summary has it.
    #[serde(default)]
    pub late_price: f64,
    /// Version of linehaul.
    pub version: String,
}

/// Trucks that left, one entry each in every column.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct DepartureRows {
    /// Unique ids, from 1.
    pub ids: Vec<i64>,
    /// Departures, seconds since 1970-01-01 UTC.
    pub departed_at: Vec<i64>,
    /// Arrivals, seconds since 1970-01-01 UTC.
    pub arrives_at: Vec<i64>,
    /// Origin hubs.
    pub origins: Vec<String>,
    /// Destination hubs of the lanes.
    pub destinations: Vec<String>,
    /// Vehicle types.
    pub vehicle_types: Vec<String>,
    /// Loaded kilograms.
    pub kg: Vec<f64>,
    /// Loaded cubic metres.
    pub m3: Vec<f64>,
    /// Larger of the used shares of weight and volume.
    pub fill: Vec<f64>,
    /// Lengths of the lanes, kilometres.
    pub km: Vec<f64>,
    /// Costs in the case's currency.
    pub costs: Vec<f64>,
}

/// What the trucks carried, one entry a package and leg.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct LoadRows {
    /// Trucks.
    pub departure_ids: Vec<i64>,
    /// Packages.
    pub package_ids: PackageIds,
    /// Weights of the packages, kilograms.
    pub kg: Vec<f64>,
    /// Volumes of the packages, cubic metres.
    pub m3: Vec<f64>,
}

/// What became of the packages, one entry each.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PackageRows {
    /// Unique ids.
    pub ids: PackageIds,
    /// Deliveries, seconds since 1970-01-01 UTC; `None` while under way at the end.
    pub delivered_at: Vec<Option<i64>>,
    /// Delivered after the due hour, or due within the horizon and not delivered.
    pub late: Vec<bool>,
    /// Trucks that carried the package.
    pub hops: Vec<i32>,
    /// Hours from release to delivery.
    pub transit_hours: Vec<Option<i32>>,
}
