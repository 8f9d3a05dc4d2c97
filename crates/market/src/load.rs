//! What takes room on a vehicle, in three integers that are never mixed.

use serde::Serialize;

/// What takes room on a vehicle.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Load {
    /// Grams.
    pub grams: i32,
    /// Millilitres.
    pub ml: i32,
    /// Parcels.
    pub parcels: i32,
}
