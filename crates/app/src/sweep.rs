//! Runs over a grid of settings and seeds, one folder each, and what came of them.
//!
//! A run that is there already is gone on with, or left alone if it is done, so a sweep can be stopped and begun again. All are
//! examined on the same worlds.

mod grid;
mod results;
mod spread;

use std::path::Path;

use linehaul_agents::judge::exam::FamilyExam;
use linehaul_agents::judge::held_out::HeldOut;
use linehaul_nets::policy::Policy;
use linehaul_tables::write_atomically;
use linehaul_worlds::generate::Family;

use self::grid::{Grid, Setting};
pub use self::results::{RunResult, SettingResult, best_first};
pub use self::spread::Spread;
use crate::checkpoint::{BEST, read_policies};
use crate::configuration::RunRequest;
use crate::failure::Failure;
use crate::families::families;
use crate::json::json;
use crate::many_runs::{self, Run};
use crate::observer::{Observer, Progress};

/// The runs to make, and what to examine them on.
#[derive(Clone, Debug)]
pub struct SweepRequest {
    /// The configuration of all runs, and their folder.
    pub run: RunRequest,
    /// Values to try, `key=value,value`: every combination of them.
    pub grid: Vec<String>,
    /// Training seeds of each setting: 1 to this.
    pub seeds: u64,
    /// Names of the families that the best checkpoints are examined on; all but the one of training unless given.
    pub families: Option<Vec<String>>,
    /// Worlds of each family.
    pub worlds: u64,
    /// Seed of these worlds.
    pub exam_seed: u64,
}

/// Trains what is not trained, examines all, and writes `sweep.json`.
pub fn sweep(request: &SweepRequest, observer: &dyn Observer) -> Result<Vec<SettingResult>, Failure> {
    let folder = request.run.folder();
    let grid = Grid::parse(&request.grid)?;
    let families = families(request.families.as_deref())?;
    let settings: Vec<(Setting, Vec<Run>)> = grid
        .settings()
        .map(|setting| Ok((setting.clone(), runs_of(request, &setting, &folder)?)))
        .collect::<Result<_, Failure>>()?;
    many_runs::train(settings.iter().flat_map(|(_, runs)| runs), observer)?;
    let results = examined(&settings, families, request, observer)?;
    write_atomically(&folder.join("sweep.json"), json(&results).as_bytes())?;
    Ok(results)
}

/// The runs of a setting, all of them checked before the first begins.
fn runs_of(request: &SweepRequest, setting: &Setting, folder: &Path) -> Result<Vec<Run>, Failure> {
    let run = |seed: u64| {
        let config = request.run.config(setting.assignments().chain([format!("seed={seed}")]))?;
        Ok(Run { config, folder: folder.join(format!("{},seed={seed}", setting.folder_name())) })
    };
    (1..=request.seeds).map(run).collect()
}

/// Figures of all settings; the opponents are tuned once.
fn examined(
    settings: &[(Setting, Vec<Run>)],
    families: Vec<Family>,
    request: &SweepRequest,
    observer: &dyn Observer,
) -> Result<Vec<SettingResult>, Failure> {
    let mut results: Vec<SettingResult> =
        settings.iter().map(|(setting, _)| SettingResult::new(setting.to_string())).collect();
    let policies: Vec<Vec<Vec<Policy>>> = (settings.iter())
        .map(|(_, runs)| runs.iter().map(|run| Ok(read_policies(&run.folder.join(BEST))?.0.policies)).collect())
        .collect::<Result<_, Failure>>()?;
    let n_runs = families.len() as u64 * request.worlds * HeldOut::RUNS_PER_CASE;
    let progress = Progress::new(observer, "examining", n_runs, "runs");
    for family in families {
        progress.doing(&format!("examining {}", family.name()));
        let exam = FamilyExam::new(family, request.exam_seed, request.worlds, &|| progress.step());
        for (policies, result) in policies.iter().zip(&mut results) {
            // Policies of the hubs of one network fit no other: only their held-out scores count.
            let means = policies.iter().filter(|policies| policies.len() == 1).map(|p| exam.examine(&p[0]).mean);
            result.add_family(family.name(), means.collect());
        }
    }
    for ((_, runs), result) in settings.iter().zip(&mut results) {
        for run in runs {
            result.add_run(&run.folder)?;
        }
    }
    results::at_equal_seconds(&mut results);
    Ok(results)
}
