//! A fleet manager that follows a trained policy: for each lane the choice with the largest logit, nothing drawn.

use std::ops::Range;

use linehaul_case::network::Network;
use linehaul_env::observe::{FEATURES, Observer};
use linehaul_env::order::Order;
use linehaul_env::world::World;
use linehaul_nets::categorical::{best, only};
use linehaul_nets::places::Places;
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
    /// Fixed by the first world that is ordered for, and where the lanes of each scorer are; one manager serves one network.
    network: Option<(Actions, Vec<Places>)>,
    observer: Observer,
    observations: Vec<f32>,
    /// Lanes of one policy that have a choice, with their masks and first rows.
    lanes: Vec<(usize, u16, usize)>,
    /// Every decision, when somebody asked for it.
    log: Option<Decisions>,
}

impl Learned {
    /// A manager that follows a policy at all hubs, or policies of their own, `[hub]`.
    pub fn new(policies: &[Policy]) -> Self {
        Self {
            space: ActionSpace::of(&policies[0].shape.space),
            scorers: policies.iter().map(Scorer::new).collect(),
            network: None,
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
    /// Orders as the policy does that sees its rows through a lens: of each lane that is scored the lens first gets the mask
    /// and the rows, `[row, input]`, and may change these.
    pub(crate) fn order_through(&mut self, world: &World, orders: &mut [Order], mut lens: impl FnMut(u16, &mut [f32])) {
        let network = &*world.network;
        let shared = self.scorers.len() == 1;
        assert!(shared || self.scorers.len() == network.n_hubs, "policies of another network");
        let lanes_of = |hub: usize| if shared { 0..network.n_lanes } else { network.lanes_of(hub) };
        let (actions, places) = self.network.get_or_insert_with(|| {
            let places = (0..self.scorers.len()).map(|hub| places(network, lanes_of(hub))).collect();
            (Actions::new(self.space, network), places)
        });
        self.observations.resize(network.n_lanes * FEATURES, 0.0);
        self.observer.observe(world, &mut self.observations);
        orders.fill(Order::Hold);
        for (hub, (scorer, places)) in self.scorers.iter_mut().zip(places).enumerate() {
            scorer.clear();
            self.lanes.clear();
            let mut row = 0;
            for lane in lanes_of(hub) {
                let mask = actions.mask(world, lane);
                let only = only(mask);
                if let Some(choice) = only {
                    orders[lane] = actions.order(world, lane, choice);
                } else {
                    self.lanes.push((lane, mask, row));
                }
                if only.is_none() || scorer.wants_all_lanes() {
                    let observation = &self.observations[lane * FEATURES..(lane + 1) * FEATURES];
                    lens(mask, scorer.push(actions, (world, lane), mask, observation, None));
                    row += scorer.n_rows(mask) as usize;
                }
            }
            let mut outputs = scorer.score(places);
            let logged = self.log.as_ref().map_or(0, Decisions::n_rows);
            for &(lane, mask, row) in &self.lanes {
                let choice = best(outputs.of(row, mask), mask);
                orders[lane] = actions.order(world, lane, choice);
                if let Some(log) = &mut self.log {
                    log.add(logged + row, (world.hour(), lane), mask, choice);
                }
            }
            if let Some(log) = &mut self.log {
                scorer.tell(world.hour(), places, log);
            }
        }
    }
}

/// Where some lanes of a network are.
fn places(network: &Network, lanes: Range<usize>) -> Places {
    let mut places = Places::default();
    let ends = lanes.map(|lane| (network.lane_from[lane].index() as u32, network.lane_to[lane].index() as u32));
    places.append(network.n_hubs as u32, ends);
    places
}

#[cfg(test)]
mod tests;
