//! Lanes in two schedules.

use std::collections::BTreeMap;

use linehaul_tables::DepartureRows;
use serde::Serialize;

/// A lane that either schedule drove.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct LaneChange {
    /// Id of the origin.
    pub from: String,
    /// Id of the destination.
    pub to: String,
    /// In a.
    pub a: LaneSide,
    /// In b.
    pub b: LaneSide,
}

/// A lane in one schedule.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub struct LaneSide {
    /// Trucks that left.
    pub departures: u64,
    /// Their cost, currency.
    pub cost: f64,
    /// Mean of their fills, 0 to 1; 0 without trucks.
    pub fill: f64,
}

/// Lanes by how much their cost changed, the largest change first, then by name.
pub(super) fn changes(a: &DepartureRows, b: &DepartureRows) -> Vec<LaneChange> {
    let mut lanes: BTreeMap<(&str, &str), [LaneSide; 2]> = BTreeMap::new();
    for (side, rows) in [a, b].into_iter().enumerate() {
        for row in 0..rows.ids.len() {
            let lane = &mut lanes.entry((&rows.origins[row], &rows.destinations[row])).or_default()[side];
            lane.departures += 1;
            lane.cost += rows.costs[row];
            // The sum until all are counted.
            lane.fill += rows.fill[row];
        }
    }
    let mean = |side: LaneSide| LaneSide { fill: side.fill / side.departures.max(1) as f64, ..side };
    let mut changes: Vec<LaneChange> = lanes
        .into_iter()
        .map(|((from, to), [a, b])| LaneChange { from: from.to_owned(), to: to.to_owned(), a: mean(a), b: mean(b) })
        .collect();
    let change = |lane: &LaneChange| (lane.b.cost - lane.a.cost).abs();
    changes.sort_by(|x, y| change(y).total_cmp(&change(x)));
    changes
}
