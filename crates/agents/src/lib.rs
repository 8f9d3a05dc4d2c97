//! Policies of linehaul in three rooms: who decides, how good that is, and how it is learned. Nothing here knows files.
//!
//! In reading order:
//!
//! - [`decide`]: fleet managers and the run of an episode. [`decide::fleet_manager`] is the one interface, [`decide::heuristics`] are
//!   the rules written by hand, [`decide::learned`] follows a trained policy.
//! - [`judge`]: policies against each other, parameters by grid, caps on lateness, exams. [`judge::evaluate`] is where to begin.
//! - [`learn`]: how a policy is trained. [`learn::trainer`] holds the main loop.
//!
//! Arrows between the rooms: `judge` and `learn` import `decide`, and `learn` imports `judge`, which chooses its best checkpoint.

pub mod decide;

pub mod judge;

pub mod learn;

pub use decide::fleet_manager::FleetManager;
