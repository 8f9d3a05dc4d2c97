//! What can be wrong with a file, said once and in full: where, what, and what to do about it.
//!
//! One struct serves every fault, because a user acts on all of them alike. Its fields are public so that a program can
//! draw a report with the line underlined; [`fmt::Display`] is the same in one line.

use std::fmt;
use std::io;
use std::ops::Range;
use std::path::{Path, PathBuf};

/// A fault in a file or folder.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub struct TablesError {
    /// The file or folder.
    pub path: PathBuf,
    /// Line of a text file, from 1.
    pub line: Option<usize>,
    /// Row of a Parquet file, from 1.
    pub row: Option<usize>,
    /// Column of a table, or key of a TOML or JSON file.
    pub column: Option<String>,
    /// What is wrong, with the value.
    pub problem: Box<str>,
    /// What to do about it.
    pub remedy: Box<str>,
    /// The faulty part of a TOML file.
    pub excerpt: Option<Box<Excerpt>>,
}

/// A part of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Excerpt {
    /// The whole text.
    pub text: String,
    /// Bytes of the part.
    pub span: Range<usize>,
}

impl TablesError {
    /// A fault of a whole file or folder.
    pub fn new(path: &Path, problem: impl Into<Box<str>>, remedy: impl Into<Box<str>>) -> Self {
        Self {
            path: path.to_owned(),
            line: None,
            row: None,
            column: None,
            problem: problem.into(),
            remedy: remedy.into(),
            excerpt: None,
        }
    }

    /// What the operating system refused.
    pub(crate) fn io(path: &Path, verb: &str, error: &io::Error) -> Self {
        let remedy = match error.kind() {
            io::ErrorKind::NotFound => "check the path",
            io::ErrorKind::PermissionDenied => "check the permissions of the file and its folder",
            io::ErrorKind::ReadOnlyFilesystem => "choose a place that can be written",
            io::ErrorKind::StorageFull => "free some space on this disk",
            io::ErrorKind::InvalidData => "save the file as UTF-8",
            _ => "check the path and the disk",
        };
        Self::new(path, format!("cannot {verb}: {error}"), remedy)
    }

    pub(crate) fn at_line(mut self, line: impl Into<Option<usize>>) -> Self {
        self.line = line.into();
        self
    }

    pub(crate) fn at_row(mut self, row: impl Into<Option<usize>>) -> Self {
        self.row = row.into();
        self
    }

    pub(crate) fn in_column(mut self, column: &str) -> Self {
        self.column = (!column.is_empty()).then(|| column.to_owned());
        self
    }

    /// Marks a part of the text of a file, and with it the line.
    pub(crate) fn with_excerpt(mut self, text: &str, span: Range<usize>) -> Self {
        self.line = Some(1 + text.get(..span.start).unwrap_or(text).matches('\n').count());
        self.excerpt = Some(Box::new(Excerpt { text: text.to_owned(), span }));
        self
    }
}

/// A fault of one value, not yet placed in a file.
#[derive(Debug)]
pub(crate) struct Fault {
    pub problem: String,
    pub remedy: String,
}

impl Fault {
    pub fn new(problem: impl Into<String>, remedy: impl Into<String>) -> Self {
        Self { problem: problem.into(), remedy: remedy.into() }
    }

    pub fn at(self, path: &Path) -> TablesError {
        TablesError::new(path, self.problem, self.remedy)
    }
}

impl fmt::Display for TablesError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.path.display())?;
        if let Some(line) = self.line {
            write!(f, ":{line}")?;
        }
        if let Some(row) = self.row {
            write!(f, ", row {row}")?;
        }
        if let Some(column) = &self.column {
            write!(f, ", {column}")?;
        }
        write!(f, ": {}; {}", self.problem, self.remedy)
    }
}
