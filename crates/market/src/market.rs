//! A market that was checked: integers, typed ids, private fields. [`Market::new`] is the only door.
//!
//! Weight in grams, volume in millilitres, time in seconds from midnight, distance in metres, money in millionths of the currency.

use crate::fleet::{Driver, Vehicle};
use crate::ids::{AccessId, AreaId, ClassId, DriverId, StopId, VehicleId};
use crate::load::Load;
use crate::tables::Header;
use crate::time::Window;
use crate::ways::Matrix;

/// A market.
#[derive(Clone, Debug, PartialEq)]
pub struct Market {
    pub(crate) header: Header,
    pub(crate) unfamiliar: i64,
    pub(crate) balance: Option<Balance>,
    pub(crate) depots: Vec<Depot>,
    pub(crate) speeds: Vec<Speed>,
    pub(crate) traffic: Vec<Traffic>,
    pub(crate) access: Vec<Access>,
    pub(crate) promises: Vec<Promise>,
    pub(crate) skills: Vec<String>,
    pub(crate) areas: Vec<String>,
    pub(crate) stops: Vec<Stop>,
    pub(crate) vehicles: Vec<Vehicle>,
    pub(crate) drivers: Vec<Driver>,
    pub(crate) matrix: Option<Matrix>,
}

/// A depot.
#[derive(Clone, Debug, PartialEq)]
pub struct Depot {
    /// Id.
    pub id: String,
    /// Degrees.
    pub lat: f64,
    /// Degrees.
    pub lon: f64,
    /// When vehicles may load and leave.
    pub open: Window,
    /// Seconds that a reload takes.
    pub reload_s: i32,
}

/// A ring around the first depot.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Speed {
    /// Km of great circle from the first depot, where it begins.
    pub from_km: f64,
    /// Metres an hour.
    pub m_per_hour: i64,
}

/// From a time on, all speeds change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Traffic {
    /// First second.
    pub from_s: i32,
    /// Speed in thousandths of the usual.
    pub speed: i32,
}

/// Who may not come, and when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Access {
    /// Id.
    pub id: String,
    /// Types that are barred.
    pub vehicles: Vec<VehicleId>,
    /// Millimetres; higher vehicles are barred.
    pub max_height_mm: Option<i32>,
    /// Vehicles of a lower class are barred.
    pub min_emission_class: Option<u8>,
    /// When it holds, ascending and apart; none means always. No service may touch a second of it.
    pub hours: Vec<Window>,
}

/// A class of promises.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Promise {
    /// Id.
    pub id: String,
    /// Millionths a minute after the last window; none where that is forbidden.
    pub late_per_minute: Option<i64>,
}

/// What happens at a stop.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Task {
    /// Loaded at the depot, handed over here.
    Delivery,
    /// Taken up here, brought to the depot.
    Pickup,
    /// Taken up here for the stop that is named, which the same trip serves later.
    PickupFor(StopId),
    /// What the stop that is named took up is handed over here.
    DeliveryOf(StopId),
}

/// Something settled: what may not change, or may at a price in millionths.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pin<T> {
    /// What is settled.
    pub value: T,
    /// Price of a change; none where it is forbidden.
    pub price: Option<i64>,
}

/// A stop.
#[derive(Clone, Debug, PartialEq)]
pub struct Stop {
    /// Id.
    pub id: String,
    /// Degrees.
    pub lat: f64,
    /// Degrees.
    pub lon: f64,
    /// What is handed over or taken up.
    pub load: Load,
    /// What happens.
    pub task: Task,
    /// Seconds at the door.
    pub service_s: i32,
    /// When service may begin, ascending and apart; none means at any time.
    pub windows: Vec<Window>,
    /// Skills that are needed, one bit each.
    pub skills: u64,
    /// Access rules.
    pub access: Vec<AccessId>,
    /// Class of the promise; none where lateness is forbidden.
    pub class: Option<ClassId>,
    /// Price of leaving it out; none where it must be served.
    pub left_out: Option<i64>,
    /// When its parcels are at the depot.
    pub released_s: i32,
    /// Its area; none where all drivers know it.
    pub area: Option<AreaId>,
    /// Who is to serve it; a change is priced once.
    pub driver: Option<Pin<DriverId>>,
    /// When service begins as the customer was told; a change is priced by the minute.
    pub told: Option<Pin<Window>>,
}

/// Work is shared out evenly.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Balance {
    /// Seconds of a route that are aimed at.
    pub target_s: i32,
    /// Millionths for each hour of difference.
    pub per_hour: i64,
}

impl Market {
    /// What holds for all of it, as it was written.
    pub fn header(&self) -> &Header {
        &self.header
    }

    /// Millionths for a stop whose driver does not know the area.
    pub fn unfamiliar(&self) -> i64 {
        self.unfamiliar
    }

    /// How evenly work is shared out.
    pub fn balance(&self) -> Option<Balance> {
        self.balance
    }

    /// Depots, one or more.
    pub fn depots(&self) -> &[Depot] {
        &self.depots
    }

    /// Zones, the first from 0 on.
    pub fn speeds(&self) -> &[Speed] {
        &self.speeds
    }

    /// Speeds by time of day, ascending; the first from 0 on, none where nothing changes.
    pub fn traffic(&self) -> &[Traffic] {
        &self.traffic
    }

    /// Access rules.
    pub fn access(&self) -> &[Access] {
        &self.access
    }

    /// Classes of promises.
    pub fn promises(&self) -> &[Promise] {
        &self.promises
    }

    /// Names of skills, in the order of their bits.
    pub fn skills(&self) -> &[String] {
        &self.skills
    }

    /// Names of areas.
    pub fn areas(&self) -> &[String] {
        &self.areas
    }

    /// The stops.
    pub fn stops(&self) -> &[Stop] {
        &self.stops
    }

    /// Types of vehicles.
    pub fn vehicles(&self) -> &[Vehicle] {
        &self.vehicles
    }

    /// The drivers.
    pub fn drivers(&self) -> &[Driver] {
        &self.drivers
    }

    /// Ways, where they are given.
    pub fn matrix(&self) -> Option<&Matrix> {
        self.matrix.as_ref()
    }

    /// The same market with other ways.
    #[must_use]
    pub fn with_matrix(self, matrix: Matrix) -> Self {
        Self { matrix: Some(matrix), ..self }
    }
}
