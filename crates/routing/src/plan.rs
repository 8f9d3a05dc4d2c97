//! Routes as an answer: who goes where in which order, and when each leaves.

/// A place where a route calls.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Visit {
    /// A stop, by number.
    Stop(u32),
    /// A reload at a depot, by number: the next trip begins.
    Reload(u16),
}

/// The route of one vehicle, without its start and end.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Route {
    /// Vehicle, by number.
    pub vehicle: u32,
    /// When it leaves.
    pub start_s: i32,
    /// Where it calls.
    pub visits: Vec<Visit>,
}

impl Route {
    /// Its stops in their order.
    pub fn stops(&self) -> impl DoubleEndedIterator<Item = u32> + '_ {
        self.visits.iter().filter_map(|visit| match *visit {
            Visit::Stop(stop) => Some(stop),
            Visit::Reload(_) => None,
        })
    }
}

/// Routes of vehicles that are used, ascending by vehicle, and what no route serves.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Plan {
    /// The routes.
    pub routes: Vec<Route>,
    /// Stops that no route serves, ascending.
    pub left_out: Vec<u32>,
}
