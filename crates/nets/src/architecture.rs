//! How a network is built: its blocks, and where each lies in the flat array of weights.

use std::ops::Range;

use rand_pcg::Pcg64;

use crate::kind::Kind;
use crate::perceptron::Widths;

/// What the names begin with of the part that holds the numbers of each hub.
const ADAPTER_OF_HUB: &str = "adapter.hub.";

/// A network without its weights.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Architecture {
    kind: Kind,
    /// Hubs that can have an adapter.
    n_hubs: usize,
    blocks: Vec<Block>,
}

/// A block of the network.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Block {
    /// What the names of its parts begin with.
    name: String,
    pub widths: Widths,
    /// Where it begins in the flat array.
    start: usize,
}

/// A part of the flat array that has a name and a shape of its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// Name, unique in the network.
    pub name: String,
    /// Sizes, `[input, output]` or `[output]`.
    pub shape: Vec<usize>,
    /// Place in the flat array.
    pub place: Range<usize>,
}

/// A layer: a matrix of weights with its biases.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Layer {
    /// Name, unique in the network: its parts' without what they are.
    pub name: String,
    /// Place of weights and biases in the flat array.
    pub place: Range<usize>,
    /// Its units among all that a rectifier of their own follows; none where none does.
    pub units: Range<usize>,
}

impl Architecture {
    /// Columns of a row, widths of the hidden layers, outputs of a row. Where lanes see their neighbours, they do so after the first hidden layer.
    pub fn new(kind: Kind, inputs: usize, hidden: &[usize], outputs: usize) -> Self {
        Self::adapted(None, kind, inputs, hidden, outputs)
    }

    /// The same with adapters of a rank for so many hubs, `(rank, hubs)`, whose columns end a row.
    pub fn adapted(
        adapters: Option<(usize, usize)>,
        kind: Kind,
        inputs: usize,
        hidden: &[usize],
        outputs: usize,
    ) -> Self {
        let n_hubs = adapters.map_or(0, |(_, n_hubs)| n_hubs);
        let mut architecture = Self { kind, n_hubs, blocks: Vec::new() };
        if let Some((rank, n_hubs)) = adapters {
            architecture.push("adapter.seen.", Widths::new(inputs, &[], rank).with_rectifier());
            architecture.push(ADAPTER_OF_HUB, Widths::new(n_hubs, &[], rank));
            architecture.push("adapter.shift.", Widths::new(rank, &[], outputs));
        }
        let width = hidden.first().copied().unwrap_or(inputs);
        match kind {
            Kind::Lane => architecture.push("", Widths::new(inputs, hidden, outputs)),
            Kind::Hub { .. } => {
                architecture.push("embed.", Widths::new(inputs, &[], width).with_rectifier());
                architecture.push("project.", Widths::new(width, &[], 3 * width));
                architecture.push("head.", Widths::new(width, hidden.get(1..).unwrap_or(&[]), outputs));
            }
            Kind::Graph { rounds } => {
                architecture.push("embed.", Widths::new(inputs, &[], width).with_rectifier());
                for round in 0..rounds {
                    architecture.push(&format!("round.{round}.hub."), Widths::new(2 * width, &[width], 2 * width));
                    architecture.push(&format!("round.{round}.lane."), Widths::new(width, &[], width));
                }
                architecture.push("head.", Widths::new(width, hidden.get(1..).unwrap_or(&[]), outputs));
            }
        }
        architecture
    }

    fn push(&mut self, name: &str, widths: Widths) {
        let start = self.n_weights();
        self.blocks.push(Block { name: name.to_owned(), widths, start });
    }

    /// What lanes see of each other.
    pub fn kind(&self) -> Kind {
        self.kind
    }

    /// Columns of a row.
    pub fn inputs(&self) -> usize {
        self.blocks[0].widths.inputs() + self.n_hubs
    }

    /// Hubs that can have an adapter: the last columns of a row.
    pub(crate) fn n_hubs(&self) -> usize {
        self.n_hubs
    }

    /// Place of the adapters in the flat array: nothing of them is anywhere else.
    pub fn adapters(&self) -> Range<usize> {
        let mut adapters = self.blocks.iter().take_while(|block| block.name.starts_with("adapter."));
        0..adapters.by_ref().last().map_or(0, |block| block.place().end)
    }

    /// Outputs of a row.
    pub fn outputs(&self) -> usize {
        self.blocks[self.blocks.len() - 1].widths.outputs()
    }

    /// Number of weights and biases.
    pub fn n_weights(&self) -> usize {
        self.blocks.last().map_or(0, |block| block.place().end)
    }

    /// The blocks, in order.
    pub(crate) fn blocks(&self) -> impl ExactSizeIterator<Item = &Block> {
        self.blocks.iter()
    }

    /// Random weights and zero biases; the last layer's weights are `last_gain / sqrt(inputs)` wide, so that a policy starts almost
    /// uniform and a critic almost at its mean. Adapters begin without effect.
    pub fn initial(&self, last_gain: f32, rng: &mut Pcg64) -> Vec<f32> {
        let last = self.blocks.len() - 1;
        let gain = |at: usize| match self.blocks[at].name.as_str() {
            _ if at == last => last_gain,
            ADAPTER_OF_HUB => 0.0,
            _ => 1.0,
        };
        (self.blocks.iter().enumerate()).flat_map(|(at, block)| block.widths.initial(gain(at), rng)).collect()
    }

    /// The parts of the flat array, in order.
    pub fn parts(&self) -> impl Iterator<Item = Part> {
        self.blocks.iter().flat_map(|block| {
            block.widths.layers().enumerate().flat_map(|(at, layer)| {
                let part = |what: &str, shape: Vec<usize>, place: Range<usize>| {
                    let place = block.start + place.start..block.start + place.end;
                    Part { name: format!("{}{at}.{what}", block.name), shape, place }
                };
                let weights = part("weight", vec![layer.inputs, layer.outputs], layer.weights);
                [weights, part("bias", vec![layer.outputs], layer.biases)]
            })
        })
    }

    /// The layers, in order.
    pub fn layers(&self) -> impl Iterator<Item = Layer> {
        let mut n_units = 0;
        self.blocks.iter().flat_map(|block| block.widths.layers().enumerate().map(move |layer| (block, layer))).map(
            move |(block, (at, layer))| {
                let units = n_units..n_units + if layer.leak < 1.0 { layer.outputs } else { 0 };
                n_units = units.end;
                let place = block.start + layer.weights.start..block.start + layer.biases.end;
                Layer { name: format!("{}{at}", block.name), place, units }
            },
        )
    }

    /// Places of the last layer's weights and biases: scaled and shifted, they scale and shift the outputs.
    pub fn last_layer(&self) -> [Range<usize>; 2] {
        let parts: Vec<Part> = self.parts().collect();
        [&parts[parts.len() - 2], &parts[parts.len() - 1]].map(|part| part.place.clone())
    }
}

impl Block {
    /// Where it lies in the flat array.
    pub fn place(&self) -> Range<usize> {
        self.start..self.start + self.widths.n_weights()
    }
}
