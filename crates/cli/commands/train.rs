//! `linehaul train`: a policy from generated worlds, with live figures, a run folder and checkpoints.

mod log;
mod period;

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

use clap::Args;
use linehaul_agents::config::{ConfigError, NOTHING, TrainConfig, TypedConfig};
use linehaul_agents::held_out::HeldOut;
use linehaul_agents::team::Mode;
use linehaul_agents::trainer::Trainer;
use linehaul_env::network::Network;
use linehaul_tables::{Excerpt, TablesError};

use crate::failure::Failure;
use crate::first_look::first_look;
use crate::inputs::CaseInput;
use crate::output;
use crate::progress::Progress;
use crate::run_folder::{RunFolder, read_checkpoint};
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
        let config = self.resolved()?;
        let cases = cases(&config)?;
        let folder = self.runs.join(self.name());
        let (run, done, mut trainer) = if self.resume {
            let (run, checkpoint) = RunFolder::resume(&folder, &config)?;
            let done = checkpoint.as_ref().map_or((0, 0), |checkpoint| (checkpoint.iteration, checkpoint.hub_steps));
            let trainer = match checkpoint {
                Some(checkpoint) => Trainer::resume(config.clone(), cases, checkpoint),
                None => beginning(&config, cases)?,
            };
            (run, done, trainer)
        } else {
            let trainer = beginning(&config, cases)?;
            (RunFolder::create(&folder, &config)?, (0, 0), trainer)
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

    fn resolved(&self) -> Result<TrainConfig, Failure> {
        let place = self.config.display();
        let text = std::fs::read_to_string(&self.config).map_err(|error| {
            Failure::new(format!("{place}: cannot read: {error}"), "check the path of the configuration")
        })?;
        let mut typed = TypedConfig::parse(&text).map_err(|error| placed(&self.config, &text, error))?;
        let plain = |error: ConfigError| Failure::new(error.problem, error.remedy);
        let by_option = [("imitation.heuristic", &self.imitate), ("from", &self.from)];
        let by_option = by_option.into_iter().filter_map(|(key, value)| Some(format!("{key}={}", value.as_ref()?)));
        let assignments: Vec<String> = self.set.iter().cloned().chain(by_option).collect();
        assignments.iter().try_for_each(|assignment| typed.set(assignment)).map_err(plain)?;
        typed.resolve().map_err(plain)
    }
}

/// The fault of a file, with line and excerpt.
fn placed(path: &Path, text: &str, error: ConfigError) -> Failure {
    let line = error.span.as_ref().map(|span| 1 + text[..span.start].matches('\n').count());
    let excerpt = error.span.map(|span| Box::new(Excerpt { text: text.to_owned(), span }));
    TablesError { line, excerpt, ..TablesError::new(path, error.problem, error.remedy) }.into()
}

/// A run at its beginning: from random weights, or from those of another run.
fn beginning(config: &TrainConfig, cases: Vec<Arc<Network>>) -> Result<Trainer, Failure> {
    if config.from == NOTHING {
        if config.anchor.weight > 0.0 && config.teacher().is_none() {
            let problem = "anchor.weight is above 0, and there is nothing to stay near";
            return Err(Failure::new(problem, "give --imitate or --from, or set anchor.weight=0"));
        }
        return Ok(Trainer::new(config.clone(), cases));
    }
    let policies = read_checkpoint(Path::new(&config.from))?.0.policies;
    if policies[0].shape != config.shape() || (policies.len() > 1) != (config.policy.mode == Mode::PerHub) {
        let problem = format!("{}: its policy is not of the kind that [policy] asks for", config.from);
        return Err(Failure::new(problem, "give action, hidden, critic and mode as in the config.toml of its run"));
    }
    Ok(Trainer::from(config.clone(), cases, policies))
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
    let sizes = || cases.iter().map(|input| input.network.n_hubs);
    if config.policy.mode == Mode::PerHub && sizes().any(|n_hubs| Some(n_hubs) != sizes().next()) {
        let problem = "policy.mode is per-hub, and the cases differ in their number of hubs";
        return Err(Failure::new(problem, "give cases of one network"));
    }
    Ok(cases.into_iter().map(|input| input.network).collect())
}

fn held_out(trainer: &Trainer, quiet: bool) -> HeldOut {
    let networks = trainer.held_out_networks();
    let progress = Progress::new("tuning the opponent", networks.len() as u64 * HeldOut::RUNS_PER_CASE, "runs", quiet);
    HeldOut::tuned(networks, &|| progress.step())
}
