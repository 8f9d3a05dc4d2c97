//! Experience: some worlds run for some hours under the policy, with everything that the update needs.
//!
//! A crew is a fixed part of the worlds with buffers of its own. Crews run side by side, each on one thread, so the policy's products
//! are as wide as a crew, and neither their rows nor any draw depend on the number of threads.

use std::sync::Arc;

use linehaul_env::batch::Batch;
use linehaul_env::observe::FEATURES;
use linehaul_env::order::Order;
use linehaul_env::world::World;
use rand_pcg::Pcg64;

use crate::actions::Actions;
use crate::categorical::Categorical;
use crate::episodes::Episodes;
use crate::network::Perceptron;
use crate::policy::Policy;
use crate::worlds::{Turn, Worlds};

/// What a crew saw and did in one rollout. A row is one lane in one hour; rows stand by step, then lane.
#[derive(Debug, Default)]
pub struct Rollout {
    /// Lanes of the crew's worlds.
    pub n_lanes: usize,
    /// Hub-hours simulated.
    pub hub_steps: u64,
    /// `[step, lane, FEATURES]`
    pub observations: Vec<f32>,
    /// Values by the critic, one step more than there are decisions, `[step + 1, lane]`.
    pub values: Vec<f32>,
    /// `[step, lane]`
    pub rewards: Vec<f32>,
    /// Rows in which there was something to choose.
    pub decisions: Vec<Decision>,
    /// Episodes that ended.
    pub episodes: Episodes,
}

/// A choice that was made.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Decision {
    /// Row of the lane and hour.
    pub row: u32,
    /// Allowed choices, one bit each.
    pub mask: u16,
    /// The choice.
    pub choice: u8,
    /// Logarithm of its probability when it was made.
    pub log_probability: f32,
}

/// Worlds that run together.
pub struct Crew {
    source: Arc<Worlds>,
    places: std::ops::Range<u64>,
    hours: u16,
    batch: Batch,
    /// `[world]`
    members: Vec<Member>,
}

/// What belongs to a world of a crew beside its state.
struct Member {
    turn: Turn,
    actions: Actions,
    choices: Pcg64,
}

impl Crew {
    /// The crew of some places at the begin of a period; each rollout takes `hours`.
    pub fn new(source: Arc<Worlds>, places: std::ops::Range<u64>, period: u64, hours: u16, policy: &Policy) -> Self {
        let worlds: Vec<World> = places.clone().map(|place| source.staggered(period, place, hours)).collect();
        let member = |(place, world): (u64, &World)| Member {
            turn: Turn { period, place, count: 0 },
            actions: Actions::new(policy.space, &world.network),
            choices: source.choices(period, place),
        };
        let members = places.clone().zip(&worlds).map(member).collect();
        Self { source, places, hours, batch: Batch::new(worlds), members }
    }

    /// Runs all worlds for the hours of a rollout. A world with fewer hours left ends its episode first.
    pub fn collect(&mut self, policy: &Policy) -> Rollout {
        let mut rollout = Rollout::default();
        self.replace_ended(policy, &mut rollout.episodes);
        let (actor, critic) = (policy.scorer(), Perceptron::new(&policy.critic_widths(), &policy.critic));
        let values = |observations: &[f32]| -> Vec<f32> {
            critic.outputs(observations).into_iter().map(|output| policy.value_scale.value(output)).collect()
        };
        rollout.n_lanes = self.batch.n_lanes();
        rollout.hub_steps =
            self.batch.worlds().iter().map(|w| w.network.n_hubs as u64).sum::<u64>() * u64::from(self.hours);
        let n_rows = rollout.n_lanes * usize::from(self.hours);
        rollout.observations.reserve_exact(n_rows * FEATURES);
        let mut orders = vec![Order::HOLD; rollout.n_lanes];
        for _ in 0..self.hours {
            let observations = self.batch.observations();
            let observations = observations.as_slice().expect("rows stand one after another");
            rollout.values.extend(values(observations));
            rollout.observations.extend_from_slice(observations);
            self.decide(&actor, policy.space.n_choices(), &mut rollout, &mut orders);
            self.batch.step(&orders);
            rollout.rewards.extend(self.batch.rewards());
        }
        let last = self.batch.observations();
        rollout.values.extend(values(last.as_slice().expect("rows stand one after another")));
        rollout
    }

    /// Draws a choice for every lane that has one and turns it into orders, `[lane]`.
    fn decide(&mut self, actor: &Perceptron, n_choices: usize, rollout: &mut Rollout, orders: &mut [Order]) {
        let first_row = rollout.rewards.len();
        let first_decision = rollout.decisions.len();
        let observations = &rollout.observations[first_row * FEATURES..];
        let mut rows = Vec::with_capacity(observations.len());
        orders.fill(Order::HOLD);
        for (index, member) in self.members.iter().enumerate() {
            let (world, start) = (&self.batch.worlds()[index], self.batch.offsets()[index]);
            for lane in 0..world.network.n_lanes {
                let mask = member.actions.mask(world, lane);
                if mask.count_ones() > 1 {
                    let row = start + lane;
                    rows.extend_from_slice(&observations[row * FEATURES..(row + 1) * FEATURES]);
                    let row = (first_row + row) as u32;
                    rollout.decisions.push(Decision { row, mask, choice: 0, log_probability: 0.0 });
                }
            }
        }
        if rows.is_empty() {
            return;
        }
        let logits = actor.outputs(&rows);
        let mut decisions = rollout.decisions[first_decision..].iter_mut().zip(logits.chunks(n_choices)).peekable();
        for (index, member) in self.members.iter_mut().enumerate() {
            let (world, lanes) =
                (&self.batch.worlds()[index], self.batch.offsets()[index]..self.batch.offsets()[index + 1]);
            while let Some((decision, logits)) =
                decisions.next_if(|(next, _)| (next.row as usize - first_row) < lanes.end)
            {
                let categorical = Categorical::new(logits, decision.mask);
                let choice = categorical.sample(&mut member.choices);
                decision.choice = choice as u8;
                decision.log_probability = categorical.log_probability(choice);
                let row = decision.row as usize - first_row;
                orders[row] = member.actions.order(world, row - lanes.start, choice);
            }
        }
    }

    fn replace_ended(&mut self, policy: &Policy, episodes: &mut Episodes) {
        let hours = self.hours;
        let ended: Vec<usize> = (self.batch.worlds().iter().enumerate())
            .filter(|(_, world)| world.hour() + hours > world.network.case.hours)
            .map(|(index, _)| index)
            .collect();
        if ended.is_empty() {
            return;
        }
        let mut fresh = Vec::with_capacity(ended.len());
        for index in ended {
            episodes.add(&self.batch.worlds()[index]);
            let member = &mut self.members[index];
            member.turn.count += 1;
            debug_assert!(self.places.contains(&member.turn.place));
            let world = self.source.world(member.turn);
            member.actions = Actions::new(policy.space, &world.network);
            fresh.push((index, world));
        }
        self.batch.replace(fresh);
    }
}
