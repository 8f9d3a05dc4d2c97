//! `linehaul verify`: proves every claim of a schedule, or of routes, again, from the files alone.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;
use linehaul_app::failure::Failure;
use linehaul_app::verify::{VerifyRequest, verify, verify_routes};
use linehaul_verify::Report;

use crate::figures::count;
use crate::shown::Shown;

/// Re-prove every claim of a schedule, or of routes, from its files alone.
#[derive(Args)]
pub struct Verify {
    /// Folder of a schedule or of routes.
    #[arg(value_name = "FOLDER")]
    schedule: PathBuf,
    /// Folder of the case that the schedule was made for.
    #[arg(long, value_name = "DIR", required_unless_present = "market")]
    case: Option<PathBuf>,
    /// Folder of the market that the routes were made for.
    #[arg(long, value_name = "DIR", conflicts_with_all = ["case", "trust_case", "seed"])]
    market: Option<PathBuf>,
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
        let report = match (&self.market, &self.case) {
            (Some(market), _) => verify_routes(&self.schedule, market)?,
            (None, case) => verify(&VerifyRequest {
                schedule: self.schedule.clone(),
                case: case.clone().unwrap_or_default(),
                trust_case: self.trust_case,
                seed: self.seed,
            })?,
        };
        if report.holds() || self.json {
            Shown::asked(self.json, quiet).print(&report, || {
                let (folder, checked) = (self.schedule.display(), count(report.checked.total()));
                let trust =
                    if report.case_on_trust { "; the case was taken on trust, no metadata checked" } else { "" };
                format!("{folder}: every claim holds ({checked} checked{trust})\n")
            })?;
        } else {
            self.tell_broken(&report);
        }
        Ok(ExitCode::from(u8::from(!report.holds())))
    }

    fn tell_broken(&self, report: &Report) {
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
    }
}
