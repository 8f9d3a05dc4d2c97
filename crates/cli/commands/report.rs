//! `linehaul report`: a folder that another command wrote, as one page to open in a browser.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Args;
use linehaul_report::{Folder, evaluation, schedule};
use linehaul_tables::{ScheduleMeta, read_schedule, write_atomically};

use crate::failure::Failure;
use crate::figures::count;
use crate::inputs::CaseInput;
use crate::output;

/// Turn a schedule or an evaluation into one page to open in a browser.
#[derive(Args)]
pub struct Report {
    /// Folder that `schedule` or `evaluate` wrote.
    folder: PathBuf,
    /// Folder of the case that a schedule was made for; unless given, a folder of the case's name here, in `data` or in
    /// `cases`.
    #[arg(long, value_name = "DIR")]
    case: Option<PathBuf>,
    /// Page to write; `report.html` in the folder unless given.
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
}

impl Report {
    /// Runs the command.
    pub fn run(&self, quiet: bool) -> Result<ExitCode, Failure> {
        let html = match Folder::of(&self.folder)? {
            Folder::Schedule => self.schedule()?,
            Folder::Evaluation => evaluation::page(&evaluation::read(&self.folder)?),
        };
        let out = self.out.clone().unwrap_or_else(|| self.folder.join("report.html"));
        write_page(&out, &html, quiet)?;
        Ok(ExitCode::SUCCESS)
    }

    fn schedule(&self) -> Result<String, Failure> {
        let files = read_schedule(&self.folder)?;
        let folder = self.case.clone().map_or_else(|| find_case(&files.meta), Ok)?;
        let input = CaseInput::read(&folder)?;
        if input.hash != files.meta.case_hash {
            let problem = format!(
                "{}: the schedule was made for another state of case \"{}\" (hash {}, here {})",
                folder.display(),
                files.meta.case,
                &files.meta.case_hash[..12.min(files.meta.case_hash.len())],
                &input.hash[..12]
            );
            return Err(Failure::new(
                problem,
                "give the case that the schedule was made for, or make the schedule again",
            ));
        }
        Ok(schedule::page(&input.network, &files)?)
    }
}

/// Writes a page, whole or not at all, and says where.
pub fn write_page(out: &Path, html: &str, quiet: bool) -> Result<(), Failure> {
    write_atomically(out, html.as_bytes())?;
    if quiet {
        return Ok(());
    }
    output::print(&format!("page: {} ({} kB)\n", out.display(), count(html.len().div_ceil(1000) as u64)))
}

/// The first folder with the case's name in one of the usual places.
fn find_case(meta: &ScheduleMeta) -> Result<PathBuf, Failure> {
    let usual = ["", "data", "cases"].map(|place| Path::new(place).join(&meta.case));
    usual.into_iter().find(|folder| folder.join("case.toml").is_file()).ok_or_else(|| {
        let problem = format!("the schedule is of case \"{}\", which is not here, in data or in cases", meta.case);
        Failure::new(problem, "name its folder with --case DIR")
    })
}
