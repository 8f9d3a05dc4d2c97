//! Types of vehicles, and the drivers of a day.

use crate::ids::{AreaId, DepotId, MatrixId, VehicleId};
use crate::load::Load;
use crate::time::Window;

/// Pauses of a driver.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Pauses {
    /// Seconds of driving after which a pause of so many seconds is due.
    pub driving: Option<(i32, i32)>,
    /// When lunches may begin, and the seconds that each takes.
    pub lunches: Vec<(Window, i32)>,
}

/// A type of vehicles.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Vehicle {
    /// Id.
    pub id: String,
    /// What it carries at a time.
    pub capacity: Load,
    /// Millionths for one that is used.
    pub fixed: i64,
    /// Millionths a metre.
    pub per_m: i64,
    /// Millionths an hour.
    pub per_hour: i64,
    /// Seconds that are regular, and millionths an hour beyond them.
    pub overtime: Option<(i32, i64)>,
    /// Speed in thousandths of the usual.
    pub speed: i32,
    /// Longest route, seconds.
    pub max_s: Option<i32>,
    /// Longest route, metres.
    pub max_m: Option<i32>,
    /// Most stops.
    pub max_stops: Option<u32>,
    /// Trips a shift.
    pub max_trips: u32,
    /// Where it may reload.
    pub reload_depots: Vec<DepotId>,
    /// Pauses of its driver.
    pub pauses: Pauses,
    /// Millimetres.
    pub height_mm: i32,
    /// Higher is cleaner.
    pub emission_class: u8,
    /// Class of its ways.
    pub ways: MatrixId,
}

/// A driver with a vehicle.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Driver {
    /// Id.
    pub id: String,
    /// Type of the vehicle.
    pub vehicle: VehicleId,
    /// When it may leave and be back; none for the whole day.
    pub shift: Option<Window>,
    /// Where the route starts.
    pub start: DepotId,
    /// Where it ends; none where it ends at the last stop.
    pub end: Option<DepotId>,
    /// One bit each.
    pub skills: u64,
    /// Areas that are known, ascending; none for all.
    pub knows: Option<Vec<AreaId>>,
}
