//! Who orders trucks, hour by hour: rules written by hand, and policies that were trained.

pub mod fleet_manager;
pub mod heuristics;

pub mod run;

pub mod replan;

pub mod actions;
mod trucks;

pub mod decisions;
pub mod learned;
pub mod policies;
pub(crate) mod scorer;

pub mod forecast;
pub mod lookahead;

#[cfg(test)]
mod unseen;
