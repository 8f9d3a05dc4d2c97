//! Random streams, and draws over orders of magnitude.

use rand::RngExt;
use rand_pcg::Pcg64;

/// Streams are told apart by their second word, so that no two uses of one seed share draws.
pub(super) const STREAM_GRAPH: u64 = 0x6772_6170_6873;
pub(super) const STREAM_FLOWS: u64 = 0x666c_6f77_7300;
pub(super) const STREAM_PACKAGES: u64 = 0x7061_636b_6167;

pub(super) fn stream(seed: u64, stream: u64) -> Pcg64 {
    Pcg64::new(u128::from(seed), u128::from(stream))
}

/// As many draws between 1 and 2 as between 2 and 4.
pub(super) fn log_uniform([low, high]: [f64; 2], rng: &mut Pcg64) -> f64 {
    rng.random_range(low.ln()..high.ln()).exp()
}
