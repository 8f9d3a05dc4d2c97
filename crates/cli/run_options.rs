//! What commands that train have in common: a configuration, overrides, and the folder that runs go into.

use std::path::PathBuf;

use clap::Args;
use linehaul_agents::learn::config::TrainConfig;

use crate::failure::Failure;
use crate::job::resolved;

/// Where a configuration comes from and its runs go.
#[derive(Args)]
pub struct RunOptions {
    /// Configuration file, as those in `configs/`; what it leaves out has a default.
    #[arg(value_name = "CONFIG")]
    config: PathBuf,
    /// Overrides a value of the configuration, in all runs; may be given several times.
    #[arg(long, value_name = "KEY=VALUE")]
    set: Vec<String>,
    /// Name of the folder; the configuration's unless given.
    #[arg(long, value_name = "NAME")]
    name: Option<String>,
    /// Folder that it is written into.
    #[arg(long, value_name = "DIR", default_value = "runs")]
    runs: PathBuf,
}

impl RunOptions {
    /// The configuration with the overrides, and with more of them last.
    pub fn config(&self, more: impl IntoIterator<Item = String>) -> Result<TrainConfig, Failure> {
        let assignments: Vec<String> = self.set.iter().cloned().chain(more).collect();
        resolved(&self.config, &assignments)
    }

    /// The folder of the run, or of all of them.
    pub fn folder(&self) -> PathBuf {
        let stem = || self.config.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        self.runs.join(self.name.clone().unwrap_or_else(stem))
    }
}
