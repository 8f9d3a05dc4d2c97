//! The usual carrier's vehicle types.

use linehaul_case::{Grams, Millilitres, VehicleType};

/// `(id, m3, kg, cost a km)` of the types: a van, a box truck and a semi-trailer, rented without a cost per dispatch.
const TYPES: [(&str, f64, f64, f64); 3] =
    [("van", 14.0, 1_500.0, 0.55), ("box", 38.0, 9_000.0, 1.0), ("semi", 85.0, 24_000.0, 1.6)];

/// The types of the usual carrier, smallest first.
pub(super) fn usual_fleet() -> Vec<VehicleType> {
    let vehicle = |&(id, m3, kg, cost_per_km): &(&str, f64, f64, f64)| VehicleType {
        id: id.into(),
        grams: Grams::from_kg(kg),
        ml: Millilitres::from_m3(m3),
        cost_per_km,
        cost_per_dispatch: 0.0,
        per_hub_per_hour: None,
    };
    TYPES.iter().map(vehicle).collect()
}
