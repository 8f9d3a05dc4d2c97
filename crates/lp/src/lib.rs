//! The dock worker: packages, vehicle types and truck orders in, loads out. It knows no hour, hub or policy.
//!
//! [`Loader`] loads the trucks of one dock, all its lanes together, in integers, so that a load is feasible by construction: no
//! truck beyond its weight or volume, no more trucks than ordered, than the dock allows or than a type has, and no two classes
//! of goods together that must not be.

mod dock;
mod loader;
mod rank;

pub use dock::{Fleet, Item, Order, Truck, Vehicle};
pub use loader::Loader;
