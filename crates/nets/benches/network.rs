//! Forward and backward of a policy's network. Items are rows.

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

fn main() {
    divan::main();
}

fn setup(rows: usize) -> (Architecture, Vec<f32>, Vec<f32>) {
    let mut rng = Pcg64::new(1, 1);
    let architecture = Architecture::new(Kind::Lane, 73, &[64, 64], 6);
    let flat = architecture.initial(1.0, &mut rng);
    let rows = (0..rows * 73).map(|_| rng.random()).collect();
    (architecture, flat, rows)
}

#[divan::bench(args = ROWS)]
fn forward(bencher: Bencher, n: usize) {
    let (architecture, flat, rows) = setup(n);
    let network = Net::new(&architecture, &flat);
    bencher.counter(ItemsCount::new(n)).bench(|| network.outputs(&rows, &Places::default()));
}

#[divan::bench(args = ROWS)]
fn gradient_of_a_loss(bencher: Bencher, n: usize) {
    let (architecture, flat, rows) = setup(n);
    let mut gradient = Gradient::new(&architecture, &Device::default());
    let counted = bencher.counter(ItemsCount::new(n)).with_inputs(|| Rows { values: rows.clone(), ..Rows::default() });
    counted.bench_local_values(|rows| gradient.compute(&flat, rows, |outputs, out| out.copy_from_slice(outputs)));
}
