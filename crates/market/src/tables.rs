//! A market as somebody wrote it down: public columns in the units of the files, which may be wrong. [`crate::Market::new`] checks it.

use crate::time::Window;

/// Everything about a day of a market. Times are in seconds from midnight.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct MarketTables {
    /// What the market is called, and what holds for all of it.
    pub header: Header,
    /// Where loads come from.
    pub depots: Vec<DepotRow>,
    /// Speeds by zone.
    pub speeds: Vec<SpeedRow>,
    /// Speeds by time of day.
    pub traffic: Vec<TrafficRow>,
    /// Access rules.
    pub access: Vec<AccessRow>,
    /// Classes of promises.
    pub promises: Vec<PromiseRow>,
    /// What is to be done.
    pub stops: Vec<StopRow>,
    /// Types of vehicles.
    pub vehicles: Vec<VehicleRow>,
    /// Drivers of the day.
    pub drivers: Vec<DriverRow>,
    /// Ways between all places, where they are given.
    pub matrix: Option<MatrixRows>,
}

/// What holds for all of a market.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Header {
    /// Name.
    pub name: String,
    /// The day, as `YYYY-MM-DD`.
    pub date: String,
    /// Time zone, for display.
    pub zone: String,
    /// Currency of every price, for display.
    pub currency: String,
    /// Where the data come from, for display.
    pub source: String,
    /// Licence of the data.
    pub licence: String,
    /// Kilometres of road for a kilometre of great circle.
    pub detour: f64,
    /// Price of a stop whose driver does not know its area.
    pub unfamiliar: f64,
    /// Hours of a route that are aimed at, and the price of each hour by which one differs.
    pub balance: Option<(f64, f64)>,
}

/// A depot.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct DepotRow {
    /// Unique id, among stops as well.
    pub id: String,
    /// Degrees, north is positive.
    pub lat: f64,
    /// Degrees, east is positive.
    pub lon: f64,
    /// When vehicles may load and leave.
    pub open: Option<Window>,
    /// Seconds that a reload takes.
    pub reload_s: i64,
}

/// A zone: a ring around the first depot.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct SpeedRow {
    /// Where it begins, km of great circle from the first depot.
    pub from_km: f64,
    /// Speed, km an hour.
    pub kmh: f64,
}

/// From a time on, all speeds change.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct TrafficRow {
    /// First second.
    pub from_s: i32,
    /// Factor on every speed.
    pub factor: f64,
}

/// Who may not come to a stop, and when.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct AccessRow {
    /// Unique id.
    pub id: String,
    /// Types that are barred.
    pub vehicles: Vec<String>,
    /// Vehicles that are higher are barred, m.
    pub max_height_m: Option<f64>,
    /// Vehicles of a lower class are barred.
    pub min_emission_class: Option<i64>,
    /// When it holds; none means always.
    pub hours: Vec<Window>,
}

/// A class of promises.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PromiseRow {
    /// Unique id.
    pub id: String,
    /// Price of a minute after the last window; none where that is forbidden.
    pub late_per_minute: Option<f64>,
}

/// A stop.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct StopRow {
    /// Unique id.
    pub id: String,
    /// Degrees, north is positive.
    pub lat: f64,
    /// Degrees, east is positive.
    pub lon: f64,
    /// Weight, kg.
    pub kg: f64,
    /// Volume, m3.
    pub m3: f64,
    /// Parcels.
    pub parcels: i64,
    /// `delivery` or `pickup`; empty for a delivery.
    pub task: String,
    /// Of a delivery, the pickup that takes up what is handed over here.
    pub pickup: String,
    /// Seconds at the door.
    pub service_s: i64,
    /// When service may begin; none means at any time.
    pub windows: Vec<Window>,
    /// Skills that are needed.
    pub skills: Vec<String>,
    /// Access rules.
    pub access: Vec<String>,
    /// Class of the promise; empty where service after the last window is forbidden.
    pub promise: String,
    /// Price of leaving it out; none where it must be served.
    pub left_out: Option<f64>,
    /// When its parcels are at the depot, seconds from midnight.
    pub released_s: i32,
    /// Area that drivers know or do not; empty where all do.
    pub area: String,
    /// Driver who is to serve it.
    pub driver: String,
    /// Price of another driver; none where that is forbidden.
    pub driver_price: Option<f64>,
    /// When service begins as the customer was told.
    pub told: Option<Window>,
    /// Price of a minute outside; none where that is forbidden.
    pub told_per_minute: Option<f64>,
}

/// A type of vehicles.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct VehicleRow {
    /// Unique id.
    pub id: String,
    /// Payload, kg.
    pub max_kg: f64,
    /// Load volume, m3.
    pub max_m3: f64,
    /// Most parcels; none where nobody counts.
    pub max_parcels: Option<i64>,
    /// Price of a vehicle that is used.
    pub cost_fixed: f64,
    /// Price of a km.
    pub cost_per_km: f64,
    /// Price of an hour from the start to the end of a route.
    pub cost_per_hour: f64,
    /// Hours of a route that are regular.
    pub overtime_after_h: Option<f64>,
    /// Price of an hour beyond them, on top of the hourly price.
    pub overtime_per_hour: f64,
    /// Factor on every speed.
    pub speed: f64,
    /// Longest route, h.
    pub max_hours: Option<f64>,
    /// Longest route, km.
    pub max_km: Option<f64>,
    /// Most stops of a route.
    pub max_stops: Option<i64>,
    /// Trips a shift.
    pub max_trips: i64,
    /// Depots where it may reload; all where none is named.
    pub reload_depots: Vec<String>,
    /// Hours of driving after which a pause is due.
    pub drive_h: Option<f64>,
    /// Minutes of that pause.
    pub drive_pause_min: f64,
    /// When lunches may begin.
    pub lunch: Vec<Window>,
    /// Minutes of each.
    pub lunch_min: f64,
    /// Height, m.
    pub height_m: f64,
    /// Emission class, higher is cleaner; none for the cleanest.
    pub emission_class: Option<i64>,
    /// Class of its ways in the matrix.
    pub ways: String,
}

/// A driver, for one shift with one vehicle.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct DriverRow {
    /// Unique id.
    pub id: String,
    /// Type of the vehicle.
    pub vehicle: String,
    /// When the vehicle may leave and be back; none for the whole day.
    pub shift: Option<Window>,
    /// Depot where the route starts; empty for the first one.
    pub start: String,
    /// Depot where it ends; empty for that where it starts, `-` where it ends at the last stop.
    pub end: String,
    /// Skills.
    pub skills: Vec<String>,
    /// Areas that are known; none for all.
    pub knows: Option<Vec<String>>,
}

/// Ways, one a row.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct MatrixRows {
    /// Class of vehicles, by row; empty where there is one class.
    pub ways: Vec<String>,
    /// Where each begins: a stop or a depot.
    pub from: Vec<String>,
    /// Where each ends.
    pub to: Vec<String>,
    /// Length in metres; none where no road leads.
    pub metres: Vec<Option<i32>>,
    /// Duration in seconds; none where no road leads.
    pub seconds: Vec<Option<i32>>,
}
