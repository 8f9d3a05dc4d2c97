//! The linehaul simulator: cases in memory, worlds that step hour by hour, observations and rewards.
//!
//! Read [`linehaul_case::Case`] for the input, [`step`] for the main loop and [`batch`] for many worlds at once. Nothing here knows files or
//! tensors.

pub mod arrivals;
pub mod loading;
pub mod order;
pub mod step;
pub mod world;

mod dispatch;
mod fields;
mod road;
mod waiting;

pub mod batch;
pub mod ledger;
pub mod observe;
pub mod view;

pub mod bound;
pub mod summary;
