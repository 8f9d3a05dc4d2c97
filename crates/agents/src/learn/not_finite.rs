//! A number that is none, where it first arose: training stops there, because all that follows is noise.
//!
//! Nothing is looked through for it while all is well: an iteration's sums, the length of each gradient and the weights at the end tell.

use std::fmt;

use linehaul_env::observe::{FEATURES, TABLE};
use linehaul_nets::net::Architecture;
use serde::{Deserialize, Serialize};

use crate::learn::experience::Rollout;

/// One of the networks of a policy that learns.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Role {
    /// Who chooses.
    Actor,
    /// Who values.
    Critic,
}

impl fmt::Display for Role {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Actor => "actor",
            Self::Critic => "critic",
        })
    }
}

/// Where a number that is none arose.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotFinite {
    /// In what lanes see.
    #[error("feature \"{0}\" of an observation")]
    Observation(&'static str),
    /// In what an hour was worth.
    #[error("a reward")]
    Reward,
    /// In what the critic made of an observation.
    #[error("a value of the critic")]
    Value,
    /// In what rewards and values make together.
    #[error("a return")]
    Return,
    /// In what a network made of its rows.
    #[error("an output of the {0}")]
    Output(Role),
    /// In what its outputs were judged by.
    #[error("the loss of the {0}")]
    Loss(Role),
    /// In the gradient of a layer.
    #[error("the gradient of layer {1} of the {0}")]
    Gradient(Role, String),
    /// In the weights of a layer.
    #[error("a weight of layer {1} of the {0}")]
    Weight(Role, String),
}

impl NotFinite {
    /// In the experience of an iteration whose sums are no finite numbers.
    pub(super) fn in_experience(rollouts: &[&Rollout]) -> Self {
        let wrong = |values: &[f32]| values.iter().position(|value| !value.is_finite());
        if rollouts.iter().any(|rollout| wrong(&rollout.rewards).is_some()) {
            return Self::Reward;
        }
        if let Some(at) = rollouts.iter().find_map(|rollout| wrong(&rollout.observations)) {
            return Self::Observation(TABLE[at % FEATURES].name);
        }
        let of_values = rollouts.iter().any(|rollout| wrong(&rollout.values).is_some());
        if of_values { Self::Value } else { Self::Return }
    }

    /// In the gradient of a network that made these outputs. What goes wrong is handed back from the last layer to the first.
    pub(super) fn in_gradient(role: Role, architecture: &Architecture, gradient: &[f32], outputs: &[f32]) -> Self {
        if outputs.iter().any(|output| !output.is_finite()) {
            return Self::Output(role);
        }
        let [_, biases] = architecture.last_layer();
        if gradient[biases].iter().any(|slope| !slope.is_finite()) {
            return Self::Loss(role);
        }
        let layers: Vec<_> = architecture.layers().collect();
        let wrong = layers.into_iter().rev().find(|layer| gradient[layer.place.clone()].iter().any(|g| !g.is_finite()));
        // Where each is finite, and all together are too long, the loss is too steep.
        wrong.map_or(Self::Loss(role), |layer| Self::Gradient(role, layer.name))
    }

    /// In the weights of a network, if there is any.
    pub(super) fn in_weights(role: Role, architecture: &Architecture, weights: &[f32]) -> Result<(), Self> {
        let wrong = weights.iter().position(|weight| !weight.is_finite());
        let layer = wrong.and_then(|at| architecture.layers().find(|layer| layer.place.contains(&at)));
        layer.map_or(Ok(()), |layer| Err(Self::Weight(role, layer.name)))
    }
}

/// A run that met a number that is none.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("iteration {iteration}{}: {what} is no finite number", of_hub(*.hub))]
pub struct Diverged {
    /// The iteration, from 1.
    pub iteration: u64,
    /// The hub whose policy it is, where each has its own.
    pub hub: Option<usize>,
    /// Where it arose.
    pub what: NotFinite,
}

fn of_hub(hub: Option<usize>) -> String {
    hub.map_or_else(String::new, |hub| format!(", policy of hub {hub}"))
}

/// Why a run did not come to its end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Stopped<E> {
    /// What it gave could not be kept.
    Log(E),
    /// It met a number that is none.
    Diverged(Diverged),
}
