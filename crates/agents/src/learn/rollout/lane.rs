//! A lane among those of a crew.

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
