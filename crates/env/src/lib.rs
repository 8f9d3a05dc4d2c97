//! The linehaul simulator: cases in memory, worlds that step hour by hour, observations and rewards.
//!
//! Read [`case`] for the input and `step` for the main loop. Nothing here knows files or tensors.

pub mod case;
pub mod check;
pub mod demand;
pub mod ids;
pub mod routes;
pub mod rules;
pub mod schedule;
pub mod units;
