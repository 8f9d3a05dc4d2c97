//! `linehaul sweep`: runs over a grid of settings and seeds, one folder each, and a table of what came of them.
//!
//! A run that is there already is gone on with, or left alone if it is done, so a sweep can be stopped and begun again. All are
//! examined on the same worlds.

mod grid;
mod results;

use std::path::Path;
use std::process::ExitCode;

use clap::Args;
use linehaul_agents::judge::exam::FamilyExam;
use linehaul_agents::judge::held_out::HeldOut;
use linehaul_nets::policy::Policy;

use self::grid::{Grid, Setting};
use self::results::{SettingResult, text};
use crate::failure::Failure;
use crate::inputs::families;
use crate::job::Shown;
use crate::many_runs::{self, Run};
use crate::progress::Progress;
use crate::run_folder::read_policies;
use crate::run_options::RunOptions;

/// Train over a grid of settings and seeds, and compare.
#[derive(Args)]
pub struct Sweep {
    #[command(flatten)]
    run: RunOptions,
    /// Values to try: ppo.lr=1e-3,3e-4. Given several times, every combination is tried.
    #[arg(long, value_name = "KEY=VALUE,...", required = true)]
    grid: Vec<String>,
    /// Training seeds of each setting: 1 to N.
    #[arg(long, value_name = "N", default_value_t = 3, value_parser = clap::value_parser!(u64).range(1..=1_000))]
    seeds: u64,
    /// Families that the best checkpoints are examined on, separated by commas; all but the one of training unless given.
    #[arg(long, value_name = "LIST")]
    families: Option<String>,
    /// Worlds of each family that the best checkpoints are examined on.
    #[arg(long, value_name = "N", default_value_t = 8, value_parser = clap::value_parser!(u64).range(1..=10_000))]
    worlds: u64,
    /// Seed of these worlds.
    #[arg(long, value_name = "N", default_value_t = 9_101)]
    exam_seed: u64,
    /// Print the results as JSON.
    #[arg(long)]
    json: bool,
}

impl Sweep {
    /// Runs the command.
    pub fn run(&self, quiet: bool) -> Result<ExitCode, Failure> {
        let folder = self.run.folder();
        let grid = Grid::parse(&self.grid)?;
        let settings: Vec<(Setting, Vec<Run>)> = grid
            .settings()
            .map(|setting| Ok((setting.clone(), self.runs_of(&setting, &folder)?)))
            .collect::<Result<_, Failure>>()?;
        let shown = Shown::asked(self.json, quiet);
        many_runs::train(settings.iter().flat_map(|(_, runs)| runs), shown != Shown::Table)?;
        let results = self.examined(&settings, shown)?;
        many_runs::keep(&results, (&folder, "sweep.json"), shown, &text(&results))?;
        Ok(ExitCode::SUCCESS)
    }

    /// The runs of a setting, all of them checked before the first begins.
    fn runs_of(&self, setting: &Setting, folder: &Path) -> Result<Vec<Run>, Failure> {
        let run = |seed: u64| {
            let config = self.run.config(setting.assignments().chain([format!("seed={seed}")]))?;
            Ok(Run { config, folder: folder.join(format!("{},seed={seed}", setting.folder_name())) })
        };
        (1..=self.seeds).map(run).collect()
    }

    /// Figures of all settings; the opponents are tuned once.
    fn examined(&self, settings: &[(Setting, Vec<Run>)], shown: Shown) -> Result<Vec<SettingResult>, Failure> {
        let mut results: Vec<SettingResult> =
            settings.iter().map(|(setting, _)| SettingResult::new(setting.to_string())).collect();
        let policies: Vec<Vec<Vec<Policy>>> = (settings.iter())
            .map(|(_, runs)| runs.iter().map(|run| Ok(read_policies(&run.folder.join("best"))?.0.policies)).collect())
            .collect::<Result<_, Failure>>()?;
        let families = families(self.families.as_deref())?;
        let n_runs = families.len() as u64 * self.worlds * HeldOut::RUNS_PER_CASE;
        let progress = Progress::new("examining", n_runs, "runs", shown != Shown::Table);
        for family in families {
            progress.doing(&format!("examining {}", family.name()));
            let exam = FamilyExam::new(family, self.exam_seed, self.worlds, &|| progress.step());
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
}
