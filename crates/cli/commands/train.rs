//! `linehaul train`: a policy from generated worlds, with live figures, a run folder and checkpoints.

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

use clap::Args;
use linehaul_agents::checkpoint::Checkpoint;
use linehaul_agents::config::{ConfigError, NOTHING, TrainConfig, TypedConfig};
use linehaul_agents::held_out::HeldOut;
use linehaul_agents::metrics::IterationMetrics;
use linehaul_agents::team::Mode;
use linehaul_agents::trainer::{Trainer, TrainingLog};
use linehaul_env::network::Network;
use linehaul_tables::{Excerpt, TablesError};

use crate::failure::Failure;
use crate::figures::{count, number, percent};
use crate::first_look::first_look;
use crate::inputs::CaseInput;
use crate::output;
use crate::progress::Progress;
use crate::run_folder::{RunFolder, read_checkpoint};

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
}

impl Train {
    /// Runs the command.
    pub fn run(&self, quiet: bool) -> Result<ExitCode, Failure> {
        let config = self.resolved()?;
        let cases = cases(&config)?;
        let folder = self.runs.join(self.name());
        let (run, mut trainer) = if self.resume {
            let (run, checkpoint) = RunFolder::resume(&folder, &config)?;
            let trainer = match checkpoint {
                Some(checkpoint) => Trainer::resume(config.clone(), cases, checkpoint),
                None => beginning(&config, cases)?,
            };
            (run, trainer)
        } else {
            let trainer = beginning(&config, cases)?;
            (RunFolder::create(&folder, &config)?, trainer)
        };
        let held_out = held_out(&trainer, quiet);
        let mut log =
            Log { run, config: &config, quiet, since: Since { iteration: trainer.iteration(), ..Since::default() } };
        if !quiet {
            output::print(HEADERS)?;
        }
        trainer.train(&held_out, &mut log)?;
        let best = folder.join("best");
        let looked = if self.no_look || config.policy.mode == Mode::PerHub {
            "\n".to_owned()
        } else {
            let (checkpoint, hash) = read_checkpoint(&best)?;
            first_look(&folder, &checkpoint.policies[0], hash, quiet)?
        };
        if !quiet {
            let best = best.display();
            output::print(&format!("{looked}policy:    {best} (schedule --case DIR --policy {best} --out DIR)\n"))?;
        }
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
    let progress = Progress::new("tuning the opponent", networks.len() as u64 * HeldOut::RUNS_PER_CASE, quiet);
    HeldOut::tuned(networks, &|| progress.step())
}

const HEADERS: &str =
    " iteration  hub-steps  cost vs tuned   late   fill  entropy      KL  explained  hub-steps/s  collect\n";

/// Work since the last line of figures.
#[derive(Default)]
struct Since {
    rows: Vec<IterationMetrics>,
    iteration: u64,
}

/// Writes the run's folder and a line of figures for each checkpoint.
struct Log<'a> {
    run: RunFolder,
    config: &'a TrainConfig,
    quiet: bool,
    since: Since,
}

impl TrainingLog for Log<'_> {
    type Error = Failure;

    fn iteration(&mut self, metrics: &IterationMetrics) -> Result<(), Failure> {
        self.since.rows.push(metrics.clone());
        self.run.log(metrics)
    }

    fn checkpoint(&mut self, checkpoint: &Checkpoint, is_best: bool) -> Result<(), Failure> {
        self.run.save(checkpoint, is_best)?;
        if !self.quiet {
            output::print(&self.line(checkpoint, is_best))?;
        }
        self.since = Since { iteration: checkpoint.iteration, ..Since::default() };
        Ok(())
    }
}

impl Log<'_> {
    fn line(&self, checkpoint: &Checkpoint, is_best: bool) -> String {
        let rows = &self.since.rows;
        let mean = |of: &dyn Fn(&IterationMetrics) -> Option<f64>| {
            let values: Vec<f64> = rows.iter().filter_map(of).collect();
            values.iter().sum::<f64>() / values.len() as f64
        };
        let sum = |of: &dyn Fn(&IterationMetrics) -> f64| rows.iter().map(of).sum::<f64>();
        let collect = sum(&|row| row.collect_seconds);
        let busy = collect + sum(&|row| row.update_seconds);
        let done = checkpoint.iteration - self.since.iteration;
        let before = rows.first().map_or(0, |row| row.hub_steps);
        let per_iteration = (checkpoint.hub_steps - before) as f64 / (done.max(2) - 1) as f64;
        format!(
            "{:>5}/{:<5} {:>9}  {:>11}{}  {:>6} {:>6}  {:>7}  {:>6}  {:>9}  {:>11}  {:>7}\n",
            checkpoint.iteration,
            self.config.iterations,
            count(checkpoint.hub_steps),
            checkpoint.score.map_or_else(String::new, |score| number(score, 4)),
            if is_best { " *" } else { "  " },
            percent(mean(&|row| row.late_share), 1),
            percent(mean(&|row| row.fill_m3), 0),
            number(mean(&|row| Some(row.entropy)), 3),
            number(mean(&|row| Some(row.kl)), 4),
            percent(mean(&|row| Some(row.explained_variance)), 0),
            count((per_iteration * done as f64 / busy) as u64),
            percent(collect / busy, 0),
        )
    }
}
