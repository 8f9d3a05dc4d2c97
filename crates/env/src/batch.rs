//! Many worlds side by side: flat ragged buffers in, flat ragged buffers out, in parallel over worlds.
//!
//! The lanes of all worlds stand in one array, world after world, with offsets and no padding, so that one matrix product serves all
//! hubs of all worlds whatever their degrees. Results do not depend on the number of threads: a world is stepped by one thread, alone.

use ndarray::{ArrayView1, ArrayView2};
use rayon::prelude::*;

use crate::observe::{FEATURES, Observer};
use crate::order::Order;
use crate::world::World;

/// Writes the rewards of the last step of a world, `[lane]`.
pub type Reward = fn(&World, &mut [f32]);

/// Worlds and the buffers that they fill.
#[derive(Debug)]
pub struct Batch {
    reward: Reward,
    worlds: Vec<World>,
    observers: Vec<Observer>,
    /// `[world + 1]`
    offsets: Vec<usize>,
    observations: Vec<f32>,
    masks: Vec<bool>,
    rewards: Vec<f32>,
}

/// The parts of the buffers that belong to one world.
struct Part<'a> {
    world: &'a mut World,
    observer: &'a mut Observer,
    observation: &'a mut [f32],
    mask: &'a mut [bool],
    reward: &'a mut [f32],
    lanes: std::ops::Range<usize>,
}

impl Batch {
    /// A batch of worlds at whatever hours they are, and what a step of them is worth to whoever learns.
    pub fn new(worlds: Vec<World>, reward: Reward) -> Self {
        let (observers, offsets, observations) = (Vec::new(), Vec::new(), Vec::new());
        let (masks, rewards) = (Vec::new(), Vec::new());
        let mut batch = Self { reward, worlds, observers, offsets, observations, masks, rewards };
        batch.lay_out();
        batch
    }

    /// Steps all worlds; none may be over. `orders` is `[lane]`. Observations, masks and rewards are those after the step.
    pub fn step(&mut self, orders: &[Order]) {
        assert_eq!(orders.len(), self.n_lanes(), "an order for each lane of each world");
        let reward = self.reward;
        self.for_each(|part| {
            part.world.step(&orders[part.lanes]);
            reward(part.world, part.reward);
            observe(part.world, part.observer, part.observation, part.mask);
        });
    }

    /// Puts new worlds in the places of others, for instance of those that are over, and observes them.
    ///
    /// Offsets change with the new worlds' sizes; rewards are zeroed.
    pub fn replace(&mut self, worlds: impl IntoIterator<Item = (usize, World)>) {
        for (place, world) in worlds {
            self.worlds[place] = world;
        }
        self.lay_out();
    }

    /// The worlds.
    pub fn worlds(&self) -> &[World] {
        &self.worlds
    }

    /// Lanes of all worlds.
    pub fn n_lanes(&self) -> usize {
        self.offsets.last().copied().unwrap_or(0)
    }

    /// Where each world's lanes begin, and the end, `[world + 1]`.
    pub fn offsets(&self) -> &[usize] {
        &self.offsets
    }

    /// Observations, `[lane, FEATURES]`, all in [0, 1].
    pub fn observations(&self) -> ArrayView2<'_, f32> {
        ArrayView2::from_shape((self.n_lanes(), FEATURES), &self.observations).expect("one row a lane")
    }

    /// Whether an order for the lane could send a truck: it has cargo and is open, `[lane]`.
    pub fn masks(&self) -> ArrayView1<'_, bool> {
        ArrayView1::from(&self.masks)
    }

    /// Rewards of the last step, `[lane]`.
    pub fn rewards(&self) -> ArrayView1<'_, f32> {
        ArrayView1::from(&self.rewards)
    }

    fn lay_out(&mut self) {
        self.offsets.clear();
        self.offsets.push(0);
        for world in &self.worlds {
            self.offsets.push(self.offsets[self.offsets.len() - 1] + world.network.n_lanes);
        }
        let n_lanes = self.n_lanes();
        self.observers.resize_with(self.worlds.len(), Observer::default);
        self.observations.resize(n_lanes * FEATURES, 0.0);
        self.masks.resize(n_lanes, false);
        self.rewards.clear();
        self.rewards.resize(n_lanes, 0.0);
        self.for_each(|part| observe(part.world, part.observer, part.observation, part.mask));
    }

    fn for_each(&mut self, work: impl Fn(Part<'_>) + Send + Sync) {
        let mut parts = Vec::with_capacity(self.worlds.len());
        let (mut observations, mut masks, mut rewards) =
            (self.observations.as_mut_slice(), self.masks.as_mut_slice(), self.rewards.as_mut_slice());
        for (index, (world, observer)) in self.worlds.iter_mut().zip(&mut self.observers).enumerate() {
            let lanes = self.offsets[index]..self.offsets[index + 1];
            let (observation, mask, reward);
            (observation, observations) = observations.split_at_mut(lanes.len() * FEATURES);
            (mask, masks) = masks.split_at_mut(lanes.len());
            (reward, rewards) = rewards.split_at_mut(lanes.len());
            parts.push(Part { world, observer, observation, mask, reward, lanes });
        }
        parts.into_par_iter().for_each(work);
    }
}

fn observe(world: &World, observer: &mut Observer, observation: &mut [f32], mask: &mut [bool]) {
    observer.observe(world, observation);
    for (lane, mask) in mask.iter_mut().enumerate() {
        let view = world.lane(lane);
        *mask = !view.is_empty() && view.is_open();
    }
}
