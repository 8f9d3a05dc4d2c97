//! What can be wrong with an input: where, what, and what to do about it.

use std::fmt::Display;

/// A fault of one field. The display is the problem alone; the remedy says what to do.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{place}: {value} {problem}")]
pub struct Fault {
    /// Where, such as `stops[3].windows[0]`.
    pub place: String,
    /// As it was given.
    pub value: String,
    /// What is wrong with it.
    pub problem: &'static str,
    /// What to do, one sentence without a full stop.
    pub remedy: &'static str,
}

impl Fault {
    pub(crate) fn new(place: String, value: impl Display, problem: &'static str, remedy: &'static str) -> Self {
        Self { place, value: format!("{value}"), problem, remedy }
    }
}
