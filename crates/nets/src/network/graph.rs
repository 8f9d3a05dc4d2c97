//! Messages along the network, so that a wave some hops away is seen.
//!
//! Each lane is embedded. In a round each hub hears the mean of the lanes that leave it and of those that lead to it, and each lane hears the
//! two hubs that it connects (Gilmer et al. 2017, "Neural Message Passing for Quantum Chemistry"). After two rounds a lane knows of lanes two
//! hops away. Means are taken by numbers of hubs, so networks of any size stand in one batch without padding.

use burn::module::Module;
use burn::tensor::{IndexingUpdateOp, Int, Tensor, TensorData};

use super::parts::{next, numbers};
use crate::perceptron::{Perceptron, leaky};
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
        let mut lanes = self.embed.forward(rows);
        let ends = [&places.from, &places.to].map(|hubs| End::new(hubs, places.n_hubs as usize, &lanes));
        for round in &self.rounds {
            let heard = Tensor::cat(ends.iter().map(|end| end.mean(lanes.clone())).collect(), 1);
            let told = round.hub.forward(heard);
            let width = lanes.dims()[1];
            let mut sums = round.lane.forward(lanes);
            for (at, end) in ends.iter().enumerate() {
                sums = sums + told.clone().narrow(1, at * width, width).select(0, end.hubs.clone());
            }
            lanes = leaky(sums);
        }
        self.head.forward(lanes)
    }
}

/// One end of all lanes.
struct End {
    /// `[row]`
    hubs: Tensor<1, Int>,
    /// One over the number of lanes there, `[hub, 1]`.
    shares: Tensor<2>,
}

impl End {
    fn new(hubs: &[u32], n_hubs: usize, beside: &Tensor<2>) -> Self {
        let mut counts = vec![0.0_f32; n_hubs];
        for &hub in hubs {
            counts[hub as usize] += 1.0;
        }
        let shares = counts.iter().map(|count| 1.0 / count.max(1.0)).collect();
        let device = beside.device();
        Self { hubs: numbers(hubs, &device), shares: Tensor::from_data(TensorData::new(shares, [n_hubs, 1]), &device) }
    }

    /// Mean of the lanes there, `[hub, width]`, zeros where there are none.
    fn mean(&self, lanes: Tensor<2>) -> Tensor<2> {
        let zeros = Tensor::zeros([self.shares.dims()[0], lanes.dims()[1]], &lanes.device());
        zeros.select_assign(0, self.hubs.clone(), lanes, IndexingUpdateOp::Add) * self.shares.clone()
    }
}
