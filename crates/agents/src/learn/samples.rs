//! An iteration's experience of one policy, ready for minibatches: rows of all crews, one after another.

use linehaul_nets::row;
use linehaul_nets::shape::Shape;

use crate::learn::advantage::{Discounts, advantages};
use crate::learn::config::PpoConfig;
use crate::learn::experience::{Decision, Rollout};

/// What minibatches are drawn from.
pub struct Samples<'a> {
    /// Observation of each row, and the pool of its world, `[row]`.
    rows: Vec<(&'a [f32], &'a [f32])>,
    /// `[row]`
    pub returns: Vec<f32>,
    /// Their mean and standard deviation.
    pub return_scale: (f32, f32),
    /// Rows with something to choose.
    pub decisions: Vec<Sample<'a>>,
    /// Share of the returns' variance that the values explain.
    pub explained_variance: f64,
}

/// A decision with what it is judged by.
pub struct Sample<'a> {
    /// The decision.
    pub decision: Decision,
    /// Its advantage, with mean 0 and spread 1 over all rows.
    pub advantage: f32,
    observation: &'a [f32],
    /// `[actor row, n_extras]`
    extras: &'a [f32],
}

impl Sample<'_> {
    /// Appends the rows of the actor.
    pub fn push(&self, shape: &Shape, rows: &mut Vec<f32>) {
        row::push_actor(shape, self.decision.mask, self.observation, self.extras, rows);
    }
}

impl<'a> Samples<'a> {
    /// Of the rollouts of all crews.
    pub fn of(rollouts: &[&'a Rollout], shape: &Shape, config: &PpoConfig) -> Self {
        let discounts = Discounts { gamma: config.gamma, lambda: config.lambda };
        let (rows, returns, decisions) = (Vec::new(), Vec::new(), Vec::new());
        let mut samples = Self { rows, returns, return_scale: (0.0, 0.0), decisions, explained_variance: 0.0 };
        let mut all_advantages = Vec::new();
        for &rollout in rollouts {
            let of_lane = |patience: &f32| discounts.in_time_of(*patience, config.slowest);
            let by_lane: Vec<Discounts> = rollout.patience.iter().map(of_lane).collect();
            let advantages = advantages(&rollout.rewards, &rollout.values, &by_lane);
            samples.returns.extend(advantages.iter().zip(&rollout.values).map(|(advantage, value)| advantage + value));
            let seen = |row: usize| (rollout.observation(row), rollout.pool(row));
            samples.rows.extend((0..rollout.rewards.len()).map(seen));
            samples.decisions.extend(rollout.decisions.iter().map(|&decision| {
                let (row, n_extras) = (decision.row as usize, shape.n_extras());
                let first = decision.actor_row as usize * n_extras;
                let extras = &rollout.extras[first..first + shape.space.n_rows(decision.mask) * n_extras];
                Sample { decision, advantage: advantages[row], observation: rollout.observation(row), extras }
            }));
            all_advantages.extend(advantages);
        }
        // What the values leave of a return is its advantage.
        let (mean, spread) = mean_and_spread(&all_advantages);
        samples.return_scale = mean_and_spread(&samples.returns);
        samples.explained_variance = 1.0 - f64::from(spread / samples.return_scale.1.max(1e-6)).powi(2);
        for sample in &mut samples.decisions {
            sample.advantage = (sample.advantage - mean) / (spread + 1e-6);
        }
        samples
    }

    /// Appends a row of the critic.
    pub fn push_row(&self, index: u32, rows: &mut Vec<f32>) {
        let (observation, pool) = self.rows[index as usize];
        row::push_critic(observation, pool, rows);
    }
}

/// Mean and standard deviation, summed in order; zeros of nothing.
fn mean_and_spread(values: &[f32]) -> (f32, f32) {
    let n = values.len().max(1) as f64;
    let mean = values.iter().map(|v| f64::from(*v)).sum::<f64>() / n;
    let variance = values.iter().map(|v| (f64::from(*v) - mean).powi(2)).sum::<f64>() / n;
    (mean as f32, variance.sqrt() as f32)
}
