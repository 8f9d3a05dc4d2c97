//! The facts that everything else of linehaul stands on: a case, checked once, and what follows from it.
//!
//! In reading order: [`CaseTables`] are what somebody wrote, [`Case::new`] is the only way from there to a [`Case`], `check` holds every
//! rule on that way. A [`network::Network`] is a case compiled for fast questions, a [`Demand`] the packages of a seed, a
//! [`schedule::Schedule`] what came of a run. No file, no clock, no state.

mod ids;
mod limits;
mod units;

mod packages;
pub mod rules;
mod tables;

mod error;

mod check;

mod case;

mod demand;

pub mod schedule;
mod summary;

pub mod routes;

pub mod calendar;
pub mod network;
pub mod route;

pub use case::Case;
pub use demand::Demand;
pub use error::{CaseError, Table};
pub use ids::{ClassId, HubId, LaneId, TypeId};
pub use limits::{
    COST_FACTORS, GENERAL_CLASS, MAX_HOURS, MAX_HUBS, MAX_LANE_HOURS, MAX_SECONDS, MAX_TYPES, largest_late_price,
};
pub use packages::{PackageIds, Packages};
pub use tables::{CaseTables, Hub, Lane, LateCost, VehicleType};
pub use units::{Grams, Metres, Millilitres, Money};
