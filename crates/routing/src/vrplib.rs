//! Public instances: text of the form VRPLIB into an input, counted as the sets count.

mod build;
mod fleet;
mod instance;
mod rounding;

pub use build::input;
pub use instance::Instance;
pub use rounding::Rounding;

#[cfg(test)]
mod tests;
