//! What is too much, so that sums fit and a slip of the unit is found.

/// Most stops.
pub const MAX_STOPS: usize = 150_000;
/// Most drivers.
pub const MAX_DRIVERS: usize = 20_000;
/// Most types of vehicles, depots, access rules, classes of promises, areas and zones, each.
pub const MAX_TYPES: usize = 1_000;
/// Most skills.
pub const MAX_SKILLS: usize = 64;
/// Largest weight in grams, volume in millilitres, and count of parcels.
pub const MAX_GRAMS: i32 = 1 << 30;
/// Largest price in millionths: a million.
pub const MAX_MONEY: i64 = 1_000_000_000_000;
/// Longest duration of one thing in seconds: four days, as far as times can be written.
pub const MAX_SECONDS: i32 = 360_000;
/// Longest way in metres.
pub const MAX_METRES: i32 = 20_000_000;
/// Most places of a matrix, so that its square can be counted.
pub const MAX_PLACES: usize = 200_000;
