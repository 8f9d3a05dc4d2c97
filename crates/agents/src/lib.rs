//! Fleet managers: who orders trucks. Heuristics with their tuning, policies that learn, and the evaluation of both over cases and
//! seeds.
//!
//! Read [`trainer`] for how a policy learns and [`learned`] for how it is used. Nothing here knows files.

pub mod fleet_manager;
pub mod heuristics;
pub mod run;

pub mod evaluate;
pub mod statistics;
pub mod tune;

pub mod calibrate;
pub mod frontier;
pub mod multipliers;
pub mod opponents;
pub mod solved;

pub mod trainer;

pub mod config;
pub mod worlds;

pub mod actions;
pub mod backward;
pub mod network;
pub mod policy;
mod product;
pub mod scorer;
pub mod team;

mod categorical;
mod episodes;
pub mod rollout;

pub mod adam;
mod advantage;
mod average;
mod loss;
mod patience;
pub mod reward;
pub mod ppo;
mod samples;

pub mod checkpoint;
mod crc32c;
pub mod decisions;
pub mod exam;
pub mod held_out;
pub mod learned;
pub mod metrics;
pub mod tensorboard;

pub use fleet_manager::FleetManager;
