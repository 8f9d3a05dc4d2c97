//! How figures of files are read and compared: times as whole hours, sizes as whole units, the rest within a tolerance.

/// Relative tolerance of figures that are the same sum of the same numbers: only the order of the sum is free.
pub const EXACT: f64 = 1e-9;
/// Relative tolerance of sums of money, which a simulator may round to millionths on the way.
pub const MONEY: f64 = 1e-6;

/// A figure that is stated and computed.
#[derive(Clone, Copy, Debug)]
pub struct Figure {
    /// What the file says.
    pub stated: f64,
    /// What was computed here.
    pub expected: f64,
    /// Relative tolerance; absolute for figures below 1.
    pub tolerance: f64,
}

impl Figure {
    /// Whether both are the same for the tolerance; NaN and infinity never are.
    pub fn agrees(self) -> bool {
        (self.stated - self.expected).abs() <= self.tolerance * self.expected.abs().max(1.0)
    }

    /// Both in the fewest decimals that tell them apart.
    pub fn texts(self) -> (String, String) {
        let plain = |x: f64| x.abs() < 1e15;
        for decimals in [2, 6] {
            let text = |x: f64| format!("{x:.decimals$}");
            if plain(self.stated) && plain(self.expected) && text(self.stated) != text(self.expected) {
                return (text(self.stated), text(self.expected));
            }
        }
        (format!("{:e}", self.stated), format!("{:e}", self.expected))
    }
}

/// Whether a size is a whole number of units: `stated` kg against grams with 1,000 `units` in one.
///
/// A thousandth of a unit is left for the float: the file has the nearest to the decimal fraction.
pub fn is_whole(stated: f64, units: f64, expected: u64) -> bool {
    (stated * units - expected as f64).abs() <= 1e-3
}

/// The hour from `start` of a time in seconds; none between two hours.
pub fn hour(start: i64, seconds: i64) -> Option<i64> {
    let since = i128::from(seconds) - i128::from(start);
    (since.rem_euclid(3_600) == 0).then_some((since / 3_600) as i64)
}

/// A time as a report says it.
pub fn time_text(start: i64, seconds: i64) -> String {
    hour(start, seconds)
        .map_or_else(|| format!("{seconds} s, not a whole hour from the start"), |hour| format!("hour {hour}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_agree_within_the_tolerance_and_nan_never_does() {
        let figure = |stated| Figure { stated, expected: 1e6, tolerance: MONEY };
        assert!(figure(1e6 + 0.9).agrees());
        for stated in [1e6 + 1.1, f64::NAN, f64::INFINITY, f64::NEG_INFINITY] {
            assert!(!figure(stated).agrees(), "{stated}");
        }
    }

    #[test]
    fn texts_tell_close_figures_apart() {
        let texts = |stated, expected| Figure { stated, expected, tolerance: EXACT }.texts();
        assert_eq!(texts(532.1, 498.2), ("532.10".to_owned(), "498.20".to_owned()));
        assert_eq!(texts(1.0001, 1.0), ("1.000100".to_owned(), "1.000000".to_owned()));
        let (stated, expected) = texts(1.000_000_01, 1.0);
        assert_ne!(stated, expected);
    }

    /// 12.345 kg are 12,345 g; half a gram more is another weight.
    #[test]
    fn a_size_is_whole_or_wrong() {
        assert!(is_whole(12.345, 1e3, 12_345));
        assert!(!is_whole(12.3455, 1e3, 12_345));
        assert!(!is_whole(f64::NAN, 1e3, 0));
    }

    #[test]
    fn hours_count_from_the_start_both_ways_and_never_overflow() {
        assert_eq!(hour(7_200, 3_600), Some(-1));
        assert_eq!(hour(7_200, 7_201), None);
        assert_eq!(hour(i64::MIN, i64::MAX), None);
    }
}
