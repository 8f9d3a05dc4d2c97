//! An instance as people write it, in TOML or JSON: names instead of positions, kilograms and cubic metres.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// The whole file.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct InstanceFile {
    /// The dock's cap: most trucks that may leave in all. No cap where absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max_trucks: Option<u32>,
    /// Pairs of goods classes that must not share a truck.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub separate: Vec<[String; 2]>,
    /// Vehicle types.
    pub vehicles: Vec<VehicleFile>,
    /// Lanes with their orders.
    pub lanes: Vec<LaneFile>,
    /// What waits.
    #[serde(default)]
    pub packages: Vec<PackageFile>,
}

/// A vehicle type.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct VehicleFile {
    /// Its name.
    pub id: String,
    /// Payload, kg; kept to the gram.
    pub max_kg: f64,
    /// Load volume, m3; kept to the millilitre.
    pub max_m3: f64,
    /// Trucks of the type that the dock has. No limit where absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub available: Option<u32>,
}

/// A lane with its order.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LaneFile {
    /// Its name.
    pub id: String,
    /// The order: most trucks that may leave.
    pub trucks: u32,
    /// Cost of a truck.
    pub costs: Costs,
    /// Names of the types that may drive it. All where absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub vehicle_types: Option<Vec<String>>,
    /// Name of the largest type that the last of the trucks may have: this one or one listed before it. Any where absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_vehicle: Option<String>,
}

/// Costs of a truck on a lane, in the unit of the packages' values.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(untagged, expecting = "costs are a table by vehicle id or a list in the order of the vehicles")]
pub enum Costs {
    /// By the type's name; types that may not drive the lane can be absent.
    ById(BTreeMap<String, f64>),
    /// In the order of the vehicles, one for each.
    InOrder(Vec<f64>),
}

/// A package.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PackageFile {
    /// Its name.
    pub id: String,
    /// Weight, kg; kept to the gram.
    pub kg: f64,
    /// Volume, m3; kept to the millilitre.
    pub m3: f64,
    /// Goods class, "general" where absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub class: Option<String>,
    /// Whether it is loaded before anything that need not ride.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub must_ride: bool,
    /// From 0 to 2; its value counts `1000^priority` times.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub priority: u8,
    /// Lanes that it may take: its own first, then detours.
    pub options: Vec<OptionFile>,
}

/// A lane that a package may take.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OptionFile {
    /// Name of the lane.
    pub lane: String,
    /// What loading the package there is worth, not negative.
    pub value: f64,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes fields by reference")]
fn is_zero(priority: &u8) -> bool {
    *priority == 0
}
