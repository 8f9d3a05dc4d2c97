//! What a run is set to: a configuration file with overrides, and the folder that the run goes into.

use std::path::{Path, PathBuf};

use linehaul_agents::learn::config::{ConfigError, TrainConfig, TypedConfig};
use linehaul_tables::{Excerpt, TablesError};

use crate::failure::Failure;

/// Where a configuration comes from and its runs go.
#[derive(Clone, Debug)]
pub struct RunRequest {
    /// Configuration file, as those in `configs/`; what it leaves out has a default.
    pub config: PathBuf,
    /// Overrides of its values, `key=value`, in all runs.
    pub set: Vec<String>,
    /// Name of the folder; the configuration's unless given.
    pub name: Option<String>,
    /// Folder that it is written into.
    pub runs: PathBuf,
}

impl RunRequest {
    /// The configuration with the overrides, and with more of them last.
    pub(crate) fn config(&self, more: impl IntoIterator<Item = String>) -> Result<TrainConfig, Failure> {
        let assignments: Vec<String> = self.set.iter().cloned().chain(more).collect();
        resolved(&self.config, &assignments)
    }

    /// The folder of the run, or of all of them.
    pub fn folder(&self) -> PathBuf {
        let stem = || self.config.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        self.runs.join(self.name.clone().unwrap_or_else(stem))
    }
}

/// A configuration file with overrides.
fn resolved(path: &Path, assignments: &[String]) -> Result<TrainConfig, Failure> {
    let place = path.display();
    let text = std::fs::read_to_string(path).map_err(|error| {
        Failure::new(format!("{place}: cannot read: {error}"), "check the path of the configuration")
    })?;
    let mut typed = TypedConfig::parse(&text).map_err(|error| placed(path, &text, error))?;
    assignments.iter().try_for_each(|assignment| typed.set(assignment))?;
    typed.resolve().map_err(|error| if error.span.is_some() { placed(path, &text, error) } else { error.into() })
}

/// The fault of a file, with line and excerpt.
fn placed(path: &Path, text: &str, error: ConfigError) -> Failure {
    let line = error.span.as_ref().map(|span| 1 + text[..span.start].matches('\n').count());
    let excerpt = error.span.map(|span| Box::new(Excerpt { text: text.to_owned(), span }));
    TablesError { line, excerpt, ..TablesError::new(path, error.problem, error.remedy) }.into()
}
