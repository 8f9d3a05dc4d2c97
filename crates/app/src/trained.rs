//! What a training run came to.

use std::path::PathBuf;

use linehaul_agents::learn::metrics::HeldOutMetrics;

/// A run that is done.
#[derive(Clone, Debug)]
pub struct Trained {
    /// The run's folder.
    pub run: PathBuf,
    /// The checkpoint to use.
    pub policy: PathBuf,
    /// Iterations done.
    pub iterations: u64,
    /// The best checkpoint of the run; none of a run of before these were logged.
    pub best: Option<HeldOutMetrics>,
}
