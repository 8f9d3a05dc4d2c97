//! The `linehaul` command: one file a command under `commands/`, and what they share beside this file.
//!
//! Exit codes: 0 done, 1 a schedule or a cap that does not hold, 2 bad input or a machine that refuses. An error is printed once, with
//! the place, the value and the remedy.

mod commands;
mod dock;
mod failure;
mod figures;
mod first_look;
mod inputs;
mod job;
mod late_price;
mod many_runs;
mod output;
mod progress;
mod run_folder;
mod run_options;
mod terminal;

use std::process::ExitCode;

use clap::{ColorChoice, CommandFactory, FromArgMatches, Parser, Subcommand};

use crate::failure::Failure;

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

#[derive(Subcommand)]
enum Command {
    /// Simulate a case under a policy and write the schedule.
    Schedule(commands::schedule::Schedule),
    /// Train a policy on generated worlds.
    Train(commands::train::Train),
    /// Train over a grid of settings and seeds, and compare.
    Sweep(commands::sweep::Sweep),
    /// Show what a dearer transport makes of policies: fewer, fuller trucks.
    Multipliers(commands::multipliers::Multipliers),
    /// Examine checkpoints on generated worlds against the best heuristic tuned on each.
    Exam(commands::exam::Exam),
    /// Re-prove every claim of a schedule from its files alone.
    Verify(commands::verify::Verify),
    /// Compare policies over cases and seeds.
    Evaluate(commands::evaluate::Evaluate),
    /// Show what changed between two schedules of one case.
    Compare(commands::compare::Compare),
    /// Turn a schedule, an evaluation or training runs into one page to open in a browser.
    Report(commands::report::Report),
    /// Find the late price at which a policy holds a cap on lateness.
    Calibrate(commands::calibrate::Calibrate),
    /// Find the best parameters of a heuristic on some cases.
    Tune(commands::tune::Tune),
    /// Write random cases, or the demo case.
    Generate(commands::generate::Generate),
    /// Show what a case holds, and what is suspicious in it.
    Inspect(commands::inspect::Inspect),
    /// Load the trucks of one dock by every solver, and explain what stays.
    Pack(commands::pack::Pack),
}

fn main() -> ExitCode {
    match run(&arguments()) {
        Ok(code) => code,
        Err(failure) => {
            failure.print();
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
        let built = rayon::ThreadPoolBuilder::new().num_threads(threads.into()).build_global();
        built.map_err(|error| {
            Failure::new(format!("cannot start {threads} threads: {error}"), "give a smaller number")
        })?;
    }
    let quiet = arguments.quiet;
    match &arguments.command {
        Command::Schedule(command) => command.run(quiet),
        Command::Train(command) => command.run(quiet),
        Command::Sweep(command) => command.run(quiet),
        Command::Multipliers(command) => command.run(quiet),
        Command::Exam(command) => command.run(quiet),
        Command::Verify(command) => command.run(quiet),
        Command::Evaluate(command) => command.run(quiet),
        Command::Compare(command) => command.run(quiet),
        Command::Report(command) => command.run(quiet),
        Command::Calibrate(command) => command.run(quiet),
        Command::Tune(command) => command.run(quiet),
        Command::Generate(command) => command.run(quiet),
        Command::Inspect(command) => command.run(quiet),
        Command::Pack(command) => command.run(quiet),
    }
}
