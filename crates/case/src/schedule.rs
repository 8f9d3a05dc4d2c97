//! A schedule in memory: every truck that left, what it carried, and what became of each package.
//!
//! Packages are rows of the demand's package table ([`crate::Demand::packages`]), lanes and types indices of the case.

use serde::{Deserialize, Serialize};

use crate::ids::{LaneId, TypeId};

/// The result of one simulated horizon.
#[derive(Clone, Debug, Default)]
pub struct Schedule {
    /// Seed of the demand that was met.
    pub seed: u64,
    /// Trucks in order of departure hour, then lane.
    pub departures: Departures,
    /// One entry a package row: hour of delivery, `None` while under way.
    pub delivered_hours: Vec<Option<u16>>,
    /// One entry a package row: trucks that carried it.
    pub hops: Vec<u16>,
    /// One entry a package row: delivered after its due hour, or due within the horizon and not delivered.
    pub late: Vec<bool>,
    /// All figures.
    pub summary: Summary,
}

/// Trucks in columns.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Departures {
    /// Departure hours.
    pub hours: Vec<u16>,
    /// Arrival hours.
    pub arrival_hours: Vec<u16>,
    /// Lanes driven.
    pub lanes: Vec<LaneId>,
    /// Vehicle types.
    pub types: Vec<TypeId>,
    /// Loaded grams.
    pub grams: Vec<u64>,
    /// Loaded millilitres.
    pub ml: Vec<u64>,
    /// Costs in the case's currency.
    pub costs: Vec<f64>,
    /// `loads[ends[i - 1]..ends[i]]` is what truck `i` carried.
    pub ends: Vec<u32>,
    /// Package rows.
    pub loads: Vec<u32>,
}

impl Departures {
    /// Number of trucks.
    pub fn len(&self) -> usize {
        self.hours.len()
    }

    /// Whether no truck left.
    pub fn is_empty(&self) -> bool {
        self.hours.is_empty()
    }

    /// Package rows that a truck carried.
    pub fn load(&self, truck: usize) -> &[u32] {
        let start = if truck == 0 { 0 } else { self.ends[truck - 1] as usize };
        &self.loads[start..self.ends[truck] as usize]
    }
}

/// Every figure of a schedule; `docs/metrics.md` defines each. Money in the case's currency, times in hours.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Summary {
    /// Sum over departures of (cost a dispatch + cost a km x km) x multiplier x tariff.
    pub shipment_cost: f64,
    /// One-off penalties of late packages.
    pub late_penalty_cost: f64,
    /// What late packages cost for each hour that they went on waiting.
    pub late_waiting_cost: f64,
    /// Both late costs.
    pub sla_cost: f64,
    /// What carrying everything still under way to its destination is taken to cost.
    pub settlement_cost: f64,
    /// Shipment, SLA and settlement.
    pub total_cost: f64,
    /// No schedule of this case can cost less.
    pub lower_bound: f64,
    /// Total cost over lower bound.
    pub cost_to_bound: f64,
    /// Packages of the demand.
    pub packages: u64,
    /// Packages at their destination.
    pub delivered: u64,
    /// Packages waiting or on a truck at the end.
    pub under_way: u64,
    /// Packages that were cancelled before they were delivered; neither under way nor judged.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub cancelled: u64,
    /// Packages delivered, or due within the horizon.
    pub judged: u64,
    /// Of these: delivered after the due hour, or not delivered.
    pub late: u64,
    /// Late over judged; 0 when none is judged.
    pub late_share: f64,
    /// Trucks that left.
    pub departures: u64,
    /// Trucks by type, in the case's order of types (ascending size).
    pub departures_by_type: Vec<TypeCount>,
    /// Loaded m3 over offered m3, all departures.
    pub fill_m3: f64,
    /// Loaded kg over offered kg, all departures.
    pub fill_kg: f64,
    /// Mean m3 capacity of the trucks that left.
    pub mean_vehicle_m3: f64,
    /// Kilometres driven.
    pub vehicle_km: f64,
    /// Mean hours from release to delivery, delivered packages.
    pub mean_transit_hours: f64,
    /// Mean hours at hubs from release to delivery, delivered packages.
    pub mean_dwell_hours: f64,
    /// Mean trucks a delivered package took.
    pub mean_hops: f64,
}

#[allow(clippy::trivially_copy_pass_by_ref, reason = "the signature that serde asks for")]
fn is_zero(count: &u64) -> bool {
    *count == 0
}

/// Departures of one vehicle type.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TypeCount {
    /// The type's id.
    pub vehicle_type: String,
    /// Trucks that left.
    pub departures: u64,
}
