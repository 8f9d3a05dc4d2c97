//! `linehaul train`: a policy from generated worlds, with live figures, a run folder and checkpoints.

use std::path::Path;
use std::process::ExitCode;

use clap::Args;
use linehaul_agents::learn::config::TrainConfig;
use linehaul_agents::learn::team::Mode;

use crate::failure::Failure;
use crate::first_look::first_look;
use crate::job::{Job, Shown, cases};
use crate::output;
use crate::run_folder::read_policies;
use crate::run_options::RunOptions;

/// Train a policy on generated worlds.
#[derive(Args)]
pub struct Train {
    #[command(flatten)]
    run: RunOptions,
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
        let config = self.run.config(self.assignments())?;
        let folder = self.run.folder();
        let shown = Shown::asked(self.json, quiet);
        Job { cases: cases(&config)?, config: &config, folder: &folder }.run(self.resume, shown)?;
        self.look(&folder, &config, quiet)?;
        Ok(ExitCode::SUCCESS)
    }

    /// Looks at the best policy on networks that it has never seen; one for each hub of a network fits no other.
    fn look(&self, folder: &Path, config: &TrainConfig, quiet: bool) -> Result<(), Failure> {
        if self.no_look || config.policy.mode == Mode::PerHub {
            return Ok(());
        }
        let (file, hash) = read_policies(&folder.join("best"))?;
        let quiet = quiet || self.json;
        let look = first_look(folder, &file.policies[0], hash, quiet)?;
        if quiet { Ok(()) } else { output::print(&look) }
    }

    /// The options that stand for an override.
    fn assignments(&self) -> impl Iterator<Item = String> {
        let by_option = [("imitation.heuristic", &self.imitate), ("from", &self.from)];
        by_option.into_iter().filter_map(|(key, value)| Some(format!("{key}={}", value.as_ref()?)))
    }
}
