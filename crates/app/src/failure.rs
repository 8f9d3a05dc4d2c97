//! What went wrong, as whoever asked should read it: one message with the place and the value, one remedy, and the faulty part of a
//! text file where there is one.
//!
//! One struct serves every fault, because whoever meets one acts on all of them alike; a program draws it as it likes.

use std::fmt;
use std::ops::Range;

use linehaul_agents::learn::config::ConfigError;
use linehaul_report::ReportError;
use linehaul_tables::TablesError;
use linehaul_verify::VerifyError;

/// Why something could not be done.
#[derive(Clone, Debug)]
pub struct Failure {
    /// What is wrong, with the place and the value.
    pub message: String,
    /// What to do about it; empty where nothing can be said.
    pub remedy: String,
    /// The faulty part of a file.
    pub excerpt: Option<Box<Excerpt>>,
}

/// A part of a text file.
#[derive(Clone, Debug)]
pub struct Excerpt {
    /// Name of the file.
    pub file: String,
    /// All of its text.
    pub text: String,
    /// Bytes of the part.
    pub span: Range<usize>,
}

impl Failure {
    /// A failure without a place in a text.
    pub fn new(message: impl Into<String>, remedy: impl Into<String>) -> Self {
        Self { message: message.into(), remedy: remedy.into(), excerpt: None }
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Failure {}

impl From<ConfigError> for Failure {
    /// Of a value that stands in no file, or in one that is not at hand.
    fn from(error: ConfigError) -> Self {
        Self::new(error.problem, error.remedy)
    }
}

impl From<TablesError> for Failure {
    fn from(error: TablesError) -> Self {
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
        let file = error.path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let excerpt = error.excerpt.map(|excerpt| Box::new(Excerpt { file, text: excerpt.text, span: excerpt.span }));
        Self { message: format!("{place}: {}", error.problem), remedy: error.remedy.into(), excerpt }
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
            VerifyError::OtherMarket { routes_market, routes_hash, market, market_hash } => Self::new(
                format!(
                    "the routes were made for market \"{routes_market}\" (hash {}), this is market \"{market}\" (hash {})",
                    &routes_hash.chars().take(12).collect::<String>(),
                    &market_hash[..12.min(market_hash.len())],
                ),
                "give the market that the routes were made for, or make the routes again",
            ),
        }
    }
}
