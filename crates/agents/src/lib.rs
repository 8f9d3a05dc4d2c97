//! Fleet managers: who orders trucks. Heuristics with their tuning, and the evaluation of policies over cases and seeds.

pub mod fleet_manager;
pub mod heuristics;
pub mod run;

pub mod evaluate;
pub mod statistics;
pub mod tune;

pub use fleet_manager::FleetManager;
