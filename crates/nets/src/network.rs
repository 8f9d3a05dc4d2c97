//! The networks that there are, as modules of Burn: what each sees of a lane's neighbours.

mod adapter;
mod graph;
mod hub;
mod parts;

use burn::module::Module;
use burn::tensor::{Device, Tensor};

use self::adapter::Adapter;
use self::graph::Graph;
use self::hub::Hub;
use self::parts::next;
use crate::architecture::Architecture;
use crate::kind::Kind;
use crate::perceptron::{Peaks, Perceptron};
use crate::places::Places;

/// A network with its weights.
#[derive(Module, Debug)]
pub(crate) struct Network {
    adapter: Option<Adapter>,
    trunk: Trunk,
    #[module(skip)]
    n_hubs: usize,
}

/// What all hubs share.
#[derive(Module, Debug)]
enum Trunk {
    /// Each lane for itself.
    Lane(Perceptron),
    /// Each lane with those of its hub.
    Hub(Hub),
    /// Each lane with those of the hubs that it connects, and theirs.
    Graph(Graph),
}

impl Network {
    /// Of these weights, `[weight]`, on a device.
    pub fn new(architecture: &Architecture, weights: &[f32], device: &Device) -> Self {
        Self::watched(architecture, weights, &vec![Peaks::default(); architecture.blocks().len()], device)
    }

    /// The same with peaks that are kept, `[block]`.
    pub fn watched(architecture: &Architecture, weights: &[f32], peaks: &[Peaks], device: &Device) -> Self {
        let blocks = architecture.blocks().zip(peaks);
        let mut blocks =
            blocks.map(|(block, peaks)| Perceptron::new(&block.widths, &weights[block.place()], peaks, device));
        let n_hubs = architecture.n_hubs();
        let adapter = (n_hubs > 0).then(|| Adapter::new(&mut blocks));
        let trunk = match architecture.kind() {
            Kind::Lane => Trunk::Lane(next(&mut blocks)),
            Kind::Hub { heads } => Trunk::Hub(Hub::new(&mut blocks, heads)),
            Kind::Graph { rounds } => Trunk::Graph(Graph::new(&mut blocks, rounds)),
        };
        Self { adapter, trunk, n_hubs }
    }

    /// Outputs, `[row, output]`, of rows, `[row, input]`.
    pub fn forward(&self, rows: Tensor<2>, places: &Places) -> Tensor<2> {
        let Some(adapter) = &self.adapter else {
            return self.trunk.forward(rows, places);
        };
        let n_inputs = rows.dims()[1] - self.n_hubs;
        let hubs = rows.clone().narrow(1, n_inputs, self.n_hubs);
        let rows = rows.narrow(1, 0, n_inputs);
        self.trunk.forward(rows.clone(), places) + adapter.forward(rows, hubs)
    }
}

impl Trunk {
    fn forward(&self, rows: Tensor<2>, places: &Places) -> Tensor<2> {
        match self {
            Self::Lane(lane) => lane.forward(rows),
            Self::Hub(hub) => hub.forward(rows, places),
            Self::Graph(graph) => graph.forward(rows, places),
        }
    }
}
