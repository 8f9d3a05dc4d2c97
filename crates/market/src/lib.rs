//! The facts of a last-mile market: what is to be delivered in a day, by whom, and under which rules.
//!
//! [`MarketTables`] are what somebody wrote, [`Market::new`] is the only way from there to a checked [`Market`], and [`Routes`]
//! are the form of an answer. No file, no clock, no search.

mod ids;
mod time;

mod tables;

mod error;
mod limits;

mod check;

mod load;

mod fleet;
mod ways;

mod market;

mod pool;

mod reason;
mod routes;

pub use error::{MarketError, Table};
pub use fleet::{Driver, Pauses, Vehicle};
pub use ids::{AccessId, AreaId, ClassId, DepotId, DriverId, MatrixId, StopId, VehicleId};
pub use limits::{
    MAX_DRIVERS, MAX_GRAMS, MAX_METRES, MAX_MONEY, MAX_PLACES, MAX_SECONDS, MAX_SKILLS, MAX_STOPS, MAX_TYPES,
};
pub use load::Load;
pub use market::{Access, Balance, Depot, Market, Pin, Promise, Speed, Stop, Task, Traffic};
pub use pool::{Delivery, Pool};
pub use reason::Reason;
pub use routes::{Call, Costs, LeftOut, Route, Routes, Spot};
pub use tables::{
    AccessRow, DepotRow, DriverRow, Header, MarketTables, MatrixRows, PromiseRow, SpeedRow, StopRow, TrafficRow,
    VehicleRow,
};
pub use time::{Window, clock, parse_clock};
pub use ways::{Matrix, MatrixClass};
