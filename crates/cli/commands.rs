//! The commands, one a file: a new one is named here three times, and nowhere else.

mod calibrate;
mod compare;
mod completions;
mod evaluate;
mod exam;
mod generate;
mod inspect;
mod man;
mod market;
mod multipliers;
mod pack;
mod policy;
mod replan;
mod report;
mod route;
mod schedule;
mod sweep;
mod train;
mod tune;
mod verify;

use std::process::ExitCode;

use clap::Subcommand;
use linehaul_app::failure::Failure;

/// A command as it was typed.
#[derive(Subcommand)]
pub enum Command {
    /// Simulate a case under a policy and write the schedule.
    Schedule(schedule::Schedule),
    /// Keep what has left of a schedule, take in what happened, and decide the rest anew.
    Replan(replan::Replan),
    /// Train a policy on generated worlds.
    Train(train::Train),
    /// Train over a grid of settings and seeds, and compare.
    Sweep(sweep::Sweep),
    /// Show what a dearer transport makes of policies: fewer, fuller trucks.
    Multipliers(multipliers::Multipliers),
    /// Examine checkpoints on generated worlds against the best heuristic tuned on each.
    Exam(exam::Exam),
    /// Re-prove every claim of a schedule, or of routes, from its files alone.
    Verify(verify::Verify),
    /// Compare policies over cases and seeds.
    Evaluate(evaluate::Evaluate),
    /// Show what changed between two schedules of one case.
    Compare(compare::Compare),
    /// Turn a schedule, routes, an evaluation or training runs into one page to open in a browser.
    Report(report::Report),
    /// Find the late price at which a policy holds a cap on lateness.
    Calibrate(calibrate::Calibrate),
    /// Find the best parameters of a heuristic on some cases.
    Tune(tune::Tune),
    /// Show what a policy is, or what it decides by on a case.
    Policy(policy::Policy),
    /// Write random cases, or the demo case.
    Generate(generate::Generate),
    /// Show what a case holds, and what is suspicious in it.
    Inspect(inspect::Inspect),
    /// Plan the routes of a day of a last-mile market.
    Route(route::Route),
    /// Draw a day of a last-mile market from a pool of deliveries.
    Market(market::Market),
    /// Load the trucks of one dock by every solver, and explain what stays.
    Pack(pack::Pack),
    /// Print what makes a shell complete commands and options.
    Completions(completions::Completions),
    /// Print the manual page of the program or of a command.
    Man(man::Man),
}

impl Command {
    /// Runs it; `program` is the whole command line, for what describes it.
    pub fn run(&self, quiet: bool, program: &dyn Fn() -> clap::Command) -> Result<ExitCode, Failure> {
        match self {
            Self::Schedule(command) => command.run(quiet),
            Self::Replan(command) => command.run(quiet),
            Self::Train(command) => command.run(quiet),
            Self::Sweep(command) => command.run(quiet),
            Self::Multipliers(command) => command.run(quiet),
            Self::Exam(command) => command.run(quiet),
            Self::Verify(command) => command.run(quiet),
            Self::Evaluate(command) => command.run(quiet),
            Self::Compare(command) => command.run(quiet),
            Self::Report(command) => command.run(quiet),
            Self::Calibrate(command) => command.run(quiet),
            Self::Tune(command) => command.run(quiet),
            Self::Policy(command) => command.run(quiet),
            Self::Generate(command) => command.run(quiet),
            Self::Inspect(command) => command.run(quiet),
            Self::Route(command) => command.run(quiet),
            Self::Market(command) => command.run(quiet),
            Self::Pack(command) => command.run(quiet),
            Self::Completions(command) => command.run(program()),
            Self::Man(command) => command.run(program()),
        }
    }
}
