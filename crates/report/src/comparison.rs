//! What changed between two schedules of one case.
//!
//! Both are taken from their files alone. Departures are matched by hour, lane and vehicle type, first those that carry
//! the very same packages; what finds no partner is in one schedule only.

mod departures;
mod figures;
mod lanes;

use std::collections::BTreeMap;

use linehaul_tables::{ScheduleFiles, ScheduleMeta};
use serde::Serialize;

use crate::error::ReportError;
use crate::page::Page;
use crate::script::Module;

pub use departures::{Departure, DepartureChanges};
pub use figures::{FigureChange, Unit};
pub use lanes::{LaneChange, LaneSide};

const BODY: &str = include_str!("../assets/comparison.html");
const MODULES: [Module; 1] = [("comparison.js", include_str!("../assets/js/comparison.js"))];
const DAY_SECONDS: i64 = 86_400;

/// Two schedules, a and b.
#[derive(Clone, Debug, Serialize)]
pub struct Comparison {
    /// What made a.
    pub a: ScheduleMeta,
    /// What made b.
    pub b: ScheduleMeta,
    /// Figures of both summaries.
    pub figures: Vec<FigureChange>,
    /// Lanes that either drove, by how much their cost changed, the largest change first.
    pub lanes: Vec<LaneChange>,
    /// Trucks that either sent.
    pub departures: DepartureChanges,
    /// Days, each with the cost of its departures in a and in b.
    pub days: Days,
}

/// Cost of departures by day, UTC.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Days {
    /// Starts of the days, seconds since 1970-01-01 UTC, `[day]`.
    pub starts: Vec<i64>,
    /// Cost of the day's departures in a, currency, `[day]`.
    pub a: Vec<f64>,
    /// The same in b.
    pub b: Vec<f64>,
}

impl Comparison {
    /// Compares two schedules.
    pub fn of(a: &ScheduleFiles, b: &ScheduleFiles) -> Result<Self, ReportError> {
        if a.meta.case_hash != b.meta.case_hash {
            return Err(ReportError::DifferentCases {
                a: a.meta.case.clone(),
                a_hash: a.meta.case_hash.clone(),
                b: b.meta.case.clone(),
                b_hash: b.meta.case_hash.clone(),
            });
        }
        Ok(Self {
            a: a.meta.clone(),
            b: b.meta.clone(),
            figures: figures::changes(&a.summary, &b.summary),
            lanes: lanes::changes(&a.departures, &b.departures),
            departures: DepartureChanges::of(a, b),
            days: days(a, b),
        })
    }
}

/// The page of a comparison.
pub fn page(comparison: &Comparison) -> String {
    let title = format!("{} against {} on {} · linehaul", comparison.b.policy, comparison.a.policy, comparison.a.case);
    Page { title: &title, body: BODY, modules: &MODULES }.html(comparison)
}

fn days(a: &ScheduleFiles, b: &ScheduleFiles) -> Days {
    let mut costs: BTreeMap<i64, [f64; 2]> = BTreeMap::new();
    for (side, files) in [a, b].into_iter().enumerate() {
        for (time, cost) in files.departures.departed_at.iter().zip(&files.departures.costs) {
            costs.entry(time.div_euclid(DAY_SECONDS)).or_default()[side] += cost;
        }
    }
    let (Some((&first, _)), Some((&last, _))) = (costs.first_key_value(), costs.last_key_value()) else {
        return Days::default();
    };
    let of = |day: i64, side: usize| costs.get(&day).map_or(0.0, |cost| cost[side]);
    Days {
        starts: (first..=last).map(|day| day * DAY_SECONDS).collect(),
        a: (first..=last).map(|day| of(day, 0)).collect(),
        b: (first..=last).map(|day| of(day, 1)).collect(),
    }
}

#[cfg(test)]
mod tests;
