//! Gradients on a device against gradients on the processor: whether they agree, and which are faster, by width and rows.
//!
//! `cargo bench -p linehaul-nets --features wgpu --bench device -- wgpu:0`. A gradient is timed as training computes it: rows and weights go
//! to the device, outputs come back, slopes go there, the gradient comes back. The table is Markdown; it fails where gradients differ by
//! more than a ten-thousandth of the longest.

use std::time::{Duration, Instant};

use linehaul_nets::device::Device;
use linehaul_nets::net::{Architecture, Gradient, Rows};
use linehaul_nets::shape::Kind;
use rand::RngExt;
use rand_pcg::Pcg64;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Columns of a row and outputs, about those of a policy.
const COLUMNS: (usize, usize) = (73, 6);
const WIDTHS: [usize; 4] = [64, 256, 1024, 2048];
const ROWS: [usize; 4] = [512, 4096, 32_768, 131_072];
/// Largest difference of gradients, as a share of the longest gradient's element.
const TOLERANCE: f32 = 1e-4;
/// How long each is repeated.
const ENOUGH: Duration = Duration::from_millis(800);
/// Work left out, because the processor would take minutes: rows times width squared.
const MOST: usize = 35_000_000_000;

fn main() {
    let name = std::env::args().find(|argument| argument.starts_with("wgpu")).unwrap_or_else(|| "cpu".into());
    let device: Device = name.parse().unwrap_or_else(|error| {
        eprintln!("{error}");
        std::process::exit(1)
    });
    let mut agree = true;
    println!("| hidden layers | rows | cpu, ms | {name}, ms | cpu over {name} | largest difference |");
    println!("|---|---:|---:|---:|---:|---:|");
    for width in WIDTHS {
        let architecture = Architecture::new(Kind::Lane, COLUMNS.0, &[width, width], COLUMNS.1);
        let mut rng = Pcg64::new(1, 1);
        let weights = architecture.initial(1.0, &mut rng);
        for n_rows in ROWS.into_iter().filter(|rows| rows * width * width <= MOST) {
            let rows: Vec<f32> = (0..n_rows * COLUMNS.0).map(|_| rng.random_range(-1.0..1.0)).collect();
            let [here, there] = [Device::default(), device.clone()].map(|device| {
                let mut gradient = Gradient::new(&architecture, &device);
                let milliseconds = time(|| {
                    let size = n_rows as f32;
                    let rows = Rows { values: rows.clone(), ..Rows::default() };
                    gradient.compute(&weights, rows, |outputs, slopes| {
                        slopes.iter_mut().zip(outputs).for_each(|(slope, output)| *slope = output / size);
                    });
                });
                (milliseconds, gradient)
            });
            let difference = difference(here.1.flat(), there.1.flat());
            agree &= difference <= TOLERANCE;
            let ratio = here.0 / there.0;
            println!(
                "| {width}, {width} | {n_rows} | {:.2} | {:.2} | {ratio:.2} | {difference:.0e} |",
                here.0, there.0
            );
        }
    }
    if !agree {
        eprintln!("gradients differ by more than {TOLERANCE:.0e}");
        std::process::exit(1);
    }
}

/// Milliseconds of one, the best of several after a first that is not counted: kernels are compiled and chosen in it.
fn time(mut once: impl FnMut()) -> f64 {
    once();
    let (begin, mut best) = (Instant::now(), f64::INFINITY);
    for turn in 0.. {
        if turn >= 3 && begin.elapsed() > ENOUGH {
            break;
        }
        let start = Instant::now();
        once();
        best = best.min(start.elapsed().as_secs_f64());
    }
    1e3 * best
}

/// Largest difference of two gradients, as a share of the largest element.
fn difference(here: &[f32], there: &[f32]) -> f32 {
    let largest = here.iter().fold(0.0_f32, |largest, value| largest.max(value.abs()));
    here.iter().zip(there).fold(0.0_f32, |most, (a, b)| most.max((a - b).abs())) / largest
}
