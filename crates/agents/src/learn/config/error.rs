//! What is wrong with a configuration.

use std::ops::Range;

/// A fault of a configuration.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{problem}; {remedy}")]
pub struct ConfigError {
    /// Key, with the tables that it is in.
    pub key: String,
    /// What is wrong, with the value.
    pub problem: String,
    /// What to do about it.
    pub remedy: String,
    /// Bytes of the faulty part of the file; none where an override is at fault.
    pub span: Option<Range<usize>>,
}
