//! What an episode has cost and moved so far, in all and lane by lane in the current step.

use serde::{Deserialize, Serialize};

use crate::fields::clone_fields;

/// Running figures of a world.
#[derive(Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Ledger {
    /// Shipment cost, currency.
    pub shipment: f64,
    /// One-off penalties that fell due, millionths of the currency, without any late price.
    pub penalty: i64,
    /// Penalties of the packages that waited late, once for each hour, millionths.
    pub late_waiting: i64,
    /// Settlement at the end, currency; 0 before.
    pub settlement: f64,
    /// Trucks that left, `[type]`.
    pub departures: Vec<u32>,
    /// Loaded grams and millilitres of all trucks that left.
    pub loaded: (u64, u64),
    /// Packages delivered.
    pub delivered: u64,
    /// Packages delivered after their due hour; from the end on also those due within the horizon and not delivered.
    pub late: u64,
    /// Packages delivered; from the end on also those due within the horizon and not delivered.
    pub judged: u64,
    /// Packages that were cancelled before they were delivered.
    pub cancelled: u64,
}

clone_fields!(Ledger {
    shipment,
    penalty,
    late_waiting,
    settlement,
    departures,
    loaded,
    delivered,
    late,
    judged,
    cancelled
});

/// Parts of the reward of the current step, currency, `[lane]` each.
#[derive(Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct StepCosts {
    /// Vehicle costs of the lane's trucks.
    pub vehicles: Vec<f64>,
    /// What a full largest vehicle would have paid for the same progress of the lane's own packages, whichever lane they took.
    pub credit: Vec<f64>,
    /// Penalties that fell due, with the late price.
    pub penalty: Vec<f64>,
    /// Late waiting of the hour.
    pub late_waiting: Vec<f64>,
}

clone_fields!(StepCosts { vehicles, credit, penalty, late_waiting });

impl StepCosts {
    /// Zeros.
    pub fn new(n_lanes: usize) -> Self {
        let zeros = || vec![0.0; n_lanes];
        Self { vehicles: zeros(), credit: zeros(), penalty: zeros(), late_waiting: zeros() }
    }

    /// Whether there is one for each lane.
    pub(crate) fn fits(&self, n_lanes: usize) -> bool {
        [&self.vehicles, &self.credit, &self.penalty, &self.late_waiting].iter().all(|column| column.len() == n_lanes)
    }

    /// Back to zeros.
    pub fn clear(&mut self) {
        for column in [&mut self.vehicles, &mut self.credit, &mut self.penalty, &mut self.late_waiting] {
            column.fill(0.0);
        }
    }
}
