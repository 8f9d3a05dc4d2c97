//! The most of everything that a case may have.
//!
//! The limits on single values are generous: a case beyond them holds a slip. Together with those on sums they keep every sum that simulator,
//! summary and auditor make exact where it is an integer, and finite where it is not.

use std::ops::RangeInclusive;

/// Most hubs that a case may have: the route tables grow with the square.
pub const MAX_HUBS: usize = 1_000;
/// Most lanes that may leave one hub: a package's eligible lanes are bits of a word.
pub const MAX_DEGREE: usize = 64;
/// Most goods classes: those on board of a truck are bits of a word.
pub const MAX_CLASSES: usize = 64;
/// The goods class of a package that names none: always class 0.
pub const GENERAL_CLASS: &str = "general";
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
/// Latest hour in which a truck may be unloaded, so most hours that slowdowns may add.
pub const MAX_ARRIVAL_HOUR: u16 = u16::MAX;
/// Latest due hour.
pub const MAX_DUE_HOUR: i64 = 60_000;
/// Starts of a case, seconds since 1970-01-01 UTC: the years 1000 to 8999, so that all times of its packages have four digits.
pub const STARTS: RangeInclusive<i64> = -30_610_224_000..=221_845_391_999;
/// Most seconds between the start and a time of a package, either way: a thousand years.
pub const MAX_SECONDS: i64 = 1_000 * 365 * 86_400;

/// Highest value of a package, currency.
pub const MAX_VALUE: f64 = 1e9;
/// Highest cost a kilometre, currency.
pub const MAX_COST_PER_KM: f64 = 1e9;
/// Highest cost a dispatch, currency.
pub const MAX_COST_PER_DISPATCH: f64 = 1e12;
/// Factors on costs: the cost multiplier, and each tariff.
pub const COST_FACTORS: RangeInclusive<f64> = 1e-6..=1e6;
/// What a departure may cost with all its factors, currency: from the smallest amount that is counted to a sum of which all trucks of any
/// case add up to 1e26. Within single precision, which decisions use.
pub const DEPARTURE_COSTS: RangeInclusive<f64> = 1e-6..=1e15;

/// Largest package, in largest vehicles (by volume, then weight): its load is 32 bits.
pub const MAX_SIZE: f64 = 255.0;
/// Most load of all packages that any seed may draw, in largest vehicles: times the hours until the last is due it stays below 2^63 units.
pub const MAX_LOAD: f64 = 8_388_608.0;
/// Most that any sum of integers may come to: less than half of what 64 bits with a sign hold, so that two may be added.
pub const MAX_SUM: f64 = 4.6e18;

/// The highest late price that can be added to the penalty of each of so many packages, currency: with it their sum is still exact.
pub fn largest_late_price(n_packages: usize) -> f64 {
    MAX_SUM / 1e6 / n_packages.max(1) as f64
}
