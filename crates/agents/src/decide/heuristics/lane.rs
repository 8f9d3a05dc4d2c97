//! What several rules ask of a lane.

use linehaul_env::order::Order;
use linehaul_env::view::LaneView;

use crate::decide::trucks::all;

/// What leaves without a look at urgency: everything if the last truck is at least `full`, else the full trucks, if any.
pub(super) fn full_or_all(lane: &LaneView<'_>, full: f64) -> Option<Order> {
    let load = lane.load();
    if load.fract() >= full {
        Some(all(load))
    } else if load >= 1.0 {
        Some(Order::trucks(load as usize))
    } else {
        None
    }
}

/// Penalties that fall due if what has at most `slack` hours of slack stays, and a day of late waiting; currency.
pub(super) fn at_risk(lane: &LaneView<'_>, slack: i32) -> f64 {
    lane.penalty_between(0, slack) + lane.late_cost_per_hour() * 24.0
}
