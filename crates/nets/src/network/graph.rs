//! Messages along the network, so that a wave some hops away is seen.
//!
//! Each lane is embedded. In a round each hub hears the mean of the lanes that leave it and of those that lead to it, and each lane hears the
//! two hubs that it connects (Gilmer et al. 2017, "Neural Message Passing for Quantum Chemistry"). After two rounds a lane knows of lanes two
//! hops away. Means are taken by numbers of hubs, so networks of any size stand in one batch without padding.

use std::sync::Arc;

use burn::module::Module;
use burn::tensor::Tensor;

use super::parts::next;
use crate::messages::{Ends, hear, tell};
use crate::perceptron::Perceptron;
use crate::places::Places;

/// The network.
#[derive(Module, Debug)]
pub struct Graph {
    /// Columns of a row in, width out.
    embed: Perceptron,
    rounds: Vec<Round>,
    /// Width in, outputs out.
    head: Perceptron,
}

/// There and back again.
#[derive(Module, Debug)]
struct Round {
    /// Means of a hub's lanes in, twice the width; what it tells those that leave it and those that lead to it out.
    hub: Perceptron,
    /// Width in, width out.
    lane: Perceptron,
}

impl Graph {
    pub fn new(blocks: &mut impl Iterator<Item = Perceptron>, rounds: usize) -> Self {
        let embed = next(blocks);
        let rounds = (0..rounds).map(|_| Round { hub: next(blocks), lane: next(blocks) }).collect();
        Self { embed, rounds, head: next(blocks) }
    }

    pub fn forward(&self, rows: Tensor<2>, places: &Places) -> Tensor<2> {
        let ends = Arc::new(Ends::new(places));
        let mut lanes = self.embed.forward(rows);
        for round in &self.rounds {
            let told = round.hub.forward(hear(lanes.clone(), &ends));
            lanes = tell(round.lane.forward(lanes), told, &ends);
        }
        self.head.forward(lanes)
    }
}
