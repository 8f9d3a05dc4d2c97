//! A policy from generated worlds: a run folder with checkpoints, and a first look at what the best of them is worth.

use linehaul_agents::learn::config::TrainConfig;
use linehaul_agents::learn::team::Mode;

pub use linehaul_nets::device::Device;

use crate::checkpoint::read_policies;
use crate::configuration::RunRequest;
use crate::failure::Failure;
use crate::first_look::{FirstLook, first_look};
use crate::job::{Job, cases};
use crate::observer::Observer;
use crate::trained::Trained;

/// A run to make, or to go on with.
#[derive(Clone, Debug)]
pub struct TrainRequest {
    /// Its configuration and folder.
    pub run: RunRequest,
    /// Heuristic to imitate first; as `imitation.heuristic` in the configuration.
    pub imitate: Option<String>,
    /// Checkpoint of another run to begin with; as `from` in the configuration.
    pub from: Option<String>,
    /// Whether to look at unseen graphs and the demo at the end. A policy for each hub of a network fits no other: it is not looked at.
    pub look: bool,
    /// Go on from the run's last checkpoint, with the same configuration.
    pub resume: bool,
    /// Where gradients are computed. Only the processor's results are the same bytes on every machine.
    pub device: Device,
}

/// Trains, and looks at the best policy. The run is told to the observer when it is done, before the look begins.
pub fn train(request: &TrainRequest, observer: &dyn Observer) -> Result<(Trained, Option<FirstLook>), Failure> {
    let config = request.run.config(assignments(request))?;
    let folder = request.run.folder();
    let device = request.device.clone();
    let job = Job { cases: cases(&config)?, config: &config, folder: &folder, device };
    let trained = job.run(request.resume, observer)?;
    let look = if request.look { look(&trained, &config, observer)? } else { None };
    Ok((trained, look))
}

/// The requests that stand for an override.
pub(crate) fn assignments(request: &TrainRequest) -> impl Iterator<Item = String> {
    let by_key = [("imitation.heuristic", &request.imitate), ("from", &request.from)];
    by_key.into_iter().filter_map(|(key, value)| Some(format!("{key}={}", value.as_ref()?)))
}

/// Looks at the best policy of a run, if it fits other networks.
pub(crate) fn look(
    trained: &Trained,
    config: &TrainConfig,
    observer: &dyn Observer,
) -> Result<Option<FirstLook>, Failure> {
    if config.policy.mode == Mode::PerHub {
        return Ok(None);
    }
    let (file, hash) = read_policies(&trained.policy)?;
    first_look(&trained.run, &file.policies[0], hash, observer).map(Some)
}
