//! Values as JSON, the same in files and on standard output.

use serde::Serialize;

/// A value as indented JSON with a line end.
pub fn json(value: &impl Serialize) -> String {
    serde_json::to_string_pretty(value).expect("texts and numbers are JSON") + "\n"
}

/// A value as JSON on one line of its own.
pub fn json_line(value: &impl Serialize) -> String {
    serde_json::to_string(value).expect("texts and numbers are JSON") + "\n"
}
