//! What commands that train have in common: a configuration, overrides, and the folder that runs go into.

use std::path::PathBuf;

use clap::Args;
use linehaul_app::configuration::RunRequest;

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
    /// As part of a request.
    pub fn request(&self) -> RunRequest {
        let Self { config, set, name, runs } = self;
        RunRequest { config: config.clone(), set: set.clone(), name: name.clone(), runs: runs.clone() }
    }
}

/// Where the runs of a folder are, and what draws them.
pub fn runs_line(request: &RunRequest) -> String {
    let place = request.folder();
    let place = place.display();
    format!("\nruns: {place} (see `linehaul report {place}`)\n")
}
