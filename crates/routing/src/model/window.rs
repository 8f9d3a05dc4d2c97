//! A span of time, in seconds from the start of the day that is planned.

/// From `open` to `close`, both included.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Window {
    /// First second.
    pub open: i32,
    /// Last second.
    pub close: i32,
}

impl Window {
    /// All the time there is.
    pub const ALWAYS: Self = Self { open: 0, close: HORIZON };
}

/// No time lies beyond it: 776 days, so that a sum of a few times fits.
pub const HORIZON: i32 = 1 << 26;

/// Seconds or metres between places that no road connects.
pub const UNREACHABLE: i32 = 1 << 28;
