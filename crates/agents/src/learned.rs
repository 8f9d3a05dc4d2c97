//! A fleet manager that follows a trained policy: for each lane the choice with the largest logit, nothing drawn.

use linehaul_env::observe::{FEATURES, Observer};
use linehaul_env::order::Order;
use linehaul_env::world::World;

use crate::actions::{ActionSpace, Actions};
use crate::categorical::best;
use crate::fleet_manager::FleetManager;
use crate::network::Perceptron;
use crate::policy::Policy;

/// A policy at work, with scratch.
pub struct Learned {
    space: ActionSpace,
    scorer: Perceptron,
    /// Fixed by the first world that is ordered for; one manager serves one network.
    actions: Option<Actions>,
    observer: Observer,
    observations: Vec<f32>,
    /// Observations of the lanes that have a choice, `[row, FEATURES]`; the lanes and their masks, `[row]`.
    rows: Vec<f32>,
    lanes: Vec<(usize, u16)>,
}

impl Learned {
    /// A manager that follows a policy.
    pub fn new(policy: &Policy) -> Self {
        Self {
            space: policy.space,
            scorer: policy.scorer(),
            actions: None,
            observer: Observer::default(),
            observations: Vec::new(),
            rows: Vec::new(),
            lanes: Vec::new(),
        }
    }
}

impl FleetManager for Learned {
    fn order(&mut self, world: &World, orders: &mut [Order]) {
        let actions = *self.actions.get_or_insert_with(|| Actions::new(self.space, &world.network));
        self.observations.resize(world.network.n_lanes * FEATURES, 0.0);
        self.observer.observe(world, &mut self.observations);
        self.rows.clear();
        self.lanes.clear();
        for lane in 0..world.network.n_lanes {
            let mask = actions.mask(world, lane);
            if mask.count_ones() > 1 {
                self.lanes.push((lane, mask));
                self.rows.extend_from_slice(&self.observations[lane * FEATURES..(lane + 1) * FEATURES]);
            }
        }
        orders.fill(Order::HOLD);
        if self.lanes.is_empty() {
            return;
        }
        let logits = self.scorer.outputs(&self.rows);
        for (&(lane, mask), logits) in self.lanes.iter().zip(logits.chunks(self.space.n_choices())) {
            orders[lane] = actions.order(world, lane, best(logits, mask));
        }
    }
}

#[cfg(test)]
mod tests;
