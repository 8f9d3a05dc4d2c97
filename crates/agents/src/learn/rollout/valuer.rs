//! What the critic sees and makes of it.

use linehaul_env::batch::Batch;
use linehaul_env::observe::FEATURES;

use super::{Lane, Rollout};
use crate::network::Perceptron;
use crate::policy::{Critic, Policy};

/// A critic at work.
pub(super) struct Valuer<'a> {
    policy: &'a Policy,
    critic: Perceptron,
}

impl<'a> Valuer<'a> {
    pub(super) fn new(policy: &'a Policy) -> Self {
        Self { policy, critic: Perceptron::new(&policy.shape.critic(), &policy.critic) }
    }

    /// Appends the observations of some lanes and their values.
    pub(super) fn watch(&self, batch: &Batch, lanes: &[Lane], rollout: &mut Rollout) {
        let observations = batch.observations();
        let observations = observations.as_slice().expect("rows stand one after another");
        let row = |row: usize| &observations[row * FEATURES..(row + 1) * FEATURES];
        let first = rollout.observations.len();
        for lane in lanes {
            rollout.observations.extend_from_slice(row(lane.row));
        }
        let outputs = match self.policy.shape.critic {
            Critic::Local => self.critic.outputs(&rollout.observations[first..]),
            Critic::Pooled => {
                let first_pool = rollout.pools.len();
                for world in batch.offsets().windows(2) {
                    let n_lanes = (world[1] - world[0]) as f32;
                    let mean = |feature: usize| (world[0]..world[1]).map(|lane| row(lane)[feature]).sum::<f32>();
                    rollout.pools.extend((0..FEATURES).map(|feature| mean(feature) / n_lanes));
                }
                let pool = |world: usize| &rollout.pools[first_pool + world * FEATURES..][..FEATURES];
                let rows: Vec<f32> =
                    lanes.iter().flat_map(|lane| row(lane.row).iter().chain(pool(lane.world))).copied().collect();
                self.critic.outputs(&rows)
            }
        };
        rollout.values.extend(outputs.into_iter().map(|output| self.policy.value_scale.value(output)));
    }
}
