//! Lanes of a crew on which one policy acts.

use linehaul_nets::places::Places;

/// Where a lane of a crew is.
#[derive(Clone, Copy)]
pub struct Lane {
    /// Among all lanes of the crew.
    pub row: usize,
    /// World of the crew.
    pub world: usize,
    /// Within its world.
    pub at: usize,
}

/// Lanes of a policy, in order of worlds, then of their numbers there.
#[derive(Default)]
pub struct Lanes {
    /// `[lane]`
    pub list: Vec<Lane>,
    /// Hubs that they connect; those of all worlds are counted through.
    pub places: Places,
}
