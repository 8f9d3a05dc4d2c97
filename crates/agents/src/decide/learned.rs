//! A fleet manager that follows a trained policy: for each lane the choice with the largest logit, nothing drawn.

use linehaul_env::observe::{FEATURES, Observer};
use linehaul_env::order::Order;
use linehaul_env::world::World;
use linehaul_nets::categorical::{best, only};
use linehaul_nets::policy::Policy;

use crate::decide::actions::{ActionSpace, Actions};
use crate::decide::decisions::Decisions;
use crate::decide::fleet_manager::FleetManager;
use crate::decide::scorer::Scorer;

/// A policy at work, with scratch.
pub struct Learned {
    space: ActionSpace,
    /// One for all hubs, or one for each, `[hub]`.
    scorers: Vec<Scorer>,
    /// Fixed by the first world that is ordered for; one manager serves one network.
    actions: Option<Actions>,
    observer: Observer,
    observations: Vec<f32>,
    /// Lanes of one policy that have a choice, with their masks.
    lanes: Vec<(usize, u16)>,
    /// Every decision, when somebody asked for it.
    log: Option<Decisions>,
}

impl Learned {
    /// A manager that follows a policy at all hubs, or policies of their own, `[hub]`.
    pub fn new(policies: &[Policy]) -> Self {
        Self {
            space: ActionSpace::of(&policies[0].shape.space),
            scorers: policies.iter().map(Scorer::new).collect(),
            actions: None,
            observer: Observer::default(),
            observations: Vec::new(),
            lanes: Vec::new(),
            log: None,
        }
    }

    /// Keeps every decision from now on; see [`Learned::take_log`].
    pub fn record(&mut self) {
        self.log = Some(Decisions::default());
    }

    /// The decisions since [`Learned::record`].
    pub fn take_log(&mut self) -> Decisions {
        self.log.take().unwrap_or_default()
    }
}

impl FleetManager for Learned {
    /// # Panics
    /// If the policies are those of a network with fewer hubs.
    fn order(&mut self, world: &World, orders: &mut [Order]) {
        self.order_through(world, orders, |_, _| ());
    }
}

impl Learned {
    /// Orders as the policy does that sees its rows through a lens: of each lane with a choice, before it is scored, the lens gets the mask
    /// and the rows, `[row, input]`, and may change these.
    pub(crate) fn order_through(&mut self, world: &World, orders: &mut [Order], mut lens: impl FnMut(u16, &mut [f32])) {
        let network = &*world.network;
        let actions = *self.actions.get_or_insert_with(|| Actions::new(self.space, network));
        self.observations.resize(network.n_lanes * FEATURES, 0.0);
        self.observer.observe(world, &mut self.observations);
        orders.fill(Order::Hold);
        let shared = self.scorers.len() == 1;
        assert!(shared || self.scorers.len() == network.n_hubs, "policies of another network");
        for (hub, scorer) in self.scorers.iter_mut().enumerate() {
            let lanes = if shared { 0..network.n_lanes } else { network.lanes_of(hub) };
            scorer.clear();
            self.lanes.clear();
            for lane in lanes {
                let mask = actions.mask(world, lane);
                if let Some(choice) = only(mask) {
                    orders[lane] = actions.order(world, lane, choice);
                } else {
                    self.lanes.push((lane, mask));
                    let observation = &self.observations[lane * FEATURES..(lane + 1) * FEATURES];
                    lens(mask, scorer.push(&actions, (world, lane), mask, observation, None));
                }
            }
            let mut outputs = scorer.score();
            let mut row = self.log.as_ref().map_or(0, Decisions::n_rows);
            for &(lane, mask) in &self.lanes {
                let choice = best(outputs.next(mask), mask);
                orders[lane] = actions.order(world, lane, choice);
                if let Some(log) = &mut self.log {
                    log.add(row, (world.hour(), lane), mask, choice);
                    row += outputs.n_rows(mask);
                }
            }
            if let Some(log) = &mut self.log {
                scorer.tell(log);
            }
        }
    }
}

#[cfg(test)]
mod tests;
