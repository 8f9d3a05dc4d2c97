//! How a policy is learned: experience is collected in worlds side by side, the policy updated on it, and a checkpoint kept at times.

pub mod trainer;

pub mod config;
pub mod schedule;
pub mod worlds;

pub mod learner;
pub mod team;

pub mod reward;

mod episodes;
pub mod experience;
pub mod rollout;

mod advantage;
mod average;
pub mod layer_figures;
mod loss;
pub mod not_finite;
mod passes;
mod patience;
pub mod ppo;
mod samples;

pub mod checkpoint;
pub mod metrics;
pub mod tensorboard;
