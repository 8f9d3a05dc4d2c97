//! The most of everything that a case may have.

/// Most hubs that a case may have: the route tables grow with the square.
pub const MAX_HUBS: usize = 1_000;
/// Most lanes that may leave one hub: a package's eligible lanes are bits of a word.
pub const MAX_DEGREE: usize = 64;
/// Most goods classes: those on board of a truck are bits of a word.
pub const MAX_CLASSES: usize = 64;
/// Most packages that any seed may draw: a package's place in a queue is 26 bits of a word.
pub const MAX_PACKAGES: usize = 1 << 26;
/// Most vehicle types.
pub const MAX_TYPES: usize = 16;
/// Longest horizon, hours.
pub const MAX_HOURS: u16 = 10_000;
/// Longest lane, hours.
pub const MAX_LANE_HOURS: u16 = 240;
/// Longest delay of a truck that one event can tell, hours.
pub const MAX_DELAY: u16 = 1_000;
