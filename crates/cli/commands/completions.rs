//! `linehaul completions`: what makes a shell complete commands and options.

use std::process::ExitCode;

use clap::Args;
use clap_complete::{Shell, generate};
use linehaul_app::failure::Failure;

use crate::shown::print;

/// Print what makes a shell complete commands and options.
#[derive(Args)]
#[command(after_help = "For bash: linehaul completions bash > ~/.local/share/bash-completion/completions/linehaul")]
pub struct Completions {
    /// Shell to print for.
    shell: Shell,
}

impl Completions {
    /// Runs the command on a description of the program.
    pub fn run(&self, mut program: clap::Command) -> Result<ExitCode, Failure> {
        let mut script = Vec::new();
        let name = program.get_name().to_owned();
        generate(self.shell, &mut program, name, &mut script);
        print(&String::from_utf8_lossy(&script))?;
        Ok(ExitCode::SUCCESS)
    }
}
