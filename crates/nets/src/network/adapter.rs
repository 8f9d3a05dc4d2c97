//! What a hub has of its own: a low-rank shift of its lanes' outputs.
//!
//! A lane's row is seen by a few units; a hub's numbers, one a unit, say how much each of these counts there; a matrix that all hubs share
//! makes a shift of the outputs of it: outputs + U diag(hub) leaky(V row), after Hu et al. (2021), "Low-Rank Adaptation of Large
//! Language Models", with the diagonal for the hub alone. Lanes of hubs without an adapter are not shifted.

use burn::module::Module;
use burn::tensor::Tensor;

use super::parts::next;
use crate::perceptron::Perceptron;

/// Adapters of some hubs.
#[derive(Module, Debug)]
pub struct Adapter {
    /// V: columns of a row in, rank out.
    seen: Perceptron,
    /// Hubs in, rank out.
    hub: Perceptron,
    /// U: rank in, outputs out.
    shift: Perceptron,
}

impl Adapter {
    pub fn new(blocks: &mut impl Iterator<Item = Perceptron>) -> Self {
        Self { seen: next(blocks), hub: next(blocks), shift: next(blocks) }
    }

    /// Shifts, `[row, output]`; `hubs` says of each row which hub its lane leaves, `[row, hub]`.
    pub fn forward(&self, rows: Tensor<2>, hubs: Tensor<2>) -> Tensor<2> {
        let has_one = hubs.clone().sum_dim(1);
        self.shift.forward(self.seen.forward(rows) * self.hub.forward(hubs)) * has_one
    }
}

#[cfg(test)]
mod tests;
