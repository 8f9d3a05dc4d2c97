//! Results on standard output. A reader that has seen enough, as `head` does, ends the program quietly.

use std::io::{ErrorKind, Write};

use crate::failure::Failure;

/// Prints a text as it is.
pub fn print(text: &str) -> Result<(), Failure> {
    let mut stdout = std::io::stdout().lock();
    match stdout.write_all(text.as_bytes()).and_then(|()| stdout.flush()) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => {
            Err(Failure::new(format!("cannot print the result: {error}"), "check where standard output goes"))
        }
        _ => Ok(()),
    }
}

/// A value as indented JSON with a line end.
pub fn json(value: &impl serde::Serialize) -> String {
    serde_json::to_string_pretty(value).expect("texts and numbers are JSON") + "\n"
}

/// A value as JSON on one line of its own.
pub fn json_line(value: &impl serde::Serialize) -> String {
    serde_json::to_string(value).expect("texts and numbers are JSON") + "\n"
}
