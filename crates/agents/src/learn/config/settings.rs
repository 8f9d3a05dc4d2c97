//! The settings of a training run, each with its default and why it is that.

use linehaul_nets::shape::Shape;
use linehaul_worlds::generate::Family;
use serde::{Deserialize, Serialize};

use super::network::{CriticSees, NetworkConfig};
use crate::decide::actions::ActionSpace;
use crate::decide::heuristics::Heuristic;
use crate::decide::policies::shape;
use crate::learn::schedule::Schedule;
use crate::learn::team::Mode;

/// No heuristic to imitate, no checkpoint to begin from.
pub const NOTHING: &str = "none";

/// A training run, resolved.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct TrainConfig {
    /// Fixes every random draw of the run.
    pub seed: u64,
    /// Iterations: each collects experience and updates the policy.
    pub iterations: u64,
    /// Checkpoint of another run whose weights this one begins with, or "none" for random ones.
    pub from: String,
    /// The policy.
    pub policy: PolicyConfig,
    /// What its networks see.
    pub network: NetworkConfig,
    /// The worlds to train on.
    pub worlds: WorldsConfig,
    /// How experience is collected.
    pub rollout: RolloutConfig,
    /// The update.
    pub ppo: PpoConfig,
    /// Whom to imitate first.
    pub imitation: ImitationConfig,
    /// How near to stay to where learning began.
    pub anchor: AnchorConfig,
    /// When to save and to compare.
    pub checkpoint: CheckpointConfig,
}

/// The policy's shape.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct PolicyConfig {
    /// What it chooses among.
    pub action: ActionSpace,
    /// Widths of the hidden layers of actor and critic. 128 wide is equal per second.
    pub hidden: Vec<usize>,
    /// What the critic sees.
    pub critic: CriticSees,
    /// How hubs learn.
    pub mode: Mode,
}

/// The worlds to train on.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct WorldsConfig {
    /// Family of the generated ones.
    pub family: String,
    /// Folders of cases to train on beside them, each with its days redrawn.
    pub cases: Vec<String>,
    /// Share of episodes on one of these, 0 to 1.
    pub case_share: f64,
    /// Share of episodes with an extra late price, 0 to 1: the policy learns to hold any cap on lateness.
    pub late_price_share: f64,
    /// Cost multiplier of all generated ones, or 0: each has its own, as the family draws it.
    pub multiplier: f64,
}

/// How experience is collected.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct RolloutConfig {
    /// Worlds side by side.
    pub worlds: u64,
    /// Hours of each world in an iteration.
    pub hours: u16,
    /// Crews that the worlds are split into; each runs on one thread. Results depend on it, not on the number of threads.
    pub crews: u64,
}

/// The update.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct PpoConfig {
    /// Learning rate at the start.
    pub lr: f32,
    /// How it changes over the iterations of the run.
    pub lr_schedule: Schedule,
    /// Share of it at the end.
    pub lr_end: f32,
    /// Weight of the entropy at the start.
    pub entropy: f32,
    /// How it changes over the iterations of the run.
    pub entropy_schedule: Schedule,
    /// Share of it at the end.
    pub entropy_end: f32,
    /// Discount of an hour. Above 0.995 returns are noise.
    pub gamma: f32,
    /// Discount of temporal differences.
    pub lambda: f32,
    /// Both discounts are stretched where packages can wait longer than usual, at most so many times; 1 leaves them the same everywhere.
    /// Of 1, 4 and 10, 4 did best on real cases (1.077, 1.031 and 1.033 of the economic heuristic; one seed of 1,500 iterations).
    pub slowest: f32,
    /// Furthest that a ratio is rewarded to move from 1.
    pub clip: f32,
    /// Passes over an iteration's experience.
    pub epochs: usize,
    /// The actor's passes of an iteration end before the first minibatch whose mean KL divergence from the policy that acted, nats, is above
    /// this; 0 for never. The critic goes on.
    pub target_kl: f32,
    /// Checkpoints hold the average of the actor's weights over about this share of the run so far; 0 for the newest alone.
    pub averaged: f32,
    /// Share of the rows that the critic sees in a pass, drawn anew for each: rows of neighbouring hours tell it much the same.
    pub critic_share: f32,
    /// Share of the decisions that the actor learns from: those whose advantages are furthest from 0.
    pub actor_share: f32,
    /// Iterations in which the critic learns alone: where a run begins with a good actor and a critic that knows nothing of it.
    pub critic_first: u64,
    /// Rows of a minibatch, one a lane and hour. The actor, which leaves out rows without a choice, makes as many steps as the critic.
    pub minibatch: usize,
    /// Longest gradient of each network.
    pub max_gradient_norm: f32,
}

/// Whom to imitate before learning from rewards.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct ImitationConfig {
    /// A heuristic, or "none".
    pub heuristic: String,
    /// Iterations of it. The share of decisions with a hint of what the heuristic would choose falls along a line to 0.
    pub iterations: u64,
}

/// How near the actor stays to where learning from rewards began: after imitation, or at a checkpoint of another run.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct AnchorConfig {
    /// Weight of the KL divergence from there at the start; it falls along a line to 0.
    pub weight: f32,
    /// Iterations until it is 0.
    pub iterations: u64,
}

/// When to save and to compare.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct CheckpointConfig {
    /// Iterations between checkpoints. Each begins with new worlds, staggered, so a resumed run goes on as if never stopped.
    pub every: u64,
    /// Held-out training worlds on which the best checkpoint is chosen.
    pub worlds: u64,
}

impl Default for TrainConfig {
    fn default() -> Self {
        Self {
            seed: 1,
            iterations: 500,
            from: NOTHING.into(),
            policy: PolicyConfig::default(),
            network: NetworkConfig::default(),
            worlds: WorldsConfig::default(),
            rollout: RolloutConfig::default(),
            ppo: PpoConfig::default(),
            imitation: ImitationConfig::default(),
            anchor: AnchorConfig::default(),
            checkpoint: CheckpointConfig::default(),
        }
    }
}

impl Default for PolicyConfig {
    fn default() -> Self {
        Self { action: ActionSpace::Vehicles, hidden: vec![64, 64], critic: CriticSees::Local, mode: Mode::Shared }
    }
}

impl Default for WorldsConfig {
    fn default() -> Self {
        Self {
            family: Family::Train.name().into(),
            cases: Vec::new(),
            case_share: 0.5,
            late_price_share: 0.4,
            multiplier: 0.0,
        }
    }
}

impl Default for RolloutConfig {
    fn default() -> Self {
        Self { worlds: 12, hours: 60, crews: 2 }
    }
}

impl Default for PpoConfig {
    fn default() -> Self {
        Self {
            lr: 1e-3,
            lr_schedule: Schedule::Linear,
            lr_end: 0.05,
            entropy: 0.01,
            entropy_schedule: Schedule::Linear,
            entropy_end: 0.1,
            gamma: 0.98,
            lambda: 0.9,
            slowest: 4.0,
            clip: 0.2,
            epochs: 3,
            target_kl: 0.0,
            averaged: 0.05,
            critic_share: 0.5,
            actor_share: 1.0,
            critic_first: 0,
            minibatch: 512,
            max_gradient_norm: 0.5,
        }
    }
}

impl Default for ImitationConfig {
    fn default() -> Self {
        Self { heuristic: NOTHING.into(), iterations: 100 }
    }
}

impl Default for AnchorConfig {
    fn default() -> Self {
        Self { weight: 0.0, iterations: 500 }
    }
}

impl Default for CheckpointConfig {
    fn default() -> Self {
        Self { every: 50, worlds: 8 }
    }
}

impl TrainConfig {
    /// The family of its worlds.
    pub fn family(&self) -> Family {
        self.worlds.family.parse().expect("checked when it was resolved")
    }

    /// Whom it imitates.
    pub fn teacher(&self) -> Option<Heuristic> {
        Heuristic::named(&self.imitation.heuristic)
    }

    /// What its policies are like, but for the adapters, which depend on the cases.
    pub fn shape(&self) -> Shape {
        let PolicyConfig { action, hidden, critic, .. } = &self.policy;
        shape(*action, hidden.clone(), self.network.kinds(*critic), self.teacher().is_some())
    }
}
