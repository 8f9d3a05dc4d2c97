//! What a policy is like before it has any weights, in numbers: enough to build its networks without knowing what the numbers mean.

use serde::{Deserialize, Serialize};

pub use crate::kind::Kind;
use crate::net::Architecture;

/// What a policy is like.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Shape {
    /// Features of a lane.
    pub lane_features: usize,
    /// What the actor chooses among.
    pub space: Space,
    /// Widths of the hidden layers of both networks.
    pub hidden: Vec<usize>,
    /// What the critic sees.
    pub critic: CriticView,
    /// What lanes see of each other; nothing in files of before there was a choice.
    #[serde(default, skip_serializing_if = "Kind::is_lane")]
    pub kind: Kind,
    /// What the hubs of a carrier have of their own; nothing in policies that no hub has a part of.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub adapters: Option<Adapters>,
    /// Whether the actor's rows end with a teacher's hint: what it would choose, while imitation lasts, then zeros.
    pub hints: bool,
}

/// Adapters: a few numbers for each hub of a carrier, which shift the logits of its lanes. A hub that has none is scored without.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Adapters {
    /// Numbers of a hub.
    pub rank: usize,
    /// Ids of the hubs, in the order of their columns in a row.
    pub hubs: Vec<String>,
}

/// An action space by its numbers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Space {
    /// Name, by which whoever knows trucks finds out what the choices mean.
    pub name: String,
    /// Number of choices.
    pub choices: usize,
    /// Features of a choice: each allowed choice then has a row and a logit of its own. 0 where a lane has one row with a logit for each
    /// choice.
    pub choice_features: usize,
}

/// What the critic sees beside the lane's own features.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum CriticView {
    /// Nothing: every hub values its lanes by itself (de Witt et al. 2020, "Is Independent Learning All You Need?", IPPO).
    Local,
    /// The mean features of the world's lanes (Yu et al. 2022, "The Surprising Effectiveness of PPO", MAPPO).
    Pooled,
    /// What a network of this kind sees, whatever the actor sees.
    #[serde(untagged)]
    Network(Kind),
}

impl CriticView {
    /// What lanes see of each other in the critic's network, where that is not one of the lane alone.
    pub const fn kind(&self) -> Option<Kind> {
        if let Self::Network(kind) = self { Some(*kind) } else { None }
    }
}

impl Space {
    /// Whether choices have features, and each a row of its own.
    pub const fn describes(&self) -> bool {
        self.choice_features > 0
    }

    /// Outputs of the actor for one of its rows: a logit for each choice, or one where each choice has a row.
    pub const fn n_outputs(&self) -> usize {
        if self.describes() { 1 } else { self.choices }
    }

    /// Rows of the actor for a lane with this mask.
    pub const fn n_rows(&self, mask: u16) -> usize {
        if self.describes() { mask.count_ones() as usize } else { 1 }
    }
}

impl Shape {
    /// The actor: a lane's features and [`Self::n_extras`] in, [`Space::n_outputs`] out.
    pub fn actor(&self) -> Architecture {
        let inputs = self.lane_features + self.n_extras() - self.n_hubs();
        let adapters = self.adapters.as_ref().map(|adapters| (adapters.rank, adapters.hubs.len()));
        Architecture::adapted(adapters, self.kind, inputs, &self.hidden, self.space.n_outputs())
    }

    /// The critic: features in, a normalised value out.
    pub fn critic(&self) -> Architecture {
        let (kind, inputs) = match self.critic {
            CriticView::Local => (Kind::Lane, self.lane_features),
            CriticView::Pooled => (Kind::Lane, 2 * self.lane_features),
            CriticView::Network(kind) => (kind, self.lane_features),
        };
        Architecture::new(kind, inputs, &self.hidden, 1)
    }

    /// Columns of an actor's row beyond the lane's features: those of the choice, the hint, and the hub.
    pub const fn n_extras(&self) -> usize {
        self.space.choice_features + self.n_hints() + self.n_hubs()
    }

    /// Columns for the hint.
    pub const fn n_hints(&self) -> usize {
        if self.hints { self.space.n_outputs() } else { 0 }
    }

    /// Columns for the hub.
    pub const fn n_hubs(&self) -> usize {
        match &self.adapters {
            Some(adapters) => adapters.hubs.len(),
            None => 0,
        }
    }
}
