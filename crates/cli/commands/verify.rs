//! `linehaul verify`: proves every claim of a schedule again, from the files alone.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;
use linehaul_verify::{verify, verify_on_trust};

use crate::failure::Failure;
use crate::figures::count;
use crate::output;

/// Re-prove every claim of a schedule from its files alone.
#[derive(Args)]
pub struct Verify {
    /// Schedule folder.
    schedule: PathBuf,
    /// Folder of the case that the schedule was made for.
    #[arg(long, value_name = "DIR")]
    case: PathBuf,
    /// Take the case on trust, where another program has saved files of the schedule again and they no longer name it.
    #[arg(long)]
    trust_case: bool,
    /// Seed of the demand, where no file says it any more.
    #[arg(long, value_name = "N", requires = "trust_case")]
    seed: Option<u64>,
    /// Print the proof as JSON.
    #[arg(long)]
    json: bool,
}

impl Verify {
    /// Runs the command; exit code 1 when a claim does not hold.
    pub fn run(&self, quiet: bool) -> Result<ExitCode, Failure> {
        let report = if self.trust_case {
            verify_on_trust(&self.schedule, &self.case, self.seed)?
        } else {
            verify(&self.schedule, &self.case)?
        };
        if self.json {
            output::print(&output::json(&report))?;
            return Ok(ExitCode::from(u8::from(!report.holds())));
        }
        if report.holds() {
            if !quiet {
                let (folder, checked) = (self.schedule.display(), count(report.checked.total()));
                let trust =
                    if report.case_on_trust { "; the case was taken on trust, no metadata checked" } else { "" };
                output::print(&format!("{folder}: every claim holds ({checked} checked{trust})\n"))?;
            }
            return Ok(ExitCode::SUCCESS);
        }
        for claim in &report.broken {
            eprintln!("{claim}");
        }
        let hidden = report.n_broken.total() - report.broken.len() as u64;
        if hidden > 0 {
            eprintln!("and {} more of the same kinds", count(hidden));
        }
        eprintln!(
            "{}: {} of {} claims do not hold",
            self.schedule.display(),
            count(report.n_broken.total()),
            count(report.checked.total())
        );
        Ok(ExitCode::from(1))
    }
}
