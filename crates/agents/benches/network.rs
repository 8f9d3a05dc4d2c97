//! Forward and backward of a policy's network. Items are rows.

use divan::Bencher;
use divan::counter::ItemsCount;
use linehaul_agents::backward::Backward;
use linehaul_agents::network::{Perceptron, Widths};
use rand::RngExt;
use rand_pcg::Pcg64;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Rows of an hour of a crew, of a minibatch, and more.
const ROWS: [usize; 3] = [128, 512, 2048];

fn main() {
    divan::main();
}

fn setup(rows: usize) -> (Widths, Vec<f32>, Vec<f32>) {
    let mut rng = Pcg64::new(1, 1);
    let widths = Widths::new(73, &[64, 64], 6);
    let flat = widths.initial(1.0, &mut rng);
    let rows = (0..rows * 73).map(|_| rng.random()).collect();
    (widths, flat, rows)
}

#[divan::bench(args = ROWS)]
fn own_forward(bencher: Bencher, n: usize) {
    let (widths, flat, rows) = setup(n);
    let network = Perceptron::new(&widths, &flat);
    bencher.counter(ItemsCount::new(n)).bench(|| network.outputs(&rows));
}

#[divan::bench(args = ROWS)]
fn own_gradient(bencher: Bencher, n: usize) {
    let (widths, flat, rows) = setup(n);
    let mut backward = Backward::new(widths.clone());
    let counted = bencher.counter(ItemsCount::new(n));
    counted.bench_local(|| {
        backward
            .gradient((&Perceptron::new(&widths, &flat), &flat), &rows, |outputs, out| out.copy_from_slice(outputs));
    });
}
