//! One dock at one moment as a problem of its own: what waits, which trucks may leave, what each is worth and costs.
//!
//! An instance is checked when it is built and cannot change afterwards, so solvers index into it freely. It is kept as plain
//! columns by package; weights and volumes are integers, so that a hard limit is a comparison. Values and costs are `f64` in one
//! unit of the caller's choice.
//!
//! The objective, to be maximised: the sum of [`Choice::worth`] over loaded packages minus the sum of [`Lane::costs`] over
//! trucks used. A truck without cargo is not used. Packages that must ride come before anything else: a plan that leaves fewer
//! of them is better whatever it costs, which [`Instance::must_ride_penalty`] makes part of one number.

mod build;
mod error;
mod file;
mod names;

use serde::{Deserialize, Serialize};

pub use error::InstanceError;
pub use file::{Costs, InstanceFile, LaneFile, OptionFile, PackageFile, VehicleFile};

/// No limit on the trucks of a type or of the dock.
pub const UNLIMITED: u32 = u32::MAX;

/// A vehicle type.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VehicleType {
    /// Its name.
    pub id: String,
    /// Payload, grams.
    pub grams: u32,
    /// Load volume, millilitres.
    pub ml: u32,
    /// Trucks of the type that the dock has, [`UNLIMITED`] where nothing is said.
    pub available: u32,
}

/// A lane with its order.
#[derive(Clone, Debug, PartialEq)]
pub struct Lane {
    /// Its name.
    pub id: String,
    /// Most trucks that may leave on it.
    pub trucks: u32,
    /// Types that may drive it, one bit a type.
    pub types: u16,
    /// Types that the last of its trucks may have, one bit a type: at most `trucks - 1` are of another.
    pub last_types: u16,
    /// Cost of a truck, `[type]`; infinite for types that may not drive it.
    pub costs: Vec<f64>,
}

impl Lane {
    /// Whether a type may drive the lane.
    pub fn allows(&self, vehicle: usize) -> bool {
        self.types >> vehicle & 1 == 1
    }

    /// Whether the last of its trucks may be of a type.
    pub fn allows_last(&self, vehicle: usize) -> bool {
        self.last_types >> vehicle & 1 == 1
    }

    /// Most trucks of types that the last must not have.
    pub fn most_others(&self) -> u32 {
        self.trucks.saturating_sub(1)
    }
}

/// A lane that a package may take.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Choice {
    /// Position of the lane.
    pub lane: u16,
    /// Value of loading it there, as given.
    pub value: f64,
    /// What it counts in the objective: `value x 1000^priority`.
    pub worth: f64,
}

/// One dock with its packages; see the module.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "InstanceFile", into = "InstanceFile")]
pub struct Instance {
    vehicles: Vec<VehicleType>,
    lanes: Vec<Lane>,
    max_trucks: u32,
    class_ids: Vec<String>,
    conflicts: Vec<u64>,
    package_ids: Vec<String>,
    grams: Vec<u32>,
    ml: Vec<u32>,
    classes: Vec<u8>,
    must_ride: Vec<bool>,
    priorities: Vec<u8>,
    option_offsets: Vec<u32>,
    options: Vec<Choice>,
    must_ride_penalty: f64,
}

impl Instance {
    /// Vehicle types in the caller's order, at most 16.
    pub fn vehicles(&self) -> &[VehicleType] {
        &self.vehicles
    }

    /// Lanes in the caller's order, at most 64.
    pub fn lanes(&self) -> &[Lane] {
        &self.lanes
    }

    /// Most trucks that may leave the dock, [`UNLIMITED`] where nothing is said.
    pub fn max_trucks(&self) -> u32 {
        self.max_trucks
    }

    /// Names of the goods classes, at most 64.
    pub fn class_ids(&self) -> &[String] {
        &self.class_ids
    }

    /// Classes that class c must not share a truck with, one bit a class, `[class]`.
    pub fn conflicts(&self) -> &[u64] {
        &self.conflicts
    }

    /// Number of packages.
    pub fn n_packages(&self) -> usize {
        self.grams.len()
    }

    /// Names, `[package]`.
    pub fn package_ids(&self) -> &[String] {
        &self.package_ids
    }

    /// Weights in grams, `[package]`.
    pub fn grams(&self) -> &[u32] {
        &self.grams
    }

    /// Volumes in millilitres, `[package]`.
    pub fn ml(&self) -> &[u32] {
        &self.ml
    }

    /// Positions of the goods classes, `[package]`.
    pub fn classes(&self) -> &[u8] {
        &self.classes
    }

    /// Whether it must ride, `[package]`.
    pub fn must_ride(&self) -> &[bool] {
        &self.must_ride
    }

    /// Priorities from 0 to 2, `[package]`.
    pub fn priorities(&self) -> &[u8] {
        &self.priorities
    }

    /// Lanes that a package may take, its own first, at least one.
    pub fn options(&self, package: usize) -> &[Choice] {
        &self.options[self.option_offsets[package] as usize..self.option_offsets[package + 1] as usize]
    }

    /// What a package counts in the objective on a lane; `None` where it may not ride.
    pub fn worth(&self, package: usize, lane: usize) -> Option<f64> {
        self.options(package).iter().find(|choice| usize::from(choice.lane) == lane).map(|choice| choice.worth)
    }

    /// What leaving a must-ride package costs in [`Value::score`](crate::plan::Value::score), so much that none is left to
    /// save a truck or to carry other cargo: `1 + sum of the largest worths + cap x dearest truck`. 0 where none must ride.
    pub fn must_ride_penalty(&self) -> f64 {
        self.must_ride_penalty
    }

    /// Most trucks that can leave on a lane: its order, the dock's cap, and one truck for each package.
    pub fn most_trucks(&self, lane: usize) -> u32 {
        self.lanes[lane].trucks.min(self.max_trucks).min(self.n_packages() as u32)
    }

    /// Whether a package alone fits a type.
    pub fn fits(&self, package: usize, vehicle: usize) -> bool {
        self.grams[package] <= self.vehicles[vehicle].grams && self.ml[package] <= self.vehicles[vehicle].ml
    }
}

#[cfg(test)]
mod tests;
