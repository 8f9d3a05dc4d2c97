//! What an iteration and a checkpoint tell about themselves: a row each of a run's logs.
//!
//! JSON knows no NaN and no infinity: they are written as null. A row with nulls is a row all the same, read back with NaN, so that a run
//! that diverged is still told to its end.

use serde::{Deserialize, Deserializer, Serialize};

use crate::judge::held_out::HeldOutScore;
use crate::learn::checkpoint::Checkpoint;
use crate::learn::episodes::Episodes;
use crate::learn::experience::Experience;
use crate::learn::layer_figures::LayerFigures;
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
    #[serde(deserialize_with = "number")]
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
    #[serde(deserialize_with = "number")]
    pub entropy: f64,
    /// Mean KL divergence from the policy that acted, nats.
    #[serde(deserialize_with = "number")]
    pub kl: f64,
    /// Share of decisions that were clipped.
    #[serde(deserialize_with = "number")]
    pub clipped: f64,
    /// Share of the returns' variance that the critic explains.
    #[serde(deserialize_with = "number")]
    pub explained_variance: f64,
    /// Share of decisions in which the policy's likeliest choice was made: in imitation, how often it is the teacher's.
    #[serde(deserialize_with = "number")]
    pub agreement: f64,
    /// Passes that the actor made, with the part of the last.
    #[serde(default = "unknown", deserialize_with = "number")]
    pub passes: f64,
    /// Mean norm of the actor's gradient over the minibatches of the first pass, before it is shortened.
    #[serde(default = "unknown", deserialize_with = "number")]
    pub actor_gradient: f64,
    /// Mean norm of the critic's.
    #[serde(default = "unknown", deserialize_with = "number")]
    pub critic_gradient: f64,
    /// Share of the actor's hidden units that were below 0 on all rows of the first pass.
    #[serde(default = "unknown", deserialize_with = "number")]
    pub actor_dead: f64,
    /// Share of the critic's.
    #[serde(default = "unknown", deserialize_with = "number")]
    pub critic_dead: f64,
    /// The same layer by layer: the actor's, then the critic's.
    #[serde(default)]
    pub layers: Vec<LayerFigures>,
    /// Learning rate.
    #[serde(deserialize_with = "number")]
    pub learning_rate: f32,
    /// Seconds of wall clock to simulate and infer.
    #[serde(deserialize_with = "number")]
    pub collect_seconds: f64,
    /// Seconds of wall clock to update.
    #[serde(deserialize_with = "number")]
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
            passes: figures.actor.passes,
            actor_gradient: figures.actor.gradient,
            critic_gradient: figures.critic.gradient,
            actor_dead: figures.actor.dead,
            critic_dead: figures.critic.dead,
            layers: [figures.actor.layers, figures.critic.layers].concat(),
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
    #[serde(deserialize_with = "number")]
    pub mean: f64,
    /// Lower end of its 95 % interval over worlds; none from one world.
    pub low: Option<f64>,
    /// Upper end.
    pub high: Option<f64>,
    /// Total cost over that of the tuned heuristic, `[world]`.
    #[serde(deserialize_with = "numbers")]
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

/// A figure that runs of before did not log.
fn unknown() -> f64 {
    f64::NAN
}

/// A number, or NaN where there is null.
fn number<'de, D: Deserializer<'de>, T: Deserialize<'de> + From<f32>>(deserializer: D) -> Result<T, D::Error> {
    Ok(Option::deserialize(deserializer)?.unwrap_or_else(|| T::from(f32::NAN)))
}

fn numbers<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<f64>, D::Error> {
    let numbers = Vec::<Option<f64>>::deserialize(deserializer)?;
    Ok(numbers.into_iter().map(|number| number.unwrap_or(f64::NAN)).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::learn::not_finite::Role;

    fn row(figure: f64) -> IterationMetrics {
        IterationMetrics {
            iteration: 3,
            hub_steps: 7,
            rows: 11,
            decisions: 5,
            reward: figure,
            episode_return: None,
            episodes: 0,
            late_share: None,
            fill_m3: None,
            departures: Some(2.5),
            entropy: figure,
            kl: figure,
            clipped: figure,
            explained_variance: figure,
            agreement: figure,
            passes: figure,
            actor_gradient: figure,
            critic_gradient: figure,
            actor_dead: figure,
            critic_dead: figure,
            layers: vec![LayerFigures { network: Role::Critic, layer: "0".into(), gradient: 0.5, dead: None }],
            learning_rate: figure as f32,
            collect_seconds: figure,
            update_seconds: figure,
        }
    }

    #[test]
    fn a_row_is_read_back_whatever_its_figures_are() {
        let back = |row: &IterationMetrics| -> IterationMetrics {
            serde_json::from_str(&serde_json::to_string(row).unwrap()).unwrap()
        };
        assert_eq!(back(&row(0.25)), row(0.25));
        for figure in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY] {
            let read = back(&row(figure));
            assert_eq!(format!("{read:?}"), format!("{:?}", row(f64::NAN)));
        }
    }

    /// A run of before goes on: its rows stay, with figures that are not known.
    #[test]
    fn a_row_of_before_there_were_figures_of_layers_is_read() {
        let mut row = serde_json::to_value(row(0.25)).unwrap();
        for new in ["passes", "actor_gradient", "critic_gradient", "actor_dead", "critic_dead", "layers"] {
            row.as_object_mut().unwrap().remove(new).unwrap();
        }
        let read: IterationMetrics = serde_json::from_value(row).unwrap();
        assert!(read.passes.is_nan() && read.layers.is_empty() && read.kl.to_bits() == 0.25_f64.to_bits());
    }

    #[test]
    fn a_score_is_read_back_whatever_its_figures_are() {
        let row =
            |mean, ratios| HeldOutMetrics { iteration: 3, hub_steps: 7, mean, low: None, high: Some(1.5), ratios };
        let text = serde_json::to_string(&row(f64::NAN, vec![0.5, f64::INFINITY])).unwrap();
        let read: HeldOutMetrics = serde_json::from_str(&text).unwrap();
        assert_eq!(format!("{read:?}"), format!("{:?}", row(f64::NAN, vec![0.5, f64::NAN])));
    }
}
