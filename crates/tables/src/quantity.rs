//! Numbers of files into the integers of the simulator: checked for sign, size and NaN, then rounded to the nearest.

use chrono::{DateTime, NaiveDateTime};
use linehaul_case::{Grams, MAX_SECONDS, Metres, Millilitres};

use crate::error::Fault;

/// Weight.
pub(crate) fn grams(kg: f64) -> Result<Grams, Fault> {
    checked(kg, 1e3, "kilograms").map(|()| Grams::from_kg(kg))
}

/// Volume.
pub(crate) fn millilitres(m3: f64) -> Result<Millilitres, Fault> {
    checked(m3, 1e6, "cubic metres").map(|()| Millilitres::from_m3(m3))
}

/// Length.
pub(crate) fn metres(km: f64) -> Result<Metres, Fault> {
    checked(km, 1e3, "kilometres").map(|()| Metres::from_km(km))
}

fn checked(value: f64, per_unit: f64, unit: &str) -> Result<(), Fault> {
    let most = (f64::from(u32::MAX) / per_unit).floor();
    let problem = if !value.is_finite() {
        "is not a finite number"
    } else if value < 0.0 {
        "is negative"
    } else if value > most {
        "is too large"
    } else {
        return Ok(());
    };
    Err(Fault::new(format!("{value} {problem}"), format!("give {unit} from 0 to {most}")))
}

/// A time within a file, seconds since 1970-01-01 UTC; a part of a second is rounded up or down.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Rounding {
    /// To the next second: a package is not there before it is there.
    Up,
    /// To the last second: a promise is kept when it is kept in time.
    Down,
}

impl Rounding {
    /// Whole seconds of a count of parts.
    pub fn seconds(self, parts: i64, per_second: i64) -> i64 {
        parts.div_euclid(per_second) + i64::from(self == Self::Up && parts.rem_euclid(per_second) != 0)
    }
}

/// Seconds between the start of the case and a time.
pub(crate) fn seconds_after(start: i64, time: i64) -> Result<i64, Fault> {
    // Beyond a thousand years something else was meant, such as milliseconds in a column of seconds.
    let seconds = time.saturating_sub(start);
    if seconds.unsigned_abs() > MAX_SECONDS.unsigned_abs() {
        let problem = format!("{time} s since 1970 is more than a thousand years from the start of the case");
        return Err(Fault::new(problem, "check the unit of the timestamps"));
    }
    Ok(seconds)
}

/// Parses RFC 3339; without an offset the time is UTC.
pub(crate) fn timestamp(text: &str, rounding: Rounding) -> Result<i64, Fault> {
    let time = DateTime::parse_from_rfc3339(text)
        .map(|time| time.to_utc())
        .or_else(|_| {
            NaiveDateTime::parse_from_str(&text.replacen(' ', "T", 1), "%Y-%m-%dT%H:%M:%S%.f")
                .map(|time| time.and_utc())
        })
        .map_err(|_| Fault::new(format!("\"{text}\" is not a time"), "give RFC 3339, such as 2024-01-07T00:00:00Z"))?;
    let second = time.timestamp();
    Ok(second + i64::from(rounding == Rounding::Up && time.timestamp_subsec_nanos() > 0))
}

#[cfg(test)]
mod tests {
    use super::{Rounding, grams, millilitres, timestamp};

    #[test]
    fn values_beyond_the_unit_types_are_refused() {
        assert!(grams(4_294_967.0).is_ok());
        for kg in [4_294_968.0, -0.001, f64::NAN, f64::INFINITY] {
            assert!(grams(kg).is_err(), "{kg}");
        }
        assert!(millilitres(4_295.0).is_err());
    }

    #[test]
    fn times_are_utc_unless_they_say_otherwise() {
        let day = 86_400;
        for text in ["1970-01-02T00:00:00Z", "1970-01-02 00:00:00", "1970-01-02T02:00:00+02:00"] {
            assert_eq!(timestamp(text, Rounding::Down).unwrap(), day, "{text}");
        }
        assert_eq!(timestamp("1970-01-02T00:00:00.25Z", Rounding::Up).unwrap(), day + 1);
        assert!(timestamp("1970-13-02T00:00:00Z", Rounding::Up).is_err());
    }
}
