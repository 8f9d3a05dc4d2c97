//! What networks are put together of.

use crate::perceptron::Perceptron;

/// The next block of an architecture.
pub fn next(blocks: &mut impl Iterator<Item = Perceptron>) -> Perceptron {
    blocks.next().expect("the architecture names each block")
}
