//! The order of things within an hour: trucks are unloaded, events are told in the order of their lines, trucks leave.

/// An hour and a turn within it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Moment {
    /// The hour.
    pub hour: i64,
    turn: usize,
}

impl Moment {
    /// When trucks are unloaded and known packages released.
    pub fn start(hour: i64) -> Self {
        Self { hour, turn: 0 }
    }

    /// When the event of a row is told.
    pub fn event(hour: i64, row: usize) -> Self {
        Self { hour, turn: row + 1 }
    }

    /// When trucks leave, after all events.
    pub fn end(hour: i64) -> Self {
        Self { hour, turn: usize::MAX }
    }
}
