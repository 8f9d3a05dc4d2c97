//! A folder that another use case wrote, or several training runs, as one page to open in a browser.

use std::path::{Path, PathBuf};

use linehaul_agents::learn::config::TrainConfig;
use linehaul_report::training::Multipliers;
use linehaul_report::{Folder, ReportError, evaluation, routes, schedule, training};
use linehaul_tables::{PAGE, ScheduleMeta, read_market, read_routes, read_schedule};

use crate::cases::CaseInput;
use crate::failure::Failure;
use crate::page::Page;
use crate::places::Places;

/// What to draw.
#[derive(Clone, Debug)]
pub struct ReportRequest {
    /// Folder of a schedule, an evaluation or a training run, or of several runs; or several of runs.
    pub folders: Vec<PathBuf>,
    /// Folder of the case that a schedule was made for; unless given, a folder of the case's name here, in `data` or in `cases`.
    pub case: Option<PathBuf>,
    /// Folder of the market that routes were made for; unless given, likewise.
    pub market: Option<PathBuf>,
    /// Page to write; unless given, `report.html` in the folder, or here for several folders.
    pub out: Option<PathBuf>,
}

/// Draws a page.
pub fn report(request: &ReportRequest) -> Result<Page, Failure> {
    let beside = match &request.folders[..] {
        [folder] => folder.join(PAGE),
        _ => PathBuf::from(PAGE),
    };
    let out = request.out.clone().unwrap_or(beside);
    let mut places = Places::default();
    request.folders.iter().for_each(|folder| places.reads_results(folder));
    request.case.iter().for_each(|case| places.reads_case(case));
    request.market.iter().for_each(|market| places.reads_market(market));
    places.writes([&out]);
    places.check()?;
    let html = match &request.folders[..] {
        [folder] => page(folder, request)?,
        folders => several(folders)?,
    };
    Page::write(&out, &html)
}

fn page(folder: &Path, request: &ReportRequest) -> Result<String, Failure> {
    match Folder::of(folder)? {
        Folder::Schedule => of_schedule(folder, request.case.as_deref()),
        Folder::Routes => of_routes(folder, request.market.as_deref()),
        Folder::Evaluation => Ok(evaluation::page(&evaluation::read(folder)?)),
        Folder::TrainingRun => of_runs(&[folder.to_owned()], None),
        Folder::Sweep(folders) => of_runs(&folders, Multipliers::read(folder)?.as_ref()),
    }
}

fn of_schedule(folder: &Path, case: Option<&Path>) -> Result<String, Failure> {
    let files = read_schedule(folder)?;
    let folder = case.map_or_else(|| find_case(&files.meta), |case| Ok(case.to_owned()))?;
    let input = CaseInput::read(&folder)?;
    if input.hash != files.meta.case_hash {
        let problem = format!(
            "{}: the schedule was made for another state of case \"{}\" (hash {}, here {})",
            folder.display(),
            files.meta.case,
            &files.meta.case_hash[..12.min(files.meta.case_hash.len())],
            &input.hash[..12]
        );
        return Err(Failure::new(problem, "give the case that the schedule was made for, or make the schedule again"));
    }
    Ok(schedule::page(&input.network, &files)?)
}

fn of_routes(folder: &Path, market: Option<&Path>) -> Result<String, Failure> {
    let files = read_routes(folder)?;
    let name = &files.meta.market;
    let folder = match market {
        Some(market) => market.to_owned(),
        None => usual_places(name, "market.toml").ok_or_else(|| {
            let problem = format!("the routes are of market \"{name}\", which is not here, in data or in cases");
            Failure::new(problem, "name its folder with --market DIR")
        })?,
    };
    let loaded = read_market(&folder)?;
    if loaded.hash != files.meta.market_hash {
        let problem = format!("{}: the routes were made for another state of market \"{name}\"", folder.display());
        return Err(Failure::new(problem, "give the market that the routes were made for, or make the routes again"));
    }
    Ok(routes::page(&loaded.market, &files)?)
}

/// The page of several folders, which must be of training runs.
fn several(folders: &[PathBuf]) -> Result<String, Failure> {
    let mut found = Vec::new();
    for folder in folders {
        match Folder::of(folder)? {
            Folder::TrainingRun => found.push(folder.clone()),
            Folder::Sweep(folders) => found.extend(folders),
            Folder::Schedule | Folder::Routes | Folder::Evaluation => {
                let problem = format!("{}: only training runs make one page together", folder.display());
                return Err(Failure::new(problem, "give this folder alone, or two schedules to `linehaul compare`"));
            }
        }
    }
    of_runs(&found, None)
}

/// The page of training runs.
fn of_runs(folders: &[PathBuf], multipliers: Option<&Multipliers>) -> Result<String, Failure> {
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

/// The first folder with the case's name in one of the usual places.
fn find_case(meta: &ScheduleMeta) -> Result<PathBuf, Failure> {
    usual_places(&meta.case, "case.toml").ok_or_else(|| {
        let problem = format!("the schedule is of case \"{}\", which is not here, in data or in cases", meta.case);
        Failure::new(problem, "name its folder with --case DIR")
    })
}

/// The first folder of a name in one of the usual places that has a file.
fn usual_places(name: &str, file: &str) -> Option<PathBuf> {
    let usual = ["", "data", "cases"].map(|place| Path::new(place).join(name));
    usual.into_iter().find(|folder| folder.join(file).is_file())
}
