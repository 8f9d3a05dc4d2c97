//! The `linehaul` command: what was typed becomes a request of `linehaul-app`, its result becomes text or JSON. One file a command
//! under `commands/`, and what they share beside this file.
//!
//! Exit codes: 0 done, 1 a schedule or a cap that does not hold, 2 bad input or a machine that refuses. An error is printed once, with
//! the place, the value and the remedy.

mod bar;
mod commands;
mod dock;
mod figures;
mod given;
mod interrupt;
mod print_failure;
mod run_options;
mod shown;
mod terminal;
mod training;

use std::process::ExitCode;

use clap::{ColorChoice, CommandFactory, FromArgMatches, Parser};
use linehaul_app::failure::Failure;
use linehaul_app::threads::use_threads;

use crate::commands::Command;
use crate::print_failure::print_failure;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Learn to run line-haul freight networks: simulate, decide, schedule, verify.
#[derive(Parser)]
#[command(version, arg_required_else_help = true, max_term_width = 100)]
struct Arguments {
    /// Threads to use, 1 to 1024; all cores unless given. Results do not depend on it.
    #[arg(long, global = true, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    threads: Option<u16>,
    /// Print nothing but errors, and JSON where it is asked for.
    #[arg(long, short, global = true)]
    quiet: bool,
    #[command(subcommand)]
    command: Command,
}

fn main() -> ExitCode {
    match run(&arguments()) {
        Ok(code) => code,
        Err(failure) => {
            print_failure(failure);
            ExitCode::from(2)
        }
    }
}

/// What was typed; the program ends here where it is no command, or asks for help.
fn arguments() -> Arguments {
    let styled = terminal::is_styled(&std::io::stdout()) && terminal::is_styled(&std::io::stderr());
    let color = if styled { ColorChoice::Auto } else { ColorChoice::Never };
    let matches = Arguments::command().color(color).get_matches();
    Arguments::from_arg_matches(&matches).unwrap_or_else(|error| error.exit())
}

fn run(arguments: &Arguments) -> Result<ExitCode, Failure> {
    if let Some(threads) = arguments.threads {
        use_threads(threads)?;
    }
    arguments.command.run(arguments.quiet, &Arguments::command)
}
