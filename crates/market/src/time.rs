//! Times of the day that is planned, as seconds from its midnight, and as people write them: `08:30`, or `25:10` for ten past one
//! in the night after it.

use serde::Serialize;

/// From `open` to `close`, both included, in seconds from midnight.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Window {
    /// First second.
    pub open: i32,
    /// Last second.
    pub close: i32,
}

impl Window {
    /// The window of a text such as `08:00-12:30`.
    pub fn parse(text: &str) -> Option<Self> {
        let (open, close) = text.split_once('-')?;
        Some(Self { open: parse_clock(open)?, close: parse_clock(close)? })
    }

    /// The text that parses to it.
    pub fn text(self) -> String {
        format!("{}-{}", clock(self.open), clock(self.close))
    }

    /// Whether it has a second.
    pub fn contains(self, second: i32) -> bool {
        self.open <= second && second <= self.close
    }
}

/// Seconds from midnight as `HH:MM`, with seconds where there are any.
pub fn clock(second: i32) -> String {
    let (sign, second) = if second < 0 { ("-", second.unsigned_abs()) } else { ("", second.unsigned_abs()) };
    let (hours, minutes, seconds) = (second / 3600, second / 60 % 60, second % 60);
    if seconds == 0 {
        format!("{sign}{hours:02}:{minutes:02}")
    } else {
        format!("{sign}{hours:02}:{minutes:02}:{seconds:02}")
    }
}

/// Seconds from midnight of `H:MM` or `H:MM:SS`, hours 0 to 99.
pub fn parse_clock(text: &str) -> Option<i32> {
    let mut parts = text.trim().split(':');
    let mut part = |most: i32| {
        let text = parts.next()?;
        let plain = (1..=2).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
        text.parse::<i32>().ok().filter(|number| plain && *number <= most)
    };
    let (hours, minutes) = (part(99)?, part(59)?);
    let seconds = match text.matches(':').count() {
        1 => 0,
        2 => part(59)?,
        _ => return None,
    };
    Some(hours * 3600 + minutes * 60 + seconds)
}

#[cfg(test)]
mod tests {
    use super::{Window, clock, parse_clock};

    #[test]
    fn times_survive_their_text() {
        for second in [0, 59, 60, 3599, 30_600, 86_399, 90_600, 359_999] {
            assert_eq!(parse_clock(&clock(second)), Some(second));
        }
        assert_eq!(Window::parse("8:30 - 25:10:05"), Some(Window { open: 30_600, close: 90_605 }));
        assert_eq!(clock(-90), "-00:01:30");
    }

    #[test]
    fn other_texts_are_refused() {
        for wrong in ["", "8", "8:60", "100:00", "-1:00", "8:00:61", "8:00:00:00", "+8:00", "8:+1", "8.5", "١:00"] {
            assert_eq!(parse_clock(wrong), None, "{wrong}");
        }
        assert_eq!(Window::parse("08:00"), None);
    }
}
