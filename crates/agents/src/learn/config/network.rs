//! What lanes see of each other, as a configuration says it.

use std::sync::Arc;

use linehaul_case::network::Network;
use linehaul_nets::shape::{Adapters, CriticView, Kind};
use serde::{Deserialize, Serialize};

/// What lanes see of each other.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct NetworkConfig {
    /// In the actor.
    pub kind: NetworkKind,
    /// Heads of the attention, in networks of the kind `hub`.
    pub heads: usize,
    /// Rounds of messages, in networks of the kind `graph`.
    pub rounds: usize,
    /// Rank of the adapters of the given cases' hubs, a few numbers that each has of its own; 0 for none.
    pub adapters: usize,
    /// What hubs with adapters share.
    pub trunk: Trunk,
}

/// Whether what hubs share learns beside their adapters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Trunk {
    /// It does.
    Learns,
    /// It stays as the run found it.
    Fixed,
}

/// What lanes see of each other, by name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum NetworkKind {
    /// Nothing.
    Lane,
    /// The lanes of a hub.
    Hub,
    /// The lanes of the hubs around.
    Graph,
}

/// What the critic sees, by name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum CriticSees {
    /// The lane alone.
    Local,
    /// The mean of the world's lanes too.
    Pooled,
    /// What a network of the kind `hub` sees.
    Hub,
    /// What a network of the kind `graph` sees.
    Graph,
}

impl Default for NetworkConfig {
    fn default() -> Self {
        Self { kind: NetworkKind::Lane, heads: 1, rounds: 1, adapters: 0, trunk: Trunk::Learns }
    }
}

impl NetworkConfig {
    /// Adapters of the hubs of some networks, each once; none if none are wanted.
    pub fn adapters_of(&self, networks: &[Arc<Network>]) -> Option<Adapters> {
        let mut hubs: Vec<String> = Vec::new();
        for hub in networks.iter().flat_map(|network| network.case.hubs()) {
            if !hubs.contains(&hub.id) {
                hubs.push(hub.id.clone());
            }
        }
        (self.adapters > 0).then_some(Adapters { rank: self.adapters, hubs })
    }

    /// Kinds of the actor's network and the critic's.
    pub fn kinds(&self, critic: CriticSees) -> (Kind, CriticView) {
        let (hub, graph) = (Kind::Hub { heads: self.heads }, Kind::Graph { rounds: self.rounds });
        let kind = match self.kind {
            NetworkKind::Lane => Kind::Lane,
            NetworkKind::Hub => hub,
            NetworkKind::Graph => graph,
        };
        let critic = match critic {
            CriticSees::Local => CriticView::Local,
            CriticSees::Pooled => CriticView::Pooled,
            CriticSees::Hub => CriticView::Network(hub),
            CriticSees::Graph => CriticView::Network(graph),
        };
        (kind, critic)
    }
}
