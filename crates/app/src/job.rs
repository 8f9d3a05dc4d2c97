//! A training run, from its configuration to its folder: what `train` does once and `sweep` often.

mod log;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use linehaul_agents::judge::held_out::HeldOut;
use linehaul_agents::learn::config::{NOTHING, TrainConfig};
use linehaul_agents::learn::not_finite::Stopped;
use linehaul_agents::learn::trainer::Trainer;
use linehaul_case::network::Network;
use linehaul_nets::device::Device;

use self::log::Log;
use crate::cases::CaseInput;
use crate::checkpoint::read_beginning;
use crate::failure::Failure;
use crate::observer::{Observer, Progress, Silent};
use crate::run_folder::{CaseHash, RunFolder};
use crate::trained::Trained;

/// A run to make.
pub struct Job<'a> {
    /// What it is set to.
    pub config: &'a TrainConfig,
    /// The cases that it trains on.
    pub cases: Vec<CaseInput>,
    /// Its folder.
    pub folder: &'a Path,
    /// Where gradients are computed.
    pub device: Device,
}

impl Job<'_> {
    /// Trains from the beginning, or from the run's last checkpoint.
    pub fn run(self, resume: bool, observer: &dyn Observer) -> Result<Trained, Failure> {
        self.run_to_end(resume, observer)?
    }

    /// The same; a run that began, and met a number that is none, is an end like another.
    fn run_to_end(self, resume: bool, observer: &dyn Observer) -> Result<Result<Trained, Failure>, Failure> {
        let Self { config, cases, folder, device } = self;
        let hashes: Vec<CaseHash> = cases.iter().map(CaseHash::of).collect();
        let cases = cases.into_iter().map(|input| input.network).collect();
        let (run, done, trainer) = if resume {
            let (run, checkpoint) = RunFolder::resume(folder, config, &hashes)?;
            let done = checkpoint.as_ref().map_or((0, 0), |checkpoint| (checkpoint.iteration, checkpoint.hub_steps));
            let trainer = match checkpoint {
                Some(checkpoint) => Trainer::resume(config.clone(), cases, checkpoint),
                None => beginning(config, cases)?,
            };
            (run, done, trainer)
        } else {
            let trainer = beginning(config, cases)?;
            (RunFolder::create(folder, config, &hashes)?, (0, 0), trainer)
        };
        let mut trainer = trainer.on(device);
        let held_out = held_out(&trainer, observer);
        run.write_worlds(&held_out.worlds())?;
        let mut log = Log::new(run, folder, config.iterations, done, observer)?;
        match trainer.train(&held_out, &mut log) {
            Ok(()) => Ok(Ok(log.finish(trainer.iteration())?)),
            Err(Stopped::Log(failure)) => Err(failure),
            Err(Stopped::Diverged(diverged)) => Ok(Err(log.diverged(&diverged))),
        }
    }
}

/// Sees to it that a run is there and done: begins it, goes on with it, or leaves it alone. What it does is not shown.
pub fn complete(config: &TrainConfig, folder: &Path) -> Result<(), Failure> {
    completed(config, folder, Device::default(), &Silent)?
}

/// The same on a device, followed by somebody; a run that met a number that is none is an end like another.
pub fn completed(
    config: &TrainConfig,
    folder: &Path,
    device: Device,
    observer: &dyn Observer,
) -> Result<Result<(), Failure>, Failure> {
    if RunFolder::is_done(folder, config)? {
        return Ok(Ok(()));
    }
    let begun = RunFolder::exists(folder);
    let ended = Job { config, cases: cases(config)?, folder, device }.run_to_end(begun, observer)?;
    Ok(ended.map(drop))
}

/// A run at its beginning: from random weights, or from those of another run.
fn beginning(config: &TrainConfig, cases: Vec<Arc<Network>>) -> Result<Trainer, Failure> {
    if config.from == NOTHING {
        return Ok(Trainer::new(config.clone(), cases));
    }
    let learners = read_beginning(Path::new(&config.from), config.seed)?;
    config.check_beginning(&learners, &cases)?;
    Ok(Trainer::from(config.clone(), cases, learners))
}

/// The cases to train on.
pub fn cases(config: &TrainConfig) -> Result<Vec<CaseInput>, Failure> {
    let folders: Vec<PathBuf> = config.worlds.cases.iter().map(PathBuf::from).collect();
    let cases = CaseInput::read_all(&folders)?;
    config.check_cases(cases.iter().map(|input| &input.network))?;
    Ok(cases)
}

fn held_out(trainer: &Trainer, observer: &dyn Observer) -> HeldOut {
    let networks = trainer.held_out_networks();
    let progress =
        Progress::new(observer, "tuning the opponent", networks.len() as u64 * HeldOut::RUNS_PER_CASE, "runs");
    HeldOut::tuned(networks, &|| progress.step())
}
