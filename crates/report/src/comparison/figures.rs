//! The figures of two summaries, side by side.

use linehaul_case::schedule::{Summary, TypeCount};
use serde::Serialize;

/// What a figure counts, which says how to show it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Unit {
    /// Currency of the case.
    Money,
    /// A share, 0 to 1.
    Share,
    /// A ratio.
    Ratio,
    /// Trucks, packages.
    Count,
    /// Kilometres.
    Km,
    /// Cubic metres.
    M3,
    /// Hours.
    Hours,
}

/// A figure in both schedules.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct FigureChange {
    /// Its name in `summary.json`; a vehicle type's id after `departures: `.
    pub name: String,
    /// What it counts.
    pub unit: Unit,
    /// Its value in a.
    pub a: f64,
    /// Its value in b.
    pub b: f64,
}

/// Figures in the order in which they are read.
pub(super) fn changes(a: &Summary, b: &Summary) -> Vec<FigureChange> {
    let change =
        |name: &str, unit, of: fn(&Summary) -> f64| FigureChange { name: name.to_owned(), unit, a: of(a), b: of(b) };
    let mut changes = vec![
        change("total_cost", Unit::Money, |summary| summary.total_cost),
        change("shipment_cost", Unit::Money, |summary| summary.shipment_cost),
        change("late_penalty_cost", Unit::Money, |summary| summary.late_penalty_cost),
        change("late_waiting_cost", Unit::Money, |summary| summary.late_waiting_cost),
        change("settlement_cost", Unit::Money, |summary| summary.settlement_cost),
        change("cost_to_bound", Unit::Ratio, |summary| summary.cost_to_bound),
        change("late_share", Unit::Share, |summary| summary.late_share),
        change("late", Unit::Count, |summary| summary.late as f64),
        change("departures", Unit::Count, |summary| summary.departures as f64),
    ];
    changes.extend(type_changes(&a.departures_by_type, &b.departures_by_type));
    changes.extend([
        change("fill_m3", Unit::Share, |summary| summary.fill_m3),
        change("fill_kg", Unit::Share, |summary| summary.fill_kg),
        change("mean_vehicle_m3", Unit::M3, |summary| summary.mean_vehicle_m3),
        change("vehicle_km", Unit::Km, |summary| summary.vehicle_km),
        change("mean_transit_hours", Unit::Hours, |summary| summary.mean_transit_hours),
        change("mean_dwell_hours", Unit::Hours, |summary| summary.mean_dwell_hours),
        change("delivered", Unit::Count, |summary| summary.delivered as f64),
        change("under_way", Unit::Count, |summary| summary.under_way as f64),
    ]);
    changes
}

/// Types of a, then those that only b has.
fn type_changes(a: &[TypeCount], b: &[TypeCount]) -> Vec<FigureChange> {
    let count = |types: &[TypeCount], id: &str| {
        types.iter().find(|other| other.vehicle_type == id).map_or(0.0, |other| other.departures as f64)
    };
    let more = b.iter().filter(|other| a.iter().all(|known| known.vehicle_type != other.vehicle_type));
    a.iter()
        .chain(more)
        .map(|known| FigureChange {
            name: format!("departures: {}", known.vehicle_type),
            unit: Unit::Count,
            a: count(a, &known.vehicle_type),
            b: count(b, &known.vehicle_type),
        })
        .collect()
}
