//! `linehaul train`: a policy from generated worlds, with live figures, a run folder and checkpoints.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Args;
use linehaul_agents::config::TrainConfig;
use linehaul_agents::team::Mode;

use crate::failure::Failure;
use crate::first_look::first_look;
use crate::job::{Job, Shown, cases, resolved};
use crate::output;
use crate::run_folder::read_checkpoint;

/// Train a policy on generated worlds.
#[derive(Args)]
pub struct Train {
    /// Configuration file, as those in `configs/`; what it leaves out has a default.
    #[arg(value_name = "CONFIG")]
    config: PathBuf,
    /// Overrides a value of the configuration; may be given several times.
    #[arg(long, value_name = "KEY=VALUE")]
    set: Vec<String>,
    /// Name of the run; the configuration's unless given.
    #[arg(long, value_name = "NAME")]
    name: Option<String>,
    /// Folder that runs are written into, one folder each.
    #[arg(long, value_name = "DIR", default_value = "runs")]
    runs: PathBuf,
    /// Imitate a heuristic first; as imitation.heuristic in the configuration.
    #[arg(long, value_name = "HEURISTIC")]
    imitate: Option<String>,
    /// Begin with the weights of a checkpoint of another run; as `from` in the configuration.
    #[arg(long, value_name = "CHECKPOINT")]
    from: Option<String>,
    /// Leave out the look at unseen graphs and the demo at the end.
    #[arg(long)]
    no_look: bool,
    /// Go on from the run's last checkpoint, with the same configuration.
    #[arg(long)]
    resume: bool,
    /// Print a line of JSON for each checkpoint, and a last one for the result.
    #[arg(long)]
    json: bool,
}

impl Train {
    /// Runs the command.
    pub fn run(&self, quiet: bool) -> Result<ExitCode, Failure> {
        let config = resolved(&self.config, &self.assignments())?;
        let folder = self.runs.join(self.name());
        let shown = match (self.json, quiet) {
            (true, _) => Shown::Json,
            (false, true) => Shown::Nothing,
            (false, false) => Shown::Table,
        };
        Job { cases: cases(&config)?, config: &config, folder: &folder }.run(self.resume, shown)?;
        self.look(&folder, &config, quiet)?;
        Ok(ExitCode::SUCCESS)
    }

    /// Looks at the best policy on networks that it has never seen; one for each hub of a network fits no other.
    fn look(&self, folder: &Path, config: &TrainConfig, quiet: bool) -> Result<(), Failure> {
        if self.no_look || config.policy.mode == Mode::PerHub {
            return Ok(());
        }
        let (checkpoint, hash) = read_checkpoint(&folder.join("best"))?;
        let quiet = quiet || self.json;
        let look = first_look(folder, &checkpoint.policies[0], hash, quiet)?;
        if quiet { Ok(()) } else { output::print(&look) }
    }

    fn name(&self) -> String {
        let stem = || self.config.file_stem().map_or_else(|| "run".into(), |stem| stem.to_string_lossy().into_owned());
        self.name.clone().unwrap_or_else(stem)
    }

    /// Overrides, the options that stand for one last.
    fn assignments(&self) -> Vec<String> {
        let by_option = [("imitation.heuristic", &self.imitate), ("from", &self.from)];
        let by_option = by_option.into_iter().filter_map(|(key, value)| Some(format!("{key}={}", value.as_ref()?)));
        self.set.iter().cloned().chain(by_option).collect()
    }
}
