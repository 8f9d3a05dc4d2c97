//! What the critic sees and makes of it.

use linehaul_env::batch::Batch;
use linehaul_env::observe::FEATURES;
use linehaul_nets::net::Net;
use linehaul_nets::row;

use super::lane::Lanes;
use crate::learn::experience::Rollout;
use crate::learn::learner::Learner;

/// A critic at work.
pub struct Valuer<'a> {
    learner: &'a Learner,
    critic: Net,
}

impl<'a> Valuer<'a> {
    pub fn new(learner: &'a Learner) -> Self {
        Self { learner, critic: learner.critic.net(&learner.policy.shape) }
    }

    /// Appends the observations of some lanes, what else the critic sees, and the lanes' values.
    pub fn watch(&self, batch: &Batch, lanes: &Lanes, rollout: &mut Rollout) {
        let shape = &self.learner.policy.shape;
        let observations = batch.observations();
        let observations = observations.as_slice().expect("rows stand one after another");
        let of_lanes = |lanes: std::ops::Range<usize>| &observations[lanes.start * FEATURES..lanes.end * FEATURES];
        let first = rollout.observations.len();
        for lane in &lanes.list {
            rollout.observations.extend_from_slice(of_lanes(lane.row..lane.row + 1));
        }
        for world in batch.offsets().windows(2) {
            row::push_pool(shape, of_lanes(world[0]..world[1]), &mut rollout.pools);
        }
        let pool = |lane: usize| rollout.pool(first / FEATURES + lane);
        let outputs =
            self.critic.outputs(&row::critic_rows(shape, &rollout.observations[first..], pool), &lanes.places);
        rollout.values.extend(outputs.into_iter().map(|output| self.learner.critic.scale.value(output)));
    }
}
