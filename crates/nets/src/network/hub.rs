//! Lanes of a hub look at each other, so that those that compete for docks and trucks decide together.
//!
//! Each lane is embedded; it attends to all lanes that leave its hub, whose values are added to its own; then it is scored.

use burn::module::Module;
use burn::tensor::Tensor;

use super::parts::next;
use crate::attention::{Groups, attend};
use crate::perceptron::Perceptron;
use crate::places::Places;

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
        let projected = self.project.forward(lanes.clone());
        let by_hub = Groups::new(&places.from, places.n_hubs as usize);
        self.head.forward(attend(lanes, projected, by_hub, self.heads))
    }
}
