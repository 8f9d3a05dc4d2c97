//! Forward and backward of policies' networks, by kind. Items are rows.

use divan::Bencher;
use divan::counter::ItemsCount;
use linehaul_nets::device::Device;
use linehaul_nets::net::{Architecture, Gradient, Net, Rows};
use linehaul_nets::places::Places;
use linehaul_nets::shape::Kind;
use rand::RngExt;
use rand_pcg::Pcg64;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Rows of an hour of a crew, of a minibatch, and more.
const ROWS: [usize; 4] = [128, 256, 512, 2048];
/// Widths of the hidden layers.
const HIDDEN: [usize; 2] = [64, 64];
/// The same for networks that see their neighbours, with about the multiplications of a lane's network.
const NARROW: [usize; 2] = [32, 64];
/// Hubs of a network and lanes that leave each of them: about those of a case of twelve hubs.
const N_HUBS: u32 = 12;
const DEGREE: u32 = 4;

fn main() {
    divan::main();
}

fn setup(kind: Kind, hidden: &[usize], n: usize) -> (Architecture, Vec<f32>, Rows) {
    let mut rng = Pcg64::new(1, 1);
    let architecture = Architecture::new(kind, 73, hidden, 6);
    let flat = architecture.initial(1.0, &mut rng);
    let values = (0..n * 73).map(|_| rng.random()).collect();
    let mut places = Places::default();
    while places.from.len() < n {
        let left = n - places.from.len();
        let lanes = (0..N_HUBS).flat_map(|hub| (1..=DEGREE).map(move |next| (hub, (hub + next) % N_HUBS)));
        places.append(N_HUBS, lanes.take(left));
    }
    (architecture, flat, Rows { values, places })
}

fn outputs_of(bencher: Bencher, kind: Kind, hidden: &[usize], n: usize) {
    let (architecture, flat, rows) = setup(kind, hidden, n);
    let network = Net::new(&architecture, &flat);
    bencher.counter(ItemsCount::new(n)).bench(|| network.outputs(&rows.values, &rows.places));
}

fn gradient_of(bencher: Bencher, kind: Kind, hidden: &[usize], n: usize) {
    let (architecture, flat, rows) = setup(kind, hidden, n);
    let mut gradient = Gradient::new(&architecture, &Device::default());
    let counted = bencher.counter(ItemsCount::new(n)).with_inputs(|| rows.clone());
    counted.bench_local_values(|rows| gradient.compute(&flat, rows, |outputs, out| out.copy_from_slice(outputs)));
}

#[divan::bench(args = ROWS)]
fn forward(bencher: Bencher, n: usize) {
    outputs_of(bencher, Kind::Lane, &HIDDEN, n);
}

#[divan::bench(args = ROWS)]
fn forward_of_a_hub(bencher: Bencher, n: usize) {
    outputs_of(bencher, Kind::Hub { heads: 1 }, &HIDDEN, n);
}

#[divan::bench(args = ROWS)]
fn forward_of_a_graph(bencher: Bencher, n: usize) {
    outputs_of(bencher, Kind::Graph { rounds: 2 }, &HIDDEN, n);
}

#[divan::bench(args = ROWS)]
fn gradient_of_a_loss(bencher: Bencher, n: usize) {
    gradient_of(bencher, Kind::Lane, &HIDDEN, n);
}

#[divan::bench(args = ROWS)]
fn gradient_of_a_hub(bencher: Bencher, n: usize) {
    gradient_of(bencher, Kind::Hub { heads: 1 }, &HIDDEN, n);
}

#[divan::bench(args = ROWS)]
fn gradient_of_a_graph(bencher: Bencher, n: usize) {
    gradient_of(bencher, Kind::Graph { rounds: 2 }, &HIDDEN, n);
}

#[divan::bench(args = ROWS)]
fn forward_of_a_narrow_hub(bencher: Bencher, n: usize) {
    outputs_of(bencher, Kind::Hub { heads: 1 }, &NARROW, n);
}

#[divan::bench(args = ROWS)]
fn gradient_of_a_narrow_hub(bencher: Bencher, n: usize) {
    gradient_of(bencher, Kind::Hub { heads: 1 }, &NARROW, n);
}

#[divan::bench(args = ROWS)]
fn forward_of_a_narrow_graph(bencher: Bencher, n: usize) {
    outputs_of(bencher, Kind::Graph { rounds: 2 }, &NARROW, n);
}

#[divan::bench(args = ROWS)]
fn gradient_of_a_narrow_graph(bencher: Bencher, n: usize) {
    gradient_of(bencher, Kind::Graph { rounds: 2 }, &NARROW, n);
}
