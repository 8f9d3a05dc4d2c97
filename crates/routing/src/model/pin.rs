//! What of a stop is settled already, and how firmly.

use super::window::Window;

/// How firmly; what is free has no pin at all.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Grade {
    /// May not change.
    Fixed,
    /// May change at a price in millionths: once, or a minute where a promise is moved.
    Price(i64),
}

/// What is settled of one stop. The default settles nothing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Pin {
    /// The vehicle that serves it.
    pub vehicle: Option<(u32, Grade)>,
    /// What comes right before it, a stop or (none) the start of a trip, and the price of another. What may not
    /// change stands in [`super::Vehicle::locked`].
    pub after: Option<(Option<u32>, i64)>,
    /// When service begins as the customer was told.
    pub promised: Option<(Window, Grade)>,
}
