//! What a command shows: a text for people, JSON for programs, or nothing; results go to standard output.

use std::io::{ErrorKind, Write};

use linehaul_app::failure::Failure;
use linehaul_app::json::{json, json_line};
use serde::Serialize;

/// What is shown.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Shown {
    /// Texts and tables.
    Text,
    /// JSON.
    Json,
    /// Nothing.
    Nothing,
}

impl Shown {
    /// What `--json` and `--quiet` ask for.
    pub fn asked(json: bool, quiet: bool) -> Self {
        match (json, quiet) {
            (true, _) => Self::Json,
            (false, true) => Self::Nothing,
            (false, false) => Self::Text,
        }
    }

    /// Prints a result in the way that was asked for.
    pub fn print(self, result: &impl Serialize, text: impl FnOnce() -> String) -> Result<(), Failure> {
        match self {
            Self::Text => print(&text()),
            Self::Json => print(&json(result)),
            Self::Nothing => Ok(()),
        }
    }

    /// The same where lines went before: JSON on one line.
    pub fn print_last(self, result: &impl Serialize, text: impl FnOnce() -> String) -> Result<(), Failure> {
        if self == Self::Json { print(&json_line(result)) } else { self.print(result, text) }
    }

    /// Prints what only people need.
    pub fn tell(self, text: impl FnOnce() -> String) -> Result<(), Failure> {
        if self == Self::Text { print(&text()) } else { Ok(()) }
    }
}

/// Prints a text as it is. A reader that has seen enough, as `head` does, ends the program quietly.
pub fn print(text: &str) -> Result<(), Failure> {
    let mut stdout = std::io::stdout().lock();
    match stdout.write_all(text.as_bytes()).and_then(|()| stdout.flush()) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => {
            Err(Failure::new(format!("cannot print the result: {error}"), "check where standard output goes"))
        }
        _ => Ok(()),
    }
}
