//! `linehaul pack`: one dock from a file, loaded by every solver; the best plan, and why each package that stays does.

mod read;
mod report;
mod text;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;

use crate::failure::Failure;
use crate::output;

/// Load the trucks of one dock by every solver, and explain what stays.
#[derive(Args)]
pub struct Pack {
    /// Instance: vehicles, lanes with their orders, and packages, as TOML or JSON.
    file: PathBuf,
    /// Print everything as JSON.
    #[arg(long)]
    json: bool,
}

impl Pack {
    /// Runs the command.
    pub fn run(&self, quiet: bool) -> Result<ExitCode, Failure> {
        let instance = read::instance(&self.file)?;
        let report = report::Report::new(&instance);
        if self.json {
            output::print(&output::json(&report))?;
        } else if !quiet {
            output::print(&text::text(&report))?;
        }
        Ok(ExitCode::SUCCESS)
    }
}
