//! A truck on its lane.

use crate::basis::Basis;
use crate::moment::Moment;

/// A truck that left.
#[derive(Clone, Copy, Debug)]
pub struct Truck {
    /// Hour of departure, within the horizon.
    pub hour: i64,
    /// When it is unloaded, computed from the lane, the calendar and the events, and not read.
    pub arrival: Moment,
    /// The lane.
    pub lane: usize,
    /// Whether it broke down and its load was brought back to where it left.
    pub came_back: bool,
}

impl Truck {
    /// The hub where it is unloaded.
    pub fn hub(&self, basis: &Basis) -> usize {
        let lane = &basis.case.lanes()[self.lane];
        if self.came_back { lane.from } else { lane.to }.index()
    }
}
