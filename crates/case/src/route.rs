//! How a package at a hub goes on, and what its punctuality may cost there.

use crate::ids::LaneId;

/// The primary way of a package from a hub to its destination.
#[derive(Clone, Copy, Debug)]
pub struct Route {
    /// Primary lane.
    pub lane: LaneId,
    /// Hours along the primary path.
    pub hours: u16,
    /// Hours that remain after the primary lane; 0 where it ends at the destination.
    pub hours_after: u16,
    /// Position of the next primary lane among those of the far end; [`Route::FINAL`] where the lane ends at the destination.
    pub next: u16,
    /// Part of a penalty that counts on the primary lane, in 65,536ths less one; see [`Route::share_of`].
    pub(crate) penalty_share: u16,
}

impl Route {
    /// `next` of a lane that ends at the package's destination.
    pub const FINAL: u16 = u16::MAX;

    /// What stands where there is no way.
    pub(crate) const NOWHERE: Self =
        Self { lane: LaneId(u32::MAX), hours: 0, hours_after: 0, next: Self::FINAL, penalty_share: u16::MAX };

    /// The primary lane's share of a penalty: what it may cost there to be on time.
    ///
    /// A hub that counts the whole penalty sends half-empty trucks for packages that then need one on each later lane too, or are late all
    /// the same: no lane pays more than it saves, and all of them together do. So a lane counts its share of the cost of the way that
    /// remains, to the power of 3/4: more than the mere share, because some later lanes have a full truck or slack left. On the last lane it
    /// is all of the penalty. `docs/experiments.md` has what was measured.
    pub fn share_of(self, penalty: i64) -> i64 {
        ((i128::from(penalty) * (i128::from(self.penalty_share) + 1)) >> 16) as i64
    }
}

/// [`Route::penalty_share`] of a lane, from the costs of a largest vehicle on it and on all of the way that remains. Square roots give the
/// same bits on every machine, powers do not.
pub(crate) fn penalty_share(lane_cost: f64, route_cost: f64) -> u16 {
    let share = if route_cost > 0.0 { lane_cost / route_cost } else { 1.0 };
    let root = share.sqrt();
    (root * root.sqrt() * 65_536.0 - 1.0).clamp(0.0, 65_535.0) as u16
}

#[cfg(test)]
mod tests {
    use super::*;

    fn share_of(penalty: i64, lane_cost: f64, route_cost: f64) -> i64 {
        Route { penalty_share: penalty_share(lane_cost, route_cost), ..Route::NOWHERE }.share_of(penalty)
    }

    #[test]
    fn the_last_lane_counts_all_of_a_penalty_and_earlier_ones_less() {
        assert_eq!(share_of(123_456_789, 70.0, 70.0), 123_456_789);
        // (1 / 2) ^ (3 / 4) and (1 / 4) ^ (3 / 4), in steps of 1 / 65,536
        assert!((share_of(1_000_000, 70.0, 140.0) - 594_604).abs() < 16);
        assert!((share_of(1_000_000, 70.0, 280.0) - 353_553).abs() < 16);
    }

    #[test]
    fn a_way_that_costs_nothing_counts_all_and_no_penalty_is_too_large() {
        assert_eq!(share_of(1_000_000, 0.0, 0.0), 1_000_000);
        assert_eq!(share_of(0, 1.0, 3.0), 0);
        assert_eq!(share_of(i64::MAX, 1.0, 1.0), i64::MAX);
        assert!(share_of(1_000_000_000, 1e-9, 1e9) > 0);
    }
}
