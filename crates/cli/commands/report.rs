//! `linehaul report`: a folder that another command wrote, or several training runs, as one page to open in a browser.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;
use linehaul_app::failure::Failure;
use linehaul_app::report::{ReportRequest, report};

use crate::figures::page_line;
use crate::shown::Shown;

/// Turn a schedule, routes, an evaluation or training runs into one page to open in a browser.
#[derive(Args)]
pub struct Report {
    /// Folder that `schedule`, `route`, `evaluate` or `train` wrote; several of `train`, or a folder of such, are laid over one another.
    #[arg(value_name = "FOLDER", num_args = 1.., required = true)]
    folders: Vec<PathBuf>,
    /// Folder of the case that a schedule was made for; unless given, a folder of the case's name here, in `data` or in
    /// `cases`.
    #[arg(long, value_name = "DIR")]
    case: Option<PathBuf>,
    /// Folder of the market that routes were made for; unless given, a folder of the market's name in the same places.
    #[arg(long, value_name = "DIR")]
    market: Option<PathBuf>,
    /// Page to write; unless given, `report.html` in the folder, or here for several folders.
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
}

impl Report {
    /// Runs the command.
    pub fn run(&self, quiet: bool) -> Result<ExitCode, Failure> {
        let Self { folders, case, market, out } = self;
        let page = report(&ReportRequest {
            folders: folders.clone(),
            case: case.clone(),
            market: market.clone(),
            out: out.clone(),
        })?;
        Shown::asked(false, quiet).tell(|| page_line(&page))?;
        Ok(ExitCode::SUCCESS)
    }
}
