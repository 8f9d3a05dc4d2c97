//! What the fast load keeps from one problem to the next.

use super::fleet::FleetChoice;
use super::lists::{Entry, Lists};
use super::state::{Loaded, State};
use crate::dock::Item;
use crate::exchange::Columns;
use crate::loader::Loader;
use crate::problem::Problem;

/// Solves problems one after another and keeps its memory.
#[derive(Debug, Default)]
pub struct Fast {
    pub(super) problem: Problem,
    /// Position in the instance of each type of the problem.
    pub(super) positions: Vec<u8>,
    pub(super) loader: Loader,
    pub(super) obey: Obey,
    pub(super) lists: Lists,
    pub(super) fleet: FleetChoice,
    pub(super) state: State,
    /// The state to go back to when a change does not pay.
    pub(super) before: State,
    pub(super) best: State,
    pub(super) earned: f64,
    pub(super) gains: Vec<Gain>,
    /// The truck filled last for trial, if nothing was sent since, and its items.
    pub(super) tried: Option<Loaded>,
    pub(super) trial: Vec<Entry>,
    /// Packages left behind that are considered for a lane's trucks.
    pub(super) left: Vec<Entry>,
    pub(super) columns: Columns,
}

/// Scratch of obeying orders.
#[derive(Debug, Default)]
pub(super) struct Obey {
    /// `(worth of what is its own, lane)`, the most first.
    pub(super) lanes: Vec<(f64, usize)>,
    pub(super) must_ride: Vec<Item>,
    pub(super) rest: Vec<Item>,
    /// Packages that ride.
    pub(super) riding: usize,
}

/// What a truck of a type would earn on a lane.
#[derive(Clone, Copy, Debug)]
pub(super) struct Gain {
    /// A bound, or the figure itself.
    pub(super) amount: f64,
    pub(super) exact: bool,
}

impl Gain {
    pub(super) const UNKNOWN: Self = Self { amount: f64::INFINITY, exact: false };
}
