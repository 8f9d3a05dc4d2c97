//! Rules and prices that many stops share.

use super::window::Window;

/// Who may not come to a place, and when. A type is barred where any of the conditions meets it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AccessRule {
    /// Vehicle types that are barred, by number.
    pub types: Vec<u16>,
    /// Types that are higher are barred.
    pub max_height_mm: Option<i32>,
    /// Types of a lower emission class are barred.
    pub min_emission_class: Option<u8>,
    /// When it holds, ascending and apart; none means always. No service may touch a second of it.
    pub hours: Vec<Window>,
}

/// A class of promises to customers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PromiseClass {
    /// Millionths a minute that service begins after the last window; none where that is forbidden.
    pub late_per_minute: Option<i64>,
}

/// Where loads come from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Depot {
    /// Row of the matrices.
    pub place: u32,
    /// When vehicles may load and leave.
    pub open: Window,
    /// Seconds that a reload takes.
    pub reload_s: i32,
}

/// Work is shared out evenly: a price for each hour by which a route differs from the target.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Balance {
    /// Seconds of a route that are aimed at.
    pub target_s: i32,
    /// Millionths an hour of difference, of routes that are driven.
    pub per_hour: i64,
}
