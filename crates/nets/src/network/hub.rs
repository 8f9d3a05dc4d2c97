//! Lanes of a hub look at each other, so that those that compete for docks and trucks decide together.
//!
//! Each lane is embedded; it attends to all lanes that leave its hub (Vaswani et al. 2017, "Attention Is All You Need", equation 1), whose
//! values are added to its own; then it is scored. Pairs of lanes are listed, so hubs of any degree stand in one batch without padding.

use burn::module::Module;
use burn::tensor::{IndexingUpdateOp, Tensor};

use super::parts::{next, numbers};
use crate::perceptron::Perceptron;
use crate::places::Places;

/// Scores beyond this are taken for it: their exponentials and sums stay finite without looking for the largest of each lane.
const MAX_SCORE: f32 = 20.0;

/// The network.
#[derive(Module, Debug)]
pub struct Hub {
    /// Columns of a row in, width out.
    embed: Perceptron,
    /// Width in; queries, keys and values out.
    project: Perceptron,
    /// Width in, outputs out.
    head: Perceptron,
    #[module(skip)]
    heads: usize,
}

impl Hub {
    pub fn new(blocks: &mut impl Iterator<Item = Perceptron>, heads: usize) -> Self {
        Self { embed: next(blocks), project: next(blocks), head: next(blocks), heads }
    }

    pub fn forward(&self, rows: Tensor<2>, places: &Places) -> Tensor<2> {
        let lanes = self.embed.forward(rows);
        let [n_lanes, width] = lanes.dims();
        let device = lanes.device();
        let (left, right) = places.pairs();
        let n_pairs = left.len();
        let (left, right) = (numbers(&left, &device), numbers(&right, &device));
        let projected = self.project.forward(lanes.clone());
        let part = |at: usize| projected.clone().narrow(1, at * width, width);
        let (queries, keys) = (part(0).select(0, left.clone()), part(1).select(0, right.clone()));
        let by_head = [n_pairs, self.heads, width / self.heads];
        let scores = (queries * keys).reshape(by_head).sum_dim(2) / ((width / self.heads) as f32).sqrt();
        let weights = scores.clamp(-MAX_SCORE, MAX_SCORE).exp();
        let sums = Tensor::zeros([n_lanes, self.heads, 1], &device);
        let sums: Tensor<3> = sums.select_assign(0, left.clone(), weights.clone(), IndexingUpdateOp::Add);
        let shares = weights / sums.select(0, left.clone());
        let taken = (part(2).select(0, right).reshape(by_head) * shares).reshape([n_pairs, width]);
        self.head.forward(lanes.select_assign(0, left, taken, IndexingUpdateOp::Add))
    }
}
