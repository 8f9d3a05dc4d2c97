//! The linehaul simulator: a pure state that events and orders change hour by hour. No files, no tensors.
//!
//! In reading order: the facts are [`linehaul_case::network::Network`]. A [`state::State`] is what a snapshot holds; [`apply`] is what an event
//! does to it, [`step`] the hour, [`dispatch`] its loading phase. A [`feed::Feed`] tells what comes from outside, a [`world::World`] runs an
//! episode, a [`batch::Batch`] many, a [`snapshot::Snapshot`] is one that goes on later. [`view`] and [`observe`] are what deciders see.

pub mod book;
pub mod ledger;
mod limits;
mod road;
mod waiting;

pub mod state;

pub mod apply;

pub mod loading;
pub mod order;

pub mod dispatch;

pub mod step;

pub mod feed;
pub mod world;

pub mod ahead;
pub mod future;

pub mod snapshot;

pub mod observe;
pub mod view;

pub mod batch;

pub mod bound;
pub mod summary;

mod fields;
