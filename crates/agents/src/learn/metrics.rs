//! What an iteration and a checkpoint tell about themselves: a row each of a run's logs.

use serde::{Deserialize, Serialize};

use crate::judge::held_out::HeldOutScore;
use crate::learn::checkpoint::Checkpoint;
use crate::learn::episodes::Episodes;
use crate::learn::experience::Experience;
use crate::learn::ppo::UpdateFigures;

/// Wall-clock times of an iteration's parts.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Seconds {
    /// Worlds stepped and policies asked.
    pub collect: f64,
    /// Networks updated.
    pub update: f64,
}

/// A row of the log. Where no episode ended, its figures are absent.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct IterationMetrics {
    /// Iterations done, from 1.
    pub iteration: u64,
    /// Hub-hours simulated since the start.
    pub hub_steps: u64,
    /// Lane-hours of this iteration.
    pub rows: u64,
    /// Lane-hours with something to choose.
    pub decisions: u64,
    /// Mean reward of a lane and hour.
    pub reward: f64,
    /// Mean return of a lane over an episode: the sum of its rewards. Of episodes that ended and were seen from their first hour.
    pub episode_return: Option<f64>,
    /// Episodes that ended.
    pub episodes: u64,
    /// Share of late packages in them.
    pub late_share: Option<f64>,
    /// Used share of offered m3 in them.
    pub fill_m3: Option<f64>,
    /// Trucks an episode.
    pub departures: Option<f64>,
    /// Mean entropy of the choices, nats.
    pub entropy: f64,
    /// Mean KL divergence from the policy that acted, nats.
    pub kl: f64,
    /// Share of decisions that were clipped.
    pub clipped: f64,
    /// Share of the returns' variance that the critic explains.
    pub explained_variance: f64,
    /// Share of decisions in which the policy's likeliest choice was made: in imitation, how often it is the teacher's.
    pub agreement: f64,
    /// Learning rate.
    pub learning_rate: f32,
    /// Seconds of wall clock to simulate and infer.
    pub collect_seconds: f64,
    /// Seconds of wall clock to update.
    pub update_seconds: f64,
}

impl IterationMetrics {
    /// Of an iteration; `done` is iterations and hub-hours so far.
    pub fn of(
        experiences: &[Experience],
        figures: UpdateFigures,
        learning_rate: f32,
        seconds: Seconds,
        done: (u64, u64),
    ) -> Self {
        let mut ended = Episodes::default();
        for experience in experiences {
            ended.merge(&experience.episodes);
        }
        let rollouts = || experiences.iter().flat_map(|experience| &experience.rollouts);
        let some = |value: f64| (ended.count > 0).then_some(value);
        let rows: usize = rollouts().map(|rollout| rollout.rewards.len()).sum();
        let rewards = rollouts().flat_map(|rollout| &rollout.rewards).map(|reward| f64::from(*reward));
        Self {
            iteration: done.0,
            hub_steps: done.1,
            rows: rows as u64,
            decisions: rollouts().map(|rollout| rollout.decisions.len() as u64).sum(),
            reward: rewards.sum::<f64>() / rows.max(1) as f64,
            episode_return: (ended.returns.0 > 0).then(|| ended.returns.1 / ended.returns.0 as f64),
            episodes: ended.count,
            late_share: some(ended.late as f64 / ended.judged.max(1) as f64),
            fill_m3: some(ended.fill / ended.count as f64),
            departures: some(ended.departures as f64 / ended.count as f64),
            entropy: figures.entropy,
            kl: figures.kl,
            clipped: figures.clipped,
            explained_variance: figures.explained_variance,
            agreement: figures.agreement,
            learning_rate,
            collect_seconds: seconds.collect,
            update_seconds: seconds.update,
        }
    }
}

/// A row of the log of held-out scores: a checkpoint against the tuned heuristic.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct HeldOutMetrics {
    /// Iterations done.
    pub iteration: u64,
    /// Hub-hours simulated since the start.
    pub hub_steps: u64,
    /// Mean over the worlds of total cost over that of the tuned heuristic.
    pub mean: f64,
    /// Lower end of its 95 % interval over worlds; none from one world.
    pub low: Option<f64>,
    /// Upper end.
    pub high: Option<f64>,
    /// Total cost over that of the tuned heuristic, `[world]`.
    pub ratios: Vec<f64>,
}

impl HeldOutMetrics {
    /// Of a checkpoint and its score.
    pub fn of(checkpoint: &Checkpoint, score: &HeldOutScore) -> Self {
        Self {
            iteration: checkpoint.iteration,
            hub_steps: checkpoint.hub_steps,
            mean: score.mean,
            low: score.interval.map(|interval| interval.low),
            high: score.interval.map(|interval| interval.high),
            ratios: score.ratios.clone(),
        }
    }
}
