//! `linehaul pack`: one dock from a file, loaded by every solver; the best plan, and why each package that stays does.

mod text;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;
use linehaul_app::failure::Failure;
use linehaul_app::pack::pack;

use crate::shown::Shown;

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
        let packing = pack(&self.file)?;
        Shown::asked(self.json, quiet).print(&packing, || text::text(&packing))?;
        Ok(ExitCode::SUCCESS)
    }
}
