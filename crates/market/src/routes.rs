//! The form of an answer: who calls where and when, what is left out and why, and what it costs by name.

use serde::Serialize;

use crate::ids::{DepotId, DriverId, StopId};
use crate::load::Load;
use crate::reason::Reason;

/// Routes of a day.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Routes {
    /// Routes of drivers who are used, ascending by driver.
    pub routes: Vec<Route>,
    /// Stops that no route serves, ascending.
    pub left_out: Vec<LeftOut>,
    /// What it costs, with what is left out.
    pub costs: Costs,
}

/// The route of one driver.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Route {
    /// Who.
    pub driver: DriverId,
    /// From the start to the end, in order.
    pub calls: Vec<Call>,
    /// What it costs.
    pub costs: Costs,
}

/// Where a route calls.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Spot {
    /// Its start, at a depot.
    Start(DepotId),
    /// A stop.
    Stop(StopId),
    /// A reload: the next trip begins.
    Reload(DepotId),
    /// Its end, at a depot.
    End(DepotId),
}

/// A call, in seconds from midnight.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Call {
    /// Where.
    pub spot: Spot,
    /// Length of the way here, metres.
    pub metres: i32,
    /// The vehicle is there.
    pub arrival_s: i32,
    /// Seconds of pauses on the road here.
    pub road_pause_s: i32,
    /// Seconds of pauses here, before service or loading begins.
    pub pause_s: i32,
    /// Service or loading begins.
    pub begin_s: i32,
    /// It is over.
    pub leave_s: i32,
    /// On board when it is over.
    pub load: Load,
}

/// A stop that no route serves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LeftOut {
    /// Which.
    pub stop: StopId,
    /// Why.
    pub reason: Reason,
}

macro_rules! costs {
    ($($(#[doc = $about:literal])+ $name:ident,)+) => {
        /// Costs in millionths of the currency, by name. The cost of routes is the sum of the named parts and nothing else.
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
        pub struct Costs {
            $($(#[doc = $about])+ pub $name: i64,)+
        }

        impl Costs {
            /// Their names, in order.
            pub const NAMES: [&str; [$(stringify!($name)),+].len()] = [$(stringify!($name)),+];

            /// The parts in the order of the names, in millionths.
            pub fn parts(&self) -> [i64; Self::NAMES.len()] {
                [$(self.$name),+]
            }

            /// Costs from parts in the order of the names.
            pub fn from_parts([$($name),+]: [i64; Self::NAMES.len()]) -> Self {
                Self { $($name),+ }
            }
        }
    };
}

costs! {
    /// Vehicles that are used.
    fixed,
    /// Kilometres.
    distance,
    /// Hours from the start to the end of a route.
    hours,
    /// Hours beyond the regular ones.
    overtime,
    /// Work that is shared out unevenly.
    balance,
    /// Service after the last window.
    late,
    /// Drivers who do not know the area.
    unfamiliar,
    /// Stops of another driver than the one that was named.
    moved,
    /// Service outside what the customer was told.
    told,
    /// Stops left out for their price.
    left_out,
    /// Stops left out that must be served: ten million each, more than any price.
    unserved,
}

impl Costs {
    /// The sum of all parts; of parts that no routes have, the nearest number.
    pub fn total(&self) -> i64 {
        self.parts().into_iter().fold(0, i64::saturating_add)
    }
}
