//! The training loop: collect, update, log, checkpoint. This is the file to read first.
//!
//! All state between iterations is weights, optimizer moments and a count; worlds and random streams follow from the seed and the
//! count at the begin of each period (see [`crate::worlds`]). So a checkpoint, taken at the end of a period, is enough to go on
//! to the byte.

use std::sync::Arc;
use std::time::Instant;

use linehaul_env::network::Network;
use rand_pcg::Pcg64;
use rayon::prelude::*;

use crate::checkpoint::Checkpoint;
use crate::config::TrainConfig;
use crate::held_out::{HeldOut, HeldOutScore};
use crate::metrics::{IterationMetrics, Seconds};
use crate::policy::Policy;
use crate::ppo::{Optimizers, Pace, UpdateFigures, update};
use crate::rollout::{Crew, Rollout};
use crate::worlds::Worlds;

/// Second word of the random stream of the initial weights.
const STREAM_WEIGHTS: u128 = 0x7765_6967_6874;

/// Whoever keeps what training gives: a run folder, a test.
pub trait TrainingLog {
    /// Why something could not be kept.
    type Error;

    /// An iteration is done.
    fn iteration(&mut self, metrics: &IterationMetrics) -> Result<(), Self::Error>;

    /// A period is done; `score` is how its policy did on the held-out worlds, `is_best` says whether no checkpoint before was better on the held-out worlds.
    fn checkpoint(&mut self, checkpoint: &Checkpoint, score: &HeldOutScore, is_best: bool) -> Result<(), Self::Error>;
}

/// A training run.
pub struct Trainer {
    config: TrainConfig,
    source: Arc<Worlds>,
    policy: Policy,
    optimizers: Optimizers,
    /// Iterations done.
    iteration: u64,
    /// Hub-hours simulated.
    hub_steps: u64,
    /// Cost to the reference of the best checkpoint so far.
    best: Option<f64>,
    crews: Vec<Crew>,
}

impl Trainer {
    /// A run from random weights; `cases` are the networks that the configuration names.
    pub fn new(config: TrainConfig, cases: Vec<Arc<Network>>) -> Self {
        let mut rng = Pcg64::new(u128::from(config.seed), STREAM_WEIGHTS);
        let policy = Policy::random(config.policy.action, &config.policy.hidden, &mut rng);
        let optimizers = Optimizers::new(&policy);
        let source = Arc::new(source(&config, cases));
        Self { config, source, policy, optimizers, iteration: 0, hub_steps: 0, best: None, crews: Vec::new() }
    }

    /// A run that goes on from its checkpoint.
    pub fn resume(config: TrainConfig, cases: Vec<Arc<Network>>, checkpoint: Checkpoint) -> Self {
        let source = Arc::new(source(&config, cases));
        let Checkpoint { policy, optimizers, iteration, hub_steps, best, .. } = checkpoint;
        Self { config, source, policy, optimizers, iteration, hub_steps, best, crews: Vec::new() }
    }

    /// Trains to the end. Checkpoints are compared on the held-out worlds.
    pub fn train<L: TrainingLog>(&mut self, held_out: &HeldOut, log: &mut L) -> Result<(), L::Error> {
        while self.iteration < self.config.iterations {
            if self.iteration.is_multiple_of(self.config.checkpoint.every) {
                self.begin_period();
            }
            let metrics = self.iterate();
            log.iteration(&metrics)?;
            if self.iteration.is_multiple_of(self.config.checkpoint.every) || self.iteration == self.config.iterations {
                let score = held_out.score(&self.policy);
                let is_best = self.best.is_none_or(|best| score.mean < best);
                if is_best {
                    self.best = Some(score.mean);
                }
                log.checkpoint(&self.checkpoint(score.mean), &score, is_best)?;
            }
        }
        Ok(())
    }

    /// Iterations done.
    pub fn iteration(&self) -> u64 {
        self.iteration
    }

    /// The policy as it is.
    pub fn policy(&self) -> &Policy {
        &self.policy
    }

    /// One iteration: collect experience, learn from it.
    fn iterate(&mut self) -> IterationMetrics {
        let start = Instant::now();
        let rollouts = self.collect();
        let collected = Instant::now();
        let pace = self.pace();
        let figures = update(&mut self.policy, &mut self.optimizers, &rollouts, &self.config.ppo, pace);
        let seconds = Seconds { collect: (collected - start).as_secs_f64(), update: collected.elapsed().as_secs_f64() };
        self.iteration += 1;
        self.hub_steps += rollouts.iter().map(|rollout| rollout.hub_steps).sum::<u64>();
        self.metrics(&rollouts, figures, pace, seconds)
    }

    /// Networks on which checkpoints are compared; training never sees them.
    pub fn held_out_networks(&self) -> Vec<Arc<Network>> {
        self.source.held_out(self.config.checkpoint.worlds)
    }

    /// New worlds for all crews, staggered over the horizon.
    fn begin_period(&mut self) {
        let (config, policy) = (&self.config, &self.policy);
        let rollout = &config.rollout;
        let period = self.iteration / config.checkpoint.every;
        let places = |crew: u64| crew * rollout.worlds / rollout.crews..(crew + 1) * rollout.worlds / rollout.crews;
        let crew = |crew: u64| Crew::new(Arc::clone(&self.source), places(crew), period, rollout.hours, policy);
        self.crews = (0..rollout.crews).into_par_iter().map(crew).collect();
    }

    fn collect(&mut self) -> Vec<Rollout> {
        let policy = &self.policy;
        self.crews.par_iter_mut().map(|crew| crew.collect(policy)).collect()
    }

    /// Learning rate and entropy fall along lines over the run.
    fn pace(&self) -> Pace {
        let ppo = &self.config.ppo;
        let done = self.iteration as f32 / self.config.iterations as f32;
        Pace {
            rate: ppo.lr * (1.0 - done).max(ppo.lr_end),
            entropy: ppo.entropy * (1.0 - done).max(ppo.entropy_end),
            seed: (self.config.seed, self.iteration),
        }
    }

    fn checkpoint(&self, score: f64) -> Checkpoint {
        Checkpoint {
            policy: self.policy.clone(),
            optimizers: self.optimizers.clone(),
            iteration: self.iteration,
            hub_steps: self.hub_steps,
            score: Some(score),
            best: self.best,
            config: self.config.clone(),
        }
    }

    fn metrics(&self, rollouts: &[Rollout], figures: UpdateFigures, pace: Pace, seconds: Seconds) -> IterationMetrics {
        IterationMetrics::of(rollouts, figures, pace, seconds, (self.iteration, self.hub_steps))
    }
}

fn source(config: &TrainConfig, cases: Vec<Arc<Network>>) -> Worlds {
    Worlds {
        family: config.family(),
        cases,
        case_share: config.worlds.case_share,
        seed: config.seed,
        places: config.rollout.worlds,
        late_price_share: config.worlds.late_price_share,
    }
}

#[cfg(test)]
mod tests;
