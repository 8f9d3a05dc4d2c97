//! What the search asks of whoever knows whether a position is possible and what it costs.

use super::rng::Rng;
use super::tour::Tour;

/// A position for a stop.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Position {
    /// What it adds to the cost.
    pub delta: i64,
    /// Where it goes.
    pub place: Place,
}

/// Where a stop, or a pair, goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// Behind a visit.
    After {
        /// The visit.
        after: u32,
        /// A reload beside it.
        reload: Option<Beside>,
        /// For a pair: what its delivery goes behind.
        delivery: u32,
        /// Kind of vehicle that the route is driven by then.
        kind: u32,
    },
    /// A route of its own, of a kind.
    Alone(u32),
}

/// A reload that comes with a stop.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Beside {
    /// Depot of the kind's list.
    pub depot: u16,
    /// Before the stop, or after.
    pub before: bool,
}

/// See the file.
pub trait Engine {
    /// Begins a round.
    fn begin(&mut self, rng: &mut Rng);
    /// The cheapest position of a stop, and its partner, among those that its neighbours offer. Positions are left out
    /// at random, one in a hundred ("blinks"), unless `thorough`, when all routes are tried.
    fn best(&mut self, tour: &Tour, rng: &mut Rng, stop: u32, thorough: bool) -> Option<Position>;
    /// Puts a stop, and its partner, where `best` found a position; says which route changed, and nothing where it does
    /// not work any more.
    fn insert(&mut self, tour: &mut Tour, stop: u32, place: Place) -> Option<u32>;
    /// Sums up a route after stops were taken out; false where it does not work any more.
    fn refresh(&mut self, tour: &mut Tour, route: u32) -> bool;
    /// Gives a route the kind of vehicle that is cheapest for it, of those that are free.
    fn settle(&mut self, tour: &mut Tour, rng: &mut Rng, route: u32);
    /// Brings back what it knows of a route that was restored.
    fn restore(&mut self, tour: &mut Tour, route: u32);
}
