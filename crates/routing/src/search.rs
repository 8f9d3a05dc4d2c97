//! The search: strings of stops are taken out and put back where they are cheapest, under annealing.

mod anneal;
mod blink;
mod desk;
mod either;
mod engine;
mod fast;
mod full;
mod lists;
mod near;
mod order;
mod polish;
mod pool;
mod rng;
mod round;
mod ruin;
mod tour;
mod undo;

mod answer;
mod solve;

pub use anneal::{Budget, Heat};
pub use desk::Desk;
pub use solve::{Found, Options, plan};

#[cfg(test)]
pub(crate) use rng::Rng;

#[cfg(test)]
mod tests;
