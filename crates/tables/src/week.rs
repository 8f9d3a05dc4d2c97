//! Hours of the week as people write them: `"sat"`, `"mon 22 - tue 05"`, `"fri 18-22"`.
//!
//! Monday 00:00 UTC is hour 0. A range that ends before it starts goes on over the end of the week (or, within one
//! day, over midnight), and then it is two ranges.

use std::ops::Range;

use crate::error::Fault;

const DAYS: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
const WEEK: u16 = 168;

/// Half-open ranges within 0..168.
pub(crate) fn parse(text: &str) -> Result<Vec<Range<u16>>, Fault> {
    let fault = || {
        let remedy = "give \"sat\", \"fri 18-22\" or \"mon 22 - tue 05\", days mon to sun, hours 00 to 24";
        Fault::new(format!("\"{text}\" is not a part of the week"), remedy)
    };
    let spaced = text.to_lowercase().replace('-', " - ");
    let words: Vec<&str> = spaced.split_whitespace().collect();
    let day = |word: &str| DAYS.iter().position(|&day| day == word).map(|day| day as u16 * 24);
    let hour = |word: &str| word.parse().ok().filter(|hour: &u16| *hour <= 24);
    let range = match words[..] {
        [on] => day(on).map(|day| (day, day + 24)),
        [on, from, "-", until] => day(on).zip(hour(from).zip(hour(until))).map(|(day, (from, until))| {
            let midnight = if until < from { 24 } else { 0 };
            (day + from, day + until + midnight)
        }),
        [on, from, "-", to, until] => {
            let at = |on, hour_of_day| day(on).zip(hour(hour_of_day)).map(|(day, hour)| day + hour);
            at(on, from).zip(at(to, until))
        }
        _ => None,
    };
    let (from, until) = range.ok_or_else(fault)?;
    let from = from % WEEK;
    if from == until % WEEK && (from, until) != (0, WEEK) {
        return Err(fault());
    }
    let until = if from < until { until } else { until + WEEK };
    let parts = [from..until.min(WEEK), 0..until.saturating_sub(WEEK)];
    Ok(parts.into_iter().filter(|part| !part.is_empty()).collect())
}

/// The text that parses to a range within 0..168.
pub(crate) fn text(range: &Range<u16>) -> String {
    let last_day = (range.end - 1) / 24;
    let (from, to) = (DAYS[usize::from(range.start / 24)], DAYS[usize::from(last_day)]);
    format!("{from} {:02} - {to} {:02}", range.start % 24, range.end - last_day * 24)
}

#[cfg(test)]
mod tests {
    use super::{parse, text};

    fn ends(text: &str) -> Vec<(u16, u16)> {
        parse(text).unwrap().iter().map(|range| (range.start, range.end)).collect()
    }

    #[test]
    fn the_three_forms_are_read() {
        assert_eq!(ends("sat"), [(120, 144)]);
        assert_eq!(ends("Fri 18-22"), [(114, 118)]);
        assert_eq!(ends("mon 22 - tue 05"), [(22, 29)]);
    }

    #[test]
    fn ranges_wrap_over_midnight_and_over_the_week() {
        assert_eq!(ends("mon 22-05"), [(22, 29)]);
        assert_eq!(ends("sat 18 - mon 06"), [(138, 168), (0, 6)]);
        assert_eq!(ends("sun 22-05"), [(166, 168), (0, 5)]);
        assert_eq!(ends("sun 20 - mon 00"), [(164, 168)]);
        assert_eq!(ends("sun 20-24"), [(164, 168)]);
        assert_eq!(ends("mon 00 - sun 24"), [(0, 168)]);
    }

    #[test]
    fn other_texts_and_empty_ranges_are_refused() {
        for wrong in
            ["", "someday", "mon 25 - tue 01", "mon 5", "mon 05-05", "mon 00-00", "tue 05 - tue 05", "mon - fri 05"]
        {
            assert!(parse(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn every_range_survives_its_text() {
        for start in 0..168 {
            for end in start + 1..=168 {
                assert_eq!(ends(&text(&(start..end))), [(start, end)]);
            }
        }
    }
}
