//! What becomes of numbers that are no integers.

/// See the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rounding {
    /// They are integers.
    None,
    /// Tenths, cut off.
    Tenths,
    /// Thousandths, to the nearest.
    Thousandths,
}

impl Rounding {
    /// The rounding of the set that a file belongs to, told by its path; tenths where the set is not known.
    pub fn of(file: &str) -> Self {
        let has = |name: &str| file.contains(name);
        if has("ORTEC") {
            Self::None
        } else if has("HFVRP") || has("MDVRPTW") || has("SDVRPTW") {
            Self::Thousandths
        } else {
            Self::Tenths
        }
    }

    /// What the best-known cost of a file is multiplied by: some are written in whole units, some as they come out.
    pub fn scale_of_best(self, file: &str, best: f64) -> f64 {
        match self {
            Self::Tenths if file.contains("/VRPTW/") => 10.0,
            Self::Thousandths if file.contains("HFVRP") && best < 1e7 => 1e5,
            _ => 1.0,
        }
    }

    /// The integer of a number; the nearest where it fits in none.
    pub(super) fn apply(self, number: f64) -> i64 {
        match self {
            Self::None => number as i64,
            Self::Tenths => (number * 10.0) as i64,
            Self::Thousandths => (number * 1000.0).round() as i64,
        }
    }
}
