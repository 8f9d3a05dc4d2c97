//! The dock worker: packages, vehicle types and truck orders in, loads out. It knows no hour, hub or policy.
//!
//! [`Loader`] loads the trucks of one dock, all its lanes together, in integers, so that a load is feasible by construction: no
//! truck beyond its weight or volume, no more trucks than ordered, than the dock allows or than a type has, and no two classes
//! of goods together that must not be. It is what the simulator calls.
//!
//! The same problem with its values and costs is an [`Instance`]; its solution is a [`Plan`], which [`Plan::check`] proves.
//! [`fast`] solves it in microseconds, [`aggregate`] bounds what any plan can be worth, [`exact`] finds the best where the
//! instance is small, and [`explain`] says what kept each package that is left behind.

mod dock;
mod exchange;
mod loader;
mod problem;
mod rank;

pub mod instance;
pub mod plan;

pub mod aggregate;
pub mod exact;
pub mod explain;
pub mod fast;
pub mod solver;

mod fill;

pub use dock::{Fleet, Item, Order, Truck, Vehicle};
pub use instance::{Instance, InstanceError, InstanceFile};
pub use loader::Loader;
pub use plan::{Plan, PlanTruck};
pub use problem::Problem;

#[cfg(test)]
mod brute_force;
#[cfg(test)]
mod naive;
#[cfg(test)]
mod random;
