//! Figures that several parts of an inspection need.

use linehaul_case::{Case, VehicleType};

/// The largest vehicle type.
pub(super) fn largest(case: &Case) -> &VehicleType {
    &case.vehicles()[case.largest().index()]
}

/// Upper median; 0 of nothing.
pub(super) fn median(values: &[f64]) -> f64 {
    let mut values = values.to_vec();
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or(0.0)
}
