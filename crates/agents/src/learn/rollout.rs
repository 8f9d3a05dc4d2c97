//! Experience: some worlds run for some hours under the team, with everything that the update needs.
//!
//! A crew is a fixed part of the worlds with buffers of its own. Crews run side by side, each on one thread, so the networks' products
//! are as wide as a crew, and neither their rows nor any draw depend on the number of threads.

mod lane;
mod valuer;

use std::sync::Arc;

use linehaul_env::batch::Batch;
use linehaul_env::observe::FEATURES;
use linehaul_env::order::Order;
use linehaul_env::world::World;
use linehaul_nets::categorical::{Categorical, only};
use rand::RngExt;
use rand_pcg::Pcg64;

use self::lane::{Lane, Lanes};
use self::valuer::Valuer;
use crate::decide::actions::{ActionSpace, Actions};
use crate::decide::fleet_manager::FleetManager;
use crate::decide::heuristics::Heuristic;
use crate::decide::scorer::Scorer;
use crate::learn::episodes::Episodes;
use crate::learn::experience::{Decision, Experience, Place, Rollout};
use crate::learn::patience::patience;
use crate::learn::reward::reward;
use crate::learn::team::Team;
use crate::learn::worlds::{Turn, Worlds};

/// Who chooses.
#[derive(Clone, Copy, Debug)]
pub enum Stage<'a> {
    /// The policies, by chance.
    Learning,
    /// A heuristic, whose orders the policies learn to foretell.
    Imitation {
        /// The heuristic.
        teacher: &'a Heuristic,
        /// Share of the decisions in which the policy is hinted what it chooses, 0 to 1.
        hinted: f64,
    },
}

/// Worlds that run together.
pub struct Crew {
    source: Arc<Worlds>,
    places: std::ops::Range<u64>,
    hours: u16,
    batch: Batch,
    /// `[world]`
    members: Vec<Member>,
    /// Lanes of each acting policy, `[policy]`.
    lanes: Vec<Lanes>,
}

/// What belongs to a world of a crew beside its state.
struct Member {
    turn: Turn,
    actions: Actions,
    choices: Pcg64,
    /// Patience of its carrier, hours.
    patience: f32,
    /// Sum of its rewards so far; none if its first hours were not seen.
    rewards: Option<f64>,
}

impl Crew {
    /// The crew of some places at the begin of a period; each rollout takes `hours`.
    pub fn new(source: Arc<Worlds>, places: std::ops::Range<u64>, period: u64, hours: u16, team: &Team) -> Self {
        let worlds: Vec<World> = places.clone().map(|place| source.staggered(period, place, hours)).collect();
        let space = ActionSpace::of(&team.shape().space);
        let member = |(place, world): (u64, &World)| Member {
            turn: Turn { period, place, count: 0 },
            actions: Actions::new(space, &world.network),
            choices: source.choices(period, place),
            patience: patience(&world.network),
            rewards: (world.hour() == 0).then_some(0.0),
        };
        let members = places.clone().zip(&worlds).map(member).collect();
        Self { source, places, hours, batch: Batch::new(worlds, reward), members, lanes: Vec::new() }
    }

    /// Runs all worlds for the hours of a rollout. A world with fewer hours left ends its episode first. Overwrites the experience of
    /// another rollout and keeps its memory.
    pub fn collect(&mut self, team: &Team, stage: Stage<'_>, experience: &mut Experience) {
        experience.episodes = Episodes::default();
        self.replace_ended(team, &mut experience.episodes);
        self.assign(team);
        let n_hubs: usize = self.batch.worlds().iter().map(|world| world.network.n_hubs).sum();
        experience.hub_steps = n_hubs as u64 * u64::from(self.hours);
        let mut actors: Vec<Scorer> = team.actors().map(Scorer::new).collect();
        let critics: Vec<Valuer<'_>> = team.learners.iter().map(Valuer::new).collect();
        let rollouts = &mut experience.rollouts;
        rollouts.resize_with(self.lanes.len(), Rollout::default);
        for (rollout, lanes) in rollouts.iter_mut().zip(&self.lanes) {
            self.begin(rollout, &lanes.list);
        }
        let mut orders = vec![Order::Hold; self.batch.n_lanes()];
        let mut teacher = Teacher::new(stage, self.members.len(), orders.len());
        for _ in 0..self.hours {
            for ((critic, rollout), lanes) in critics.iter().zip(&mut *rollouts).zip(&self.lanes) {
                critic.watch(&self.batch, lanes, rollout);
            }
            orders.fill(Order::Hold);
            teacher.think(&self.batch);
            for ((actor, rollout), lanes) in actors.iter_mut().zip(&mut *rollouts).zip(&self.lanes) {
                decide(actor, &teacher, (&self.batch, lanes, &mut self.members), rollout, &mut orders);
            }
            self.batch.step(&orders);
            let rewards = self.batch.rewards();
            let rewards = rewards.as_slice().expect("rewards stand one after another");
            for (member, ends) in self.members.iter_mut().zip(self.batch.offsets().windows(2)) {
                if let Some(sum) = &mut member.rewards {
                    *sum += rewards[ends[0]..ends[1]].iter().map(|reward| f64::from(*reward)).sum::<f64>();
                }
            }
            for (rollout, lanes) in rollouts.iter_mut().zip(&self.lanes) {
                rollout.rewards.extend(lanes.list.iter().map(|lane| rewards[lane.row]));
            }
        }
        rollouts.truncate(team.learners.len());
        for ((critic, rollout), lanes) in critics.iter().zip(&mut *rollouts).zip(&self.lanes) {
            critic.watch(&self.batch, lanes, rollout);
            rollout.observations.truncate(rollout.rewards.len() * FEATURES);
        }
    }

    /// Hands each lane to the policy that acts there.
    fn assign(&mut self, team: &Team) {
        self.lanes = team.actors().map(|_| Lanes::default()).collect();
        let mut first_hub = 0;
        for (index, (world, member)) in self.batch.worlds().iter().zip(&self.members).enumerate() {
            let network = &world.network;
            for lane in 0..network.n_lanes {
                let policy = team.acts(member.turn.period, network.lane_from[lane].index(), network.n_hubs);
                let Lanes { list, places } = &mut self.lanes[policy];
                list.push(Lane { row: self.batch.offsets()[index] + lane, world: index, at: lane });
                let (from, to) = ends(world, lane);
                places.push(first_hub + from, first_hub + to);
            }
            first_hub += network.n_hubs as u32;
        }
        for lanes in &mut self.lanes {
            lanes.places.n_hubs = first_hub;
        }
    }

    /// Empties a rollout and makes room for all observations.
    fn begin(&self, rollout: &mut Rollout, lanes: &[Lane]) {
        let Rollout {
            n_lanes,
            patience,
            observations,
            pools,
            places,
            n_worlds,
            values,
            rewards,
            decisions,
            extras,
            n_actor_rows,
        } = rollout;
        *n_lanes = lanes.len();
        let place = |lane: &Lane| {
            let (from, to) = ends(&self.batch.worlds()[lane.world], lane.at);
            Place { world: lane.world as u32, from, to }
        };
        *places = lanes.iter().map(place).collect();
        *n_worlds = self.members.len();
        *patience = lanes.iter().map(|lane| self.members[lane.world].patience).collect();
        for floats in [&mut *observations, pools, values, rewards, extras] {
            floats.clear();
        }
        decisions.clear();
        *n_actor_rows = 0;
        observations.reserve_exact(lanes.len() * (usize::from(self.hours) + 1) * FEATURES);
    }

    fn replace_ended(&mut self, team: &Team, episodes: &mut Episodes) {
        let hours = self.hours;
        let ended: Vec<usize> = (self.batch.worlds().iter().enumerate())
            .filter(|(_, world)| world.hour() + hours > world.network.case.hours())
            .map(|(index, _)| index)
            .collect();
        if ended.is_empty() {
            return;
        }
        let mut fresh = Vec::with_capacity(ended.len());
        for index in ended {
            let member = &mut self.members[index];
            episodes.add(&self.batch.worlds()[index], member.rewards.replace(0.0));
            member.turn.count += 1;
            debug_assert!(self.places.contains(&member.turn.place));
            let world = self.source.world(member.turn);
            member.patience = patience(&world.network);
            member.actions = Actions::new(ActionSpace::of(&team.shape().space), &world.network);
            fresh.push((index, world));
        }
        self.batch.replace(fresh);
    }
}

/// Hubs that a lane connects, the one that it leaves first.
fn ends(world: &World, lane: usize) -> (u32, u32) {
    let network = &world.network;
    (network.lane_from[lane].index() as u32, network.lane_to[lane].index() as u32)
}

/// Whoever is imitated, in all worlds of a crew.
struct Teacher {
    /// One for each world; none while the policies learn by themselves.
    managers: Vec<Box<dyn FleetManager>>,
    /// What they order, `[lane]`.
    orders: Vec<Order>,
    hinted: f64,
}

impl Teacher {
    fn new(stage: Stage<'_>, n_worlds: usize, n_lanes: usize) -> Self {
        let orders = vec![Order::Hold; n_lanes];
        match stage {
            Stage::Learning => Self { managers: Vec::new(), orders, hinted: 0.0 },
            Stage::Imitation { teacher, hinted } => {
                Self { managers: (0..n_worlds).map(|_| teacher.manager()).collect(), orders, hinted }
            }
        }
    }

    fn think(&mut self, batch: &Batch) {
        for ((manager, world), ends) in self.managers.iter_mut().zip(batch.worlds()).zip(batch.offsets().windows(2)) {
            manager.order(world, &mut self.orders[ends[0]..ends[1]]);
        }
    }
}

/// Chooses for every lane of a policy that has a choice, and turns it into orders, `[lane]`.
fn decide(
    actor: &mut Scorer,
    teacher: &Teacher,
    (batch, lanes, members): (&Batch, &Lanes, &mut [Member]),
    rollout: &mut Rollout,
    orders: &mut [Order],
) {
    let observations = batch.observations();
    let observations = observations.as_slice().expect("rows stand one after another");
    let first_row = rollout.rewards.len();
    let first_decision = rollout.decisions.len();
    let first_actor_row = rollout.n_actor_rows;
    actor.clear();
    for (index, place) in lanes.list.iter().enumerate() {
        let (world, member) = (&batch.worlds()[place.world], &mut members[place.world]);
        let mask = member.actions.mask(world, place.at);
        let observation = &observations[place.row * FEATURES..(place.row + 1) * FEATURES];
        if let Some(choice) = only(mask) {
            orders[place.row] = member.actions.order(world, place.at, choice);
            if actor.wants_all_lanes() {
                actor.push(&member.actions, (world, place.at), mask, observation, None);
                rollout.n_actor_rows += actor.n_rows(mask);
            }
        } else {
            let taught = (!teacher.managers.is_empty())
                .then(|| member.actions.nearest(world, place.at, mask, teacher.orders[place.row]));
            let hint = taught.filter(|_| member.choices.random::<f64>() < teacher.hinted);
            actor.push(&member.actions, (world, place.at), mask, observation, hint);
            let choice = taught.unwrap_or(0) as u8;
            let row = (first_row + index) as u32;
            let actor_row = rollout.n_actor_rows;
            rollout.decisions.push(Decision { row, actor_row, mask, choice, log_probability: 0.0 });
            rollout.n_actor_rows += actor.n_rows(mask);
        }
    }
    rollout.extras.extend_from_slice(actor.extras());
    let mut outputs = actor.score(&lanes.places);
    for decision in &mut rollout.decisions[first_decision..] {
        let place = lanes.list[decision.row as usize - first_row];
        let member = &mut members[place.world];
        let row = (decision.actor_row - first_actor_row) as usize;
        let categorical = Categorical::new(outputs.of(row, decision.mask), decision.mask);
        if teacher.managers.is_empty() {
            decision.choice = categorical.sample(&mut member.choices) as u8;
        }
        let choice = usize::from(decision.choice);
        decision.log_probability = categorical.log_probability(choice);
        orders[place.row] = member.actions.order(&batch.worlds()[place.world], place.at, choice);
    }
}
