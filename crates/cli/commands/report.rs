//! `linehaul report`: a folder that another command wrote, or several training runs, as one page to open in a browser.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Args;
use linehaul_agents::learn::config::TrainConfig;
use linehaul_report::training::Multipliers;
use linehaul_report::{Folder, ReportError, evaluation, schedule, training};
use linehaul_tables::{ScheduleMeta, read_schedule, write_atomically};

use crate::failure::Failure;
use crate::figures::count;
use crate::inputs::CaseInput;
use crate::output;

/// Turn a schedule, an evaluation or training runs into one page to open in a browser.
#[derive(Args)]
pub struct Report {
    /// Folder that `schedule`, `evaluate` or `train` wrote; several of `train`, or a folder of such, are laid over one another.
    #[arg(value_name = "FOLDER", num_args = 1.., required = true)]
    folders: Vec<PathBuf>,
    /// Folder of the case that a schedule was made for; unless given, a folder of the case's name here, in `data` or in
    /// `cases`.
    #[arg(long, value_name = "DIR")]
    case: Option<PathBuf>,
    /// Page to write; unless given, `report.html` in the folder, or here for several folders.
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
}

impl Report {
    /// Runs the command.
    pub fn run(&self, quiet: bool) -> Result<ExitCode, Failure> {
        let (html, beside) = match &self.folders[..] {
            [folder] => (self.page(folder)?, folder.join("report.html")),
            folders => (several(folders)?, PathBuf::from("report.html")),
        };
        let out = self.out.clone().unwrap_or(beside);
        write_page(&out, &html, quiet)?;
        Ok(ExitCode::SUCCESS)
    }

    fn page(&self, folder: &Path) -> Result<String, Failure> {
        match Folder::of(folder)? {
            Folder::Schedule => self.schedule(folder),
            Folder::Evaluation => Ok(evaluation::page(&evaluation::read(folder)?)),
            Folder::TrainingRun => runs(&[folder.to_owned()], None),
            Folder::Sweep(folders) => runs(&folders, Multipliers::read(folder)?.as_ref()),
        }
    }

    fn schedule(&self, folder: &Path) -> Result<String, Failure> {
        let files = read_schedule(folder)?;
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

/// The page of several folders, which must be of training runs.
fn several(folders: &[PathBuf]) -> Result<String, Failure> {
    let mut found = Vec::new();
    for folder in folders {
        match Folder::of(folder)? {
            Folder::TrainingRun => found.push(folder.clone()),
            Folder::Sweep(folders) => found.extend(folders),
            Folder::Schedule | Folder::Evaluation => {
                let problem = format!("{}: only training runs make one page together", folder.display());
                return Err(Failure::new(problem, "give this folder alone, or two schedules to `linehaul compare`"));
            }
        }
    }
    runs(&found, None)
}

/// The page of training runs.
fn runs(folders: &[PathBuf], multipliers: Option<&Multipliers>) -> Result<String, Failure> {
    let mut runs = folders.iter().map(|folder| training::read(folder)).collect::<Result<Vec<_>, ReportError>>()?;
    // Of the same name in other folders: the whole path tells them apart.
    let names: Vec<String> = runs.iter().map(|run| run.name.clone()).collect();
    for (run, folder) in runs.iter_mut().zip(folders) {
        if names.iter().filter(|name| **name == run.name).count() > 1 {
            run.name = folder.display().to_string();
        }
    }
    let defaults = toml::to_string(&TrainConfig::default()).expect("a configuration is plain values");
    Ok(training::page(&runs, &defaults, multipliers))
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
