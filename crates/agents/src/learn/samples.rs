//! An iteration's experience of one policy, ready for minibatches: rows of all crews, one after another.

use linehaul_env::observe::FEATURES;

use crate::learn::advantage::{Discounts, advantages};
use crate::learn::config::PpoConfig;
use crate::learn::rollout::{Decision, Rollout};
use crate::policy::{Critic, Shape, mean_and_spread};

/// What minibatches are drawn from.
pub struct Samples<'a> {
    /// Observation of each row, and the mean one of its world if the critic sees it, `[row]`.
    rows: Vec<(&'a [f32], &'a [f32])>,
    /// `[row]`
    pub returns: Vec<f32>,
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
        let n_extras = shape.n_extras();
        for row in 0..shape.space.n_rows(self.decision.mask) {
            rows.extend_from_slice(self.observation);
            rows.extend_from_slice(&self.extras[row * n_extras..(row + 1) * n_extras]);
        }
    }
}

impl<'a> Samples<'a> {
    /// Of the rollouts of all crews.
    pub fn of(rollouts: &[&'a Rollout], shape: &Shape, config: &PpoConfig) -> Self {
        let discounts = Discounts { gamma: config.gamma, lambda: config.lambda };
        let mut samples =
            Self { rows: Vec::new(), returns: Vec::new(), decisions: Vec::new(), explained_variance: 0.0 };
        let mut all_advantages = Vec::new();
        for &rollout in rollouts {
            let of_lane = |patience: &f32| discounts.in_time_of(*patience, config.slowest);
            let by_lane: Vec<Discounts> = rollout.patience.iter().map(of_lane).collect();
            let advantages = advantages(&rollout.rewards, &rollout.values, &by_lane);
            samples.returns.extend(advantages.iter().zip(&rollout.values).map(|(advantage, value)| advantage + value));
            let observation = |row: usize| &rollout.observations[row * FEATURES..][..FEATURES];
            let pool = |row: usize| -> &'a [f32] {
                match shape.critic {
                    Critic::Local => &[],
                    Critic::Pooled => {
                        let (step, lane) = (row / rollout.n_lanes, row % rollout.n_lanes);
                        let world = step * rollout.worlds.1 + rollout.worlds.0[lane] as usize;
                        &rollout.pools[world * FEATURES..][..FEATURES]
                    }
                }
            };
            samples.rows.extend((0..rollout.rewards.len()).map(|row| (observation(row), pool(row))));
            samples.decisions.extend(rollout.decisions.iter().map(|&decision| {
                let (row, n_extras) = (decision.row as usize, shape.n_extras());
                let first = decision.actor_row as usize * n_extras;
                let extras = &rollout.extras[first..first + shape.space.n_rows(decision.mask) * n_extras];
                Sample { decision, advantage: advantages[row], observation: observation(row), extras }
            }));
            all_advantages.extend(advantages);
        }
        // What the values leave of a return is its advantage.
        let ((mean, spread), (_, return_spread)) =
            (mean_and_spread(&all_advantages), mean_and_spread(&samples.returns));
        samples.explained_variance = 1.0 - f64::from(spread / return_spread.max(1e-6)).powi(2);
        for sample in &mut samples.decisions {
            sample.advantage = (sample.advantage - mean) / (spread + 1e-6);
        }
        samples
    }

    /// Appends a row of the critic.
    pub fn push_row(&self, index: u32, rows: &mut Vec<f32>) {
        let (observation, pool) = self.rows[index as usize];
        rows.extend_from_slice(observation);
        rows.extend_from_slice(pool);
    }
}
