//! `linehaul man`: the manual page of the program or of a command.

use std::process::ExitCode;

use clap::Args;
use clap_mangen::Man as Page;
use linehaul_app::failure::Failure;

use crate::shown::print;

/// Print the manual page of the program or of a command.
#[derive(Args)]
#[command(after_help = "To read it: linehaul man | man -l -")]
pub struct Man {
    /// Command to print the page of; the program's, which names all commands, unless given.
    command: Option<String>,
}

impl Man {
    /// Runs the command on a description of the program.
    pub fn run(&self, mut program: clap::Command) -> Result<ExitCode, Failure> {
        program.build();
        let described = match &self.command {
            None => program,
            Some(name) => described(&program, name)?,
        };
        let mut page = Vec::new();
        let source = format!("linehaul {}", env!("CARGO_PKG_VERSION"));
        Page::new(described).source(source).render(&mut page).expect("memory takes what is written");
        print(&String::from_utf8_lossy(&page))?;
        Ok(ExitCode::SUCCESS)
    }
}

/// A command of the program, built: it knows the name of its page.
fn described(program: &clap::Command, name: &str) -> Result<clap::Command, Failure> {
    program.find_subcommand(name).cloned().ok_or_else(|| {
        let names: Vec<&str> = program.get_subcommands().map(clap::Command::get_name).collect();
        Failure::new(format!("\"{name}\" is not a command"), format!("use one of {}", names.join(", ")))
    })
}
