//! What a training run is set to. A file holds what differs from the defaults; [`TrainConfig`] is what came of it, in full.
//!
//! Parsing comes first, so errors keep line and column; overrides (`ppo.lr=3e-4`) are applied to the table after that. Unknown
//! keys are found by comparing with the defaults, which have every key, so the nearest known one can be named.

mod typed;

use linehaul_env::generate::Family;
use serde::{Deserialize, Serialize};

pub use self::typed::{ConfigError, TypedConfig};
use crate::actions::ActionSpace;
use crate::heuristics::Heuristic;
use crate::policy::{Critic, Shape};
use crate::team::Mode;

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
    pub critic: Critic,
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
    /// Learning rate at the start; it falls along a line.
    pub lr: f32,
    /// Share of it at the end.
    pub lr_end: f32,
    /// Weight of the entropy at the start; it falls along a line.
    pub entropy: f32,
    /// Share of it at the end.
    pub entropy_end: f32,
    /// Discount of an hour. Above 0.995 returns are noise.
    pub gamma: f32,
    /// Discount of temporal differences.
    pub lambda: f32,
    /// Furthest that a ratio is rewarded to move from 1.
    pub clip: f32,
    /// Passes over an iteration's experience.
    pub epochs: usize,
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
        Self { action: ActionSpace::Vehicles, hidden: vec![64, 64], critic: Critic::Local, mode: Mode::Shared }
    }
}

impl Default for WorldsConfig {
    fn default() -> Self {
        Self { family: Family::Train.name().into(), cases: Vec::new(), case_share: 0.5, late_price_share: 0.4 }
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
            lr_end: 0.05,
            entropy: 0.01,
            entropy_end: 0.1,
            gamma: 0.98,
            lambda: 0.9,
            clip: 0.2,
            epochs: 3,
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

    /// What its policies are like.
    pub fn shape(&self) -> Shape {
        let PolicyConfig { action, hidden, critic, .. } = &self.policy;
        Shape { space: *action, hidden: hidden.clone(), critic: *critic, hints: self.teacher().is_some() }
    }

    /// The first value out of its range, as `(key, value, what it must be)`.
    fn out_of_range(&self) -> Option<(&'static str, String, &'static str)> {
        let (rollout, ppo) = (&self.rollout, &self.ppo);
        let share = |x: f32| (0.0..=1.0).contains(&x);
        let checks: [(bool, &'static str, String, &'static str); 19] = [
            (self.iterations >= 1, "iterations", self.iterations.to_string(), "at least 1"),
            (
                self.worlds.family.parse::<Family>().is_ok(),
                "worlds.family",
                self.worlds.family.clone(),
                "a family of `linehaul generate`",
            ),
            (
                (0.0..=1.0).contains(&self.worlds.case_share),
                "worlds.case_share",
                self.worlds.case_share.to_string(),
                "0 to 1",
            ),
            (
                (0.0..=1.0).contains(&self.worlds.late_price_share),
                "worlds.late_price_share",
                self.worlds.late_price_share.to_string(),
                "0 to 1",
            ),
            (
                (1..=4).contains(&self.policy.hidden.len())
                    && self.policy.hidden.iter().all(|w| (1..=1024).contains(w)),
                "policy.hidden",
                format!("{:?}", self.policy.hidden),
                "one to four widths of 1 to 1024",
            ),
            ((1..=4096).contains(&rollout.worlds), "rollout.worlds", rollout.worlds.to_string(), "1 to 4096"),
            (
                (1..=480).contains(&rollout.hours),
                "rollout.hours",
                rollout.hours.to_string(),
                "1 to 480, the horizon of generated worlds",
            ),
            (
                (1..=rollout.worlds).contains(&rollout.crews),
                "rollout.crews",
                rollout.crews.to_string(),
                "1 to rollout.worlds",
            ),
            (ppo.lr > 0.0 && ppo.lr <= 1.0, "ppo.lr", ppo.lr.to_string(), "above 0, at most 1"),
            (
                share(ppo.lr_end) && share(ppo.entropy_end),
                "ppo.lr_end or ppo.entropy_end",
                format!("{} or {}", ppo.lr_end, ppo.entropy_end),
                "0 to 1",
            ),
            (share(ppo.entropy), "ppo.entropy", ppo.entropy.to_string(), "0 to 1"),
            (
                share(ppo.gamma) && share(ppo.lambda),
                "ppo.gamma or ppo.lambda",
                format!("{} or {}", ppo.gamma, ppo.lambda),
                "0 to 1",
            ),
            (ppo.clip > 0.0 && ppo.clip < 1.0, "ppo.clip", ppo.clip.to_string(), "between 0 and 1"),
            (
                (1..=100).contains(&ppo.epochs) && ppo.minibatch >= 1,
                "ppo.epochs or ppo.minibatch",
                format!("{} or {}", ppo.epochs, ppo.minibatch),
                "at least 1",
            ),
            (ppo.max_gradient_norm > 0.0, "ppo.max_gradient_norm", ppo.max_gradient_norm.to_string(), "above 0"),
            (
                self.imitation.heuristic == NOTHING || self.teacher().is_some(),
                "imitation.heuristic",
                self.imitation.heuristic.clone(),
                "none or a heuristic of `linehaul evaluate`",
            ),
            (self.anchor.weight >= 0.0, "anchor.weight", self.anchor.weight.to_string(), "0 or more"),
            (
                self.policy.mode != Mode::PerHub || (!self.worlds.cases.is_empty() && self.worlds.case_share >= 1.0),
                "policy.mode",
                "per-hub".into(),
                "another, or worlds.cases given and worlds.case_share 1: hubs with policies of their own need networks that stay",
            ),
            (
                self.checkpoint.every >= 1 && self.checkpoint.worlds >= 1,
                "checkpoint.every or checkpoint.worlds",
                format!("{} or {}", self.checkpoint.every, self.checkpoint.worlds),
                "at least 1",
            ),
        ];
        checks.into_iter().find(|check| !check.0).map(|(_, key, value, range)| (key, value, range))
    }
}

#[cfg(test)]
mod tests;
