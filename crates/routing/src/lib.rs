//! Last-mile routes: stops and vehicles in, routes out. It knows no file and no clock.
//!
//! An [`Input`](model::Input) is what somebody wrote; a [`Problem`] is what was checked and compiled. A [`Plan`] answers it.

pub mod model;

mod check;
mod fault;
mod problem;

mod cost;
mod plan;

mod price;
mod walk;

mod search;

pub mod vrplib;

mod difference;
mod lost;
mod reason;

pub use cost::Costs;
pub use difference::{Change, Proposal, difference};
pub use fault::Fault;
pub use lost::HandOver;
pub use plan::{Plan, Route, Visit};
pub use price::{Broken, Call, Timetable};
pub use problem::Problem;
pub use reason::Reason;
pub use search::{Budget, Desk, Found, Heat, Options, plan};

#[cfg(test)]
mod naive;
#[cfg(test)]
mod random;
#[cfg(test)]
mod tests;
