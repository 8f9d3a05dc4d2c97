//! A log of lines of JSON, one an iteration or checkpoint, as far as it is to be kept.

use std::fs;
use std::path::Path;

use serde::Deserialize;
use serde::de::DeserializeOwned;

/// Lines, and what they say.
pub struct Log<T> {
    /// As they are: numbers written again could differ in the last digit.
    pub text: String,
    /// What they say, line by line.
    pub rows: Vec<T>,
}

impl<T> Default for Log<T> {
    fn default() -> Self {
        Self { text: String::new(), rows: Vec::new() }
    }
}

/// What every line has.
#[derive(Deserialize)]
struct Numbered {
    iteration: u64,
}

/// The first lines of a log, up to an iteration. The last line of a killed run may be half a line: the log ends before it.
///
/// A whole line whose figures cannot all be read, such as a `null` where a run of before met infinity, is kept as it is and has no row.
pub fn kept<T: DeserializeOwned>(path: &Path, until: u64) -> Log<T> {
    let mut log = Log::default();
    for line in fs::read_to_string(path).unwrap_or_default().lines() {
        match serde_json::from_str::<Numbered>(line) {
            Ok(Numbered { iteration }) if iteration <= until => {}
            _ => break,
        }
        log.text.extend([line, "\n"]);
        log.rows.extend(serde_json::from_str::<T>(line));
    }
    log
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, PartialEq, Deserialize)]
    struct Row {
        iteration: u64,
        kl: f64,
    }

    fn kept_of(text: &str, until: u64) -> Log<Row> {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("metrics.jsonl");
        fs::write(&path, text).unwrap();
        kept(&path, until)
    }

    #[test]
    fn lines_beyond_an_iteration_and_half_lines_go() {
        let text = "{\"iteration\":1,\"kl\":0.5}\n{\"iteration\":2,\"kl\":0.25}\n{\"itera";
        let log = kept_of(text, 9);
        assert_eq!(log.text.lines().count(), 2);
        assert_eq!(log.rows, [Row { iteration: 1, kl: 0.5 }, Row { iteration: 2, kl: 0.25 }]);
        assert_eq!(kept_of(text, 1).text, "{\"iteration\":1,\"kl\":0.5}\n");
    }

    /// JSON has no infinity: it is written as null. The lines after it are no less whole.
    #[test]
    fn a_figure_that_is_no_number_does_not_end_a_log() {
        let text = "{\"iteration\":1,\"kl\":null}\n{\"iteration\":2,\"kl\":0.25}\n";
        let log = kept_of(text, 9);
        assert_eq!(log.text, text);
        assert_eq!(log.rows, [Row { iteration: 2, kl: 0.25 }]);
    }
}
