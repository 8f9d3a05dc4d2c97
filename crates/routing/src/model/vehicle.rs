//! Vehicle types, and the vehicles of a day with their drivers.

use super::load::Load;
use super::window::Window;

/// A pause that a driver takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Break {
    /// After so much driving, wherever the vehicle is, the road included (EU 561/2006, article 7: 45 minutes after 4.5
    /// hours). A wait as long as the pause counts for it.
    Driving {
        /// Seconds of driving that need it.
        after_s: i32,
        /// Seconds that it takes.
        pause_s: i32,
    },
    /// At the first moment of the window at which the driver is not serving; nothing where the route is over by then.
    /// Where a service covers the whole window, before that service.
    Lunch {
        /// When it may begin.
        window: Window,
        /// Seconds that it takes.
        pause_s: i32,
    },
}

/// Paid on top of the hourly cost beyond the regular hours.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Overtime {
    /// Seconds of a route that are regular.
    pub after_s: i32,
    /// Millionths an hour beyond them.
    pub per_hour: i64,
}

/// A kind of vehicle.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct VehicleType {
    /// What it carries at a time.
    pub capacity: Load,
    /// Millionths for a vehicle that is used.
    pub fixed: i64,
    /// Millionths a metre.
    pub per_m: i64,
    /// Millionths an hour from the start to the end of a route.
    pub per_hour: i64,
    /// Price of long routes.
    pub overtime: Option<Overtime>,
    /// Matrix of its class.
    pub matrix: u16,
    /// Speed in thousandths of the matrix's.
    pub speed: i32,
    /// Longest route in seconds; none where nobody limits it.
    pub max_s: Option<i32>,
    /// Longest route in metres.
    pub max_m: Option<i32>,
    /// Most stops of a route.
    pub max_stops: Option<u32>,
    /// Trips a shift; 1 means no reload.
    pub max_trips: u32,
    /// Depots at which it may reload.
    pub reload_depots: Vec<u16>,
    /// Pauses of its driver.
    pub breaks: Vec<Break>,
    /// Height, for access rules.
    pub height_mm: i32,
    /// Emission class, for access rules; higher is cleaner.
    pub emission_class: u8,
}

impl Default for VehicleType {
    /// One that nothing limits and that costs a millionth a metre.
    fn default() -> Self {
        Self {
            capacity: Load::UNLIMITED,
            fixed: 0,
            per_m: 1,
            per_hour: 0,
            overtime: None,
            matrix: 0,
            speed: 1000,
            max_s: None,
            max_m: None,
            max_stops: None,
            max_trips: 1,
            reload_depots: Vec::new(),
            breaks: Vec::new(),
            height_mm: 0,
            emission_class: u8::MAX,
        }
    }
}

/// One vehicle with its driver, for one shift.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Vehicle {
    /// Its type, by number.
    pub kind: u16,
    /// When it may leave, and be back. A vehicle on the road starts where and when it is free next.
    pub shift: Option<Window>,
    /// Where it starts.
    pub start: u32,
    /// Where it ends; none where its day ends at the last stop.
    pub end: Option<u32>,
    /// Skills of its driver, one bit each.
    pub skills: u64,
    /// Areas that the driver knows, ascending; none where the driver knows all.
    pub knows: Option<Vec<u16>>,
    /// Stops that come first, in this order, and may not change.
    pub locked: Vec<u32>,
    /// Deliveries that it carries already, where it is on the road: its first trip hands over these and no others. None
    /// where it still has to load.
    pub aboard: Option<Vec<u32>>,
}
