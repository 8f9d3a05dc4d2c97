//! The training loop: collect, update, log, checkpoint. This is the file to read first.
//!
//! All state between iterations is weights, optimizer moments and a count; worlds and random streams follow from the seed and the
//! count at the begin of each period (see [`crate::learn::worlds`]). So a checkpoint, taken at the end of a period, is enough to go on
//! to the byte.

use std::sync::Arc;
use std::time::Instant;

use linehaul_case::network::Network;
use linehaul_nets::device::Device;
use linehaul_nets::policy::Policy;
use linehaul_nets::shape::Shape;
use rand_pcg::Pcg64;
use rayon::prelude::*;

use crate::judge::held_out::{HeldOut, HeldOutScore};
use crate::learn::average::follow;
use crate::learn::checkpoint::Checkpoint;
use crate::learn::config::TrainConfig;
use crate::learn::experience::{Experience, Rollout};
use crate::learn::learner::Learner;
use crate::learn::metrics::{IterationMetrics, Seconds};
use crate::learn::not_finite::{Diverged, Stopped};
use crate::learn::ppo::{Goal, Optimizers, Pace, UpdateFigures, update};
use crate::learn::rollout::{Crew, Stage};
use crate::learn::team::Team;
use crate::learn::worlds::Worlds;

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
    team: Team,
    /// `[policy]`
    optimizers: Vec<Optimizers>,
    /// Averages of the actors' weights, `[policy]`.
    averages: Vec<Vec<f32>>,
    /// Actors to stay near, `[policy]`; none before learning from rewards begins.
    anchors: Vec<Vec<f32>>,
    /// Iterations done.
    iteration: u64,
    /// Hub-hours simulated.
    hub_steps: u64,
    /// Cost to the reference of the best checkpoint so far.
    best: Option<f64>,
    /// Where gradients are computed.
    device: Device,
    crews: Vec<Crew>,
    /// Of the last iteration, `[crew]`, its memory to be used again.
    experiences: Vec<Experience>,
}

impl Trainer {
    /// A run from random weights; `cases` are the networks that the configuration names.
    pub fn new(config: TrainConfig, cases: Vec<Arc<Network>>) -> Self {
        let mut rng = Pcg64::new(u128::from(config.seed), STREAM_WEIGHTS);
        let n_hubs = cases.first().map_or(0, |network| network.n_hubs);
        let shape = Shape { adapters: config.network.adapters_of(&cases), ..config.shape() };
        let team = Team::random(config.policy.mode, &shape, n_hubs, &mut rng);
        Self::begin(config, cases, team)
    }

    /// A run from the weights of another, whose policies have the shape that the configuration asks for, or still lack its adapters.
    pub fn from(config: TrainConfig, cases: Vec<Arc<Network>>, mut learners: Vec<Learner>) -> Self {
        if let Some(adapters) = config.network.adapters_of(&cases) {
            let mut rng = Pcg64::new(u128::from(config.seed), STREAM_WEIGHTS);
            learners = learners.into_iter().map(|learner| learner.with_adapters(&adapters, &mut rng)).collect();
        }
        let team = Team { mode: config.policy.mode, learners, frozen: None };
        Self::begin(config, cases, team)
    }

    fn begin(config: TrainConfig, cases: Vec<Arc<Network>>, team: Team) -> Self {
        let optimizers = team.learners.iter().map(Optimizers::new).collect();
        let averages = team.learners.iter().map(|learner| learner.policy.actor.clone()).collect();
        let source = Arc::new(source(&config, cases));
        let (anchors, crews, experiences) = (Vec::new(), Vec::new(), Vec::new());
        let (iteration, hub_steps, best, device) = (0, 0, None, Device::default());
        Self {
            config,
            source,
            team,
            optimizers,
            averages,
            anchors,
            iteration,
            hub_steps,
            best,
            device,
            crews,
            experiences,
        }
    }

    /// The same with gradients computed elsewhere than on the processor.
    #[must_use]
    pub fn on(self, device: Device) -> Self {
        Self { device, ..self }
    }

    /// A run that goes on from its checkpoint.
    pub fn resume(config: TrainConfig, cases: Vec<Arc<Network>>, checkpoint: Checkpoint) -> Self {
        let Checkpoint { policies, optimizers, learners, anchors, iteration, hub_steps, best, .. } = checkpoint;
        let averages = policies.into_iter().map(|policy| policy.actor).collect();
        Self { optimizers, averages, anchors, iteration, hub_steps, best, ..Self::from(config, cases, learners) }
    }

    /// Trains to the end, or to the first number that is none. Checkpoints are compared on the held-out worlds.
    pub fn train<L: TrainingLog>(&mut self, held_out: &HeldOut, log: &mut L) -> Result<(), Stopped<L::Error>> {
        while self.iteration < self.config.iterations {
            if self.iteration.is_multiple_of(self.config.checkpoint.every) {
                self.begin_period();
            }
            let metrics = self.iterate().map_err(Stopped::Diverged)?;
            log.iteration(&metrics).map_err(Stopped::Log)?;
            if self.iteration.is_multiple_of(self.config.checkpoint.every) || self.iteration == self.config.iterations {
                let score = held_out.score(&self.averaged());
                let is_best = is_better(score.mean, self.best);
                if is_best {
                    self.best = Some(score.mean);
                }
                log.checkpoint(&self.checkpoint(&score), &score, is_best).map_err(Stopped::Log)?;
            }
        }
        Ok(())
    }

    /// Iterations done.
    pub fn iteration(&self) -> u64 {
        self.iteration
    }

    /// One iteration: collect experience, learn from it.
    fn iterate(&mut self) -> Result<IterationMetrics, Diverged> {
        let start = Instant::now();
        if self.iteration == self.imitated() && self.config.anchor.weight > 0.0 {
            self.anchors = self.actors().cloned().collect();
        }
        let mut experiences = std::mem::take(&mut self.experiences);
        self.collect(&mut experiences);
        let collected = Instant::now();
        let (figures, rate) = (self.learn(&experiences)?, self.rate());
        let seconds = Seconds { collect: (collected - start).as_secs_f64(), update: collected.elapsed().as_secs_f64() };
        self.iteration += 1;
        self.hub_steps += experiences.iter().map(|experience| experience.hub_steps).sum::<u64>();
        let metrics = IterationMetrics::of(&experiences, figures, rate, seconds, (self.iteration, self.hub_steps));
        self.experiences = experiences;
        Ok(metrics)
    }

    /// Networks on which checkpoints are compared; training never sees them.
    pub fn held_out_networks(&self) -> Vec<Arc<Network>> {
        self.source.held_out(self.config.checkpoint.worlds)
    }

    /// New worlds for all crews, staggered over the horizon.
    fn begin_period(&mut self) {
        self.team.begin_period();
        let (config, team) = (&self.config, &self.team);
        let rollout = &config.rollout;
        let period = self.iteration / config.checkpoint.every;
        let places = |crew: u64| crew * rollout.worlds / rollout.crews..(crew + 1) * rollout.worlds / rollout.crews;
        let crew = |crew: u64| Crew::new(Arc::clone(&self.source), places(crew), period, rollout.hours, team);
        self.crews = (0..rollout.crews).into_par_iter().map(crew).collect();
    }

    fn collect(&mut self, experiences: &mut Vec<Experience>) {
        let (team, teacher) = (&self.team, self.config.teacher());
        let stage = match &teacher {
            Some(teacher) if self.iteration < self.config.imitation.iterations => {
                let done = self.iteration as f64 / self.config.imitation.iterations as f64;
                Stage::Imitation { teacher, hinted: 1.0 - done }
            }
            _ => Stage::Learning,
        };
        experiences.resize_with(self.crews.len(), Experience::default);
        let crews = self.crews.par_iter_mut().zip(experiences);
        crews.for_each(|(crew, experience)| crew.collect(team, stage, experience));
    }

    /// Updates each policy on what it saw.
    fn learn(&mut self, experiences: &[Experience]) -> Result<UpdateFigures, Diverged> {
        let ppo = &self.config.ppo;
        let (rate, entropy) = (self.rate(), ppo.entropy_schedule.at(ppo.entropy, ppo.entropy_end, self.done()));
        let anchoring = (self.iteration + 1).saturating_sub(self.imitated()) as f32;
        let weight = self.config.anchor.weight * (1.0 - anchoring / self.config.anchor.iterations as f32).max(0.0);
        let mut figures = Vec::new();
        let each_its_own = self.team.learners.len() > 1;
        for (index, (learner, optimizers)) in self.team.learners.iter_mut().zip(&mut self.optimizers).enumerate() {
            let rollouts: Vec<&Rollout> = experiences.iter().map(|experience| &experience.rollouts[index]).collect();
            let goal = if self.iteration < imitated(&self.config) {
                Goal::Imitation
            } else {
                let anchor = self.anchors.get(index).filter(|_| weight > 0.0);
                Goal::Reward { anchor: anchor.map(|anchor| (anchor.as_slice(), weight)) }
            };
            let seed = (self.config.seed, self.iteration);
            let (device, trunk) = (&self.device, self.config.network.trunk);
            let actor_rate = if self.iteration < self.config.ppo.critic_first { 0.0 } else { rate };
            let pace = Pace { actor_rate, critic_rate: rate, entropy, seed, goal, device, trunk };
            let n_decisions: usize = rollouts.iter().map(|rollout| rollout.decisions.len()).sum();
            let updated = update(learner, optimizers, &rollouts, &self.config.ppo, pace);
            let hub = each_its_own.then_some(index);
            let updated = updated.map_err(|what| Diverged { iteration: self.iteration + 1, hub, what })?;
            figures.push((n_decisions, updated));
            follow(&mut self.averages[index], &learner.policy.actor, self.config.ppo.averaged, self.iteration + 1);
        }
        Ok(UpdateFigures::mean(&figures))
    }

    /// Iterations of imitation.
    fn imitated(&self) -> u64 {
        imitated(&self.config)
    }

    /// Share of the run that is done.
    fn done(&self) -> f32 {
        self.iteration as f32 / self.config.iterations as f32
    }

    /// Learning rate of this iteration.
    fn rate(&self) -> f32 {
        let ppo = &self.config.ppo;
        ppo.lr_schedule.at(ppo.lr, ppo.lr_end, self.done())
    }

    /// Weights of the actors that learn.
    fn actors(&self) -> impl Iterator<Item = &Vec<f32>> {
        self.team.learners.iter().map(|learner| &learner.policy.actor)
    }

    /// The policies with the averages of their actors.
    fn averaged(&self) -> Vec<Policy> {
        let shape = self.team.shape();
        self.averages.iter().map(|average| Policy { shape: shape.clone(), actor: average.clone() }).collect()
    }

    fn checkpoint(&self, score: &HeldOutScore) -> Checkpoint {
        Checkpoint {
            policies: self.averaged(),
            learners: self.team.learners.clone(),
            optimizers: self.optimizers.clone(),
            anchors: self.anchors.clone(),
            iteration: self.iteration,
            hub_steps: self.hub_steps,
            score: Some(score.mean),
            held_out: Some(score.figures()),
            best: self.best,
            config: self.config.clone(),
        }
    }
}

/// Iterations of imitation.
fn imitated(config: &TrainConfig) -> u64 {
    if config.teacher().is_some() { config.imitation.iterations } else { 0 }
}

fn source(config: &TrainConfig, cases: Vec<Arc<Network>>) -> Worlds {
    Worlds {
        family: config.family(),
        cases,
        case_share: config.worlds.case_share,
        seed: config.seed,
        places: config.rollout.worlds,
        late_price_share: config.worlds.late_price_share,
        multiplier: Some(config.worlds.multiplier).filter(|multiplier| *multiplier > 0.0),
    }
}

/// Whether a score is below the best so far. Any number is better than none, and than what is no number.
fn is_better(score: f64, best: Option<f64>) -> bool {
    best.is_none_or(|best| best.is_nan() || score < best)
}

#[cfg(test)]
mod adapter_tests;
#[cfg(test)]
mod tests;
