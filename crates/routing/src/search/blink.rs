//! Positions that are skipped at random, so that greedy insertion does not always end the same way.

use super::rng::Rng;

/// Counts positions down to the next that is skipped: one random number a hundred positions instead of one each.
#[derive(Clone, Copy, Debug)]
pub struct Blink {
    left: u32,
}

/// Share of positions that are skipped (Christiaens and Vanden Berghe 2020, table 3).
const RATE: f64 = 0.01;

impl Blink {
    pub fn new() -> Self {
        Self { left: 0 }
    }

    /// Whether to skip this one.
    pub fn skips(&mut self, rng: &mut Rng) -> bool {
        if self.left > 0 {
            self.left -= 1;
            return false;
        }
        // The gap to the next is geometric.
        self.left = (rng.unit().ln() / (1.0 - RATE).ln()) as u32;
        true
    }
}
