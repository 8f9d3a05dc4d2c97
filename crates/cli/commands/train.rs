//! `linehaul train`: a policy from generated worlds, with live figures, a run folder and checkpoints.

mod log;
mod period;

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

use clap::Args;
use linehaul_agents::config::{ConfigError, TrainConfig, TypedConfig};
use linehaul_agents::held_out::HeldOut;
use linehaul_agents::trainer::Trainer;
use linehaul_env::network::Network;
use linehaul_tables::{Excerpt, TablesError};

use crate::failure::Failure;
use crate::inputs::CaseInput;
use crate::progress::Progress;
use crate::run_folder::RunFolder;
use log::{Log, Shown};

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
        let config = self.resolved()?;
        let cases = cases(&config)?;
        let folder = self.runs.join(self.name());
        let (run, checkpoint) = if self.resume {
            RunFolder::resume(&folder, &config)?
        } else {
            (RunFolder::create(&folder, &config)?, None)
        };
        let done = checkpoint.as_ref().map_or((0, 0), |checkpoint| (checkpoint.iteration, checkpoint.hub_steps));
        let mut trainer = match checkpoint {
            Some(checkpoint) => Trainer::resume(config.clone(), cases, checkpoint),
            None => Trainer::new(config.clone(), cases),
        };
        let held_out = held_out(&trainer, quiet || self.json);
        run.write_worlds(&held_out.worlds())?;
        let shown = match (self.json, quiet) {
            (true, _) => Shown::Json,
            (false, true) => Shown::Nothing,
            (false, false) => Shown::Table,
        };
        let mut log = Log::new(run, &folder, config.iterations, done, shown)?;
        trainer.train(&held_out, &mut log)?;
        log.finish(trainer.iteration())?;
        Ok(ExitCode::SUCCESS)
    }

    fn name(&self) -> String {
        let stem = || self.config.file_stem().map_or_else(|| "run".into(), |stem| stem.to_string_lossy().into_owned());
        self.name.clone().unwrap_or_else(stem)
    }

    fn resolved(&self) -> Result<TrainConfig, Failure> {
        let place = self.config.display();
        let text = std::fs::read_to_string(&self.config).map_err(|error| {
            Failure::new(format!("{place}: cannot read: {error}"), "check the path of the configuration")
        })?;
        let mut typed = TypedConfig::parse(&text).map_err(|error| placed(&self.config, &text, error))?;
        let plain = |error: ConfigError| Failure::new(error.problem, error.remedy);
        self.set.iter().try_for_each(|assignment| typed.set(assignment)).map_err(plain)?;
        typed.resolve().map_err(plain)
    }
}

/// The fault of a file, with line and excerpt.
fn placed(path: &Path, text: &str, error: ConfigError) -> Failure {
    let line = error.span.as_ref().map(|span| 1 + text[..span.start].matches('\n').count());
    let excerpt = error.span.map(|span| Box::new(Excerpt { text: text.to_owned(), span }));
    TablesError { line, excerpt, ..TablesError::new(path, error.problem, error.remedy) }.into()
}

/// The cases to train on. A rollout must fit into each one's horizon.
fn cases(config: &TrainConfig) -> Result<Vec<Arc<Network>>, Failure> {
    let folders: Vec<PathBuf> = config.worlds.cases.iter().map(PathBuf::from).collect();
    let cases = CaseInput::read_all(&folders)?;
    if let Some(short) = cases.iter().find(|input| input.case().hours < config.rollout.hours) {
        let case = short.case();
        let problem =
            format!("case \"{}\" has {} hours, rollout.hours is {}", case.name, case.hours, config.rollout.hours);
        return Err(Failure::new(problem, "give a longer case, or shorter rollouts"));
    }
    Ok(cases.into_iter().map(|input| input.network).collect())
}

fn held_out(trainer: &Trainer, quiet: bool) -> HeldOut {
    let networks = trainer.held_out_networks();
    let progress = Progress::new("tuning the opponent", networks.len() as u64 * HeldOut::RUNS_PER_CASE, "runs", quiet);
    HeldOut::tuned(networks, &|| progress.step())
}
