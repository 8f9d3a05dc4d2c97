//! What every search of a problem looks up and none changes.

use std::sync::Arc;

use super::near::Near;
use super::order::Orders;
use crate::problem::Problem;

/// Neighbours beside which a stop is tried.
const TRIED: usize = 40;
/// Neighbours that are ruined together.
const RUINED: usize = 120;

/// Neighbours that a repair begins at, too.
const NEAREST: usize = 8;

/// See the file.
pub struct Lists {
    pub tried: Arc<Near>,
    pub ruined: Arc<Near>,
    pub orders: Orders,
}

impl Lists {
    pub fn new(problem: &Problem) -> Arc<Self> {
        Arc::new(Self {
            tried: Arc::new(Near::by_way_and_window(problem, TRIED)),
            ruined: Arc::new(Near::by_way(problem, RUINED)),
            orders: Orders::new(problem),
        })
    }

    /// A stop and the nearest of its neighbours.
    pub fn around(&self, stop: u32) -> Vec<u32> {
        std::iter::once(stop).chain(self.ruined.of(stop).iter().copied().take(NEAREST)).collect()
    }
}
