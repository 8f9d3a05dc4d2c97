//! Forward and backward of a policy's network. Items are rows.

use divan::Bencher;
use divan::counter::ItemsCount;
use linehaul_nets::net::{Architecture, Gradient, Net};
use rand::RngExt;
use rand_pcg::Pcg64;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Rows of an hour of a crew, of a minibatch, and more.
const ROWS: [usize; 3] = [128, 512, 2048];

fn main() {
    divan::main();
}

fn setup(rows: usize) -> (Architecture, Vec<f32>, Vec<f32>) {
    let mut rng = Pcg64::new(1, 1);
    let architecture = Architecture::new(73, &[64, 64], 6);
    let flat = architecture.initial(1.0, &mut rng);
    let rows = (0..rows * 73).map(|_| rng.random()).collect();
    (architecture, flat, rows)
}

#[divan::bench(args = ROWS)]
fn own_forward(bencher: Bencher, n: usize) {
    let (architecture, flat, rows) = setup(n);
    let network = Net::new(&architecture, &flat);
    bencher.counter(ItemsCount::new(n)).bench(|| network.outputs(&rows));
}

#[divan::bench(args = ROWS)]
fn own_gradient(bencher: Bencher, n: usize) {
    let (architecture, flat, rows) = setup(n);
    let mut gradient = Gradient::new(&architecture);
    let counted = bencher.counter(ItemsCount::new(n));
    counted.bench_local(|| {
        gradient.compute((&Net::new(&architecture, &flat), &flat), &rows, |outputs, out| out.copy_from_slice(outputs));
    });
}
