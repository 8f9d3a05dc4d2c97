//! Fleet managers: who orders trucks. Heuristics with their tuning, and the evaluation of policies over cases and seeds.

pub mod fleet_manager;
pub mod heuristics;
pub mod run;

pub use fleet_manager::FleetManager;
