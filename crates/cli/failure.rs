//! What went wrong, as the user sees it: one message with the place and the value, one remedy, and the faulty line where there is one.

use std::fmt::Display;

use linehaul_report::ReportError;
use linehaul_tables::TablesError;
use linehaul_verify::VerifyError;
use miette::{Diagnostic, LabeledSpan, MietteHandlerOpts, NamedSource, SourceCode};

use crate::terminal;

/// An error on its way to the terminal.
#[derive(Debug)]
pub struct Failure {
    message: String,
    remedy: String,
    source: Option<Box<(NamedSource<String>, LabeledSpan)>>,
}

impl Failure {
    /// A failure without a place in a file.
    pub fn new(message: impl Into<String>, remedy: impl Into<String>) -> Self {
        Self { message: message.into(), remedy: remedy.into(), source: None }
    }

    /// Prints the error: one line with the place and the problem, the faulty part of the file if it is text, one line of help.
    ///
    /// Lines are not wrapped, so that a path or a value can be searched for and copied whole.
    pub fn print(self) {
        let color = terminal::is_styled(&std::io::stderr());
        // Refused when a handler is there already: then that one prints.
        let _ = miette::set_hook(Box::new(move |_| {
            Box::new(MietteHandlerOpts::new().wrap_lines(false).color(color).build())
        }));
        eprint!("{:?}", miette::Report::new(self));
    }
}

impl Display for Failure {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Failure {}

impl Diagnostic for Failure {
    fn help(&self) -> Option<Box<dyn Display + '_>> {
        (!self.remedy.is_empty()).then(|| Box::new(&self.remedy) as Box<dyn Display>)
    }

    fn source_code(&self) -> Option<&dyn SourceCode> {
        self.source.as_ref().map(|source| &source.0 as &dyn SourceCode)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        self.source.as_ref().map(|source| Box::new(std::iter::once(source.1.clone())) as Box<dyn Iterator<Item = _>>)
    }
}

impl From<TablesError> for Failure {
    fn from(error: TablesError) -> Self {
        let source = error.excerpt.as_ref().map(|excerpt| {
            let name = error.path.file_name().unwrap_or_default().to_string_lossy();
            let label = LabeledSpan::at(excerpt.span.clone(), "here");
            Box::new((NamedSource::new(name, excerpt.text.clone()), label))
        });
        let mut place = error.path.display().to_string();
        if let Some(line) = error.line {
            place.push_str(&format!(":{line}"));
        }
        if let Some(row) = error.row {
            place.push_str(&format!(" row {row}"));
        }
        if let Some(column) = &error.column {
            place.push_str(&format!(", {column}"));
        }
        Self { message: format!("{place}: {}", error.problem), remedy: error.remedy.into(), source }
    }
}

impl From<ReportError> for Failure {
    fn from(error: ReportError) -> Self {
        match error {
            ReportError::Tables(error) => error.into(),
            ReportError::Folder { path, problem, remedy } => {
                Self::new(format!("{}: {problem}", path.display()), remedy)
            }
            ReportError::Contradiction { table, row, column, problem } => {
                Self::new(format!("{table} row {row}, {column}: {problem}"), ReportError::CONTRADICTION_REMEDY)
            }
            ReportError::DifferentCases { a, a_hash, b, b_hash } => Self::new(
                format!(
                    "the schedules are of different cases: \"{a}\" (hash {}) and \"{b}\" (hash {})",
                    &a_hash[..12.min(a_hash.len())],
                    &b_hash[..12.min(b_hash.len())],
                ),
                "compare schedules of one case",
            ),
        }
    }
}

impl From<VerifyError> for Failure {
    fn from(error: VerifyError) -> Self {
        match error {
            VerifyError::Tables(error) => error.into(),
            VerifyError::OtherCase { schedule_case, schedule_hash, case, case_hash } => Self::new(
                format!(
                    "the schedule was made for case \"{schedule_case}\" (hash {}), this is case \"{case}\" (hash {})",
                    &schedule_hash[..12.min(schedule_hash.len())],
                    &case_hash[..12.min(case_hash.len())],
                ),
                "give the case that the schedule was made for, make the schedule again, or take this case on trust: --trust-case",
            ),
        }
    }
}
