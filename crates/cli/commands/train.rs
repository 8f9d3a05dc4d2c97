//! `linehaul train`: a policy from generated worlds, with live figures, a run folder and checkpoints.

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

use clap::Args;
use linehaul_agents::checkpoint::Checkpoint;
use linehaul_agents::config::{ConfigError, TrainConfig, TypedConfig};
use linehaul_agents::held_out::HeldOut;
use linehaul_agents::metrics::IterationMetrics;
use linehaul_agents::trainer::{Trainer, TrainingLog};
use linehaul_env::network::Network;
use linehaul_tables::{Excerpt, TablesError};

use crate::failure::Failure;
use crate::figures::{count, number, percent};
use crate::inputs::CaseInput;
use crate::output;
use crate::progress::Progress;
use crate::run_folder::RunFolder;

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
                None => Trainer::new(config.clone(), cases),
            };
            (run, trainer)
        } else {
            (RunFolder::create(&folder, &config)?, Trainer::new(config.clone(), cases))
        };
        let held_out = held_out(&trainer, quiet);
        let mut log =
            Log { run, config: &config, quiet, since: Since { iteration: trainer.iteration(), ..Since::default() } };
        if !quiet {
            output::print(HEADERS)?;
        }
        trainer.train(&held_out, &mut log)?;
        if !quiet {
            output::print(&format!("\nrun: {0} (use --policy {0}/best)\n", folder.display()))?;
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
