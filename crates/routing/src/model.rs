//! A day to be planned as somebody wrote it down: public columns, which may be wrong. [`crate::Problem::new`] checks it.

mod load;
mod matrix;
mod pin;
mod rules;
mod stop;
mod vehicle;
mod window;

pub use load::Load;
pub use matrix::{Band, Matrix};
pub use pin::{Grade, Pin};
pub use rules::{AccessRule, Balance, Depot, PromiseClass};
pub use stop::{Stop, Task};
pub use vehicle::{Break, Overtime, Vehicle, VehicleType};
pub use window::{HORIZON, UNREACHABLE, Window};

pub(crate) use load::LARGEST;

/// Everything about a day. Time is in seconds, distance in metres, weight in grams, volume in millilitres, money in
/// millionths; all are integers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Input {
    /// Rows of the matrices.
    pub places: u32,
    /// What is to be done.
    pub stops: Vec<Stop>,
    /// Where loads come from.
    pub depots: Vec<Depot>,
    /// Kinds of vehicles.
    pub types: Vec<VehicleType>,
    /// The vehicles of the day.
    pub vehicles: Vec<Vehicle>,
    /// Ways, by class of vehicle.
    pub matrices: Vec<Matrix>,
    /// Access rules.
    pub rules: Vec<AccessRule>,
    /// Classes of promises; none means that all are kept to the second.
    pub classes: Vec<PromiseClass>,
    /// Millionths for a stop whose driver does not know the area.
    pub unfamiliar: i64,
    /// How evenly work is shared out.
    pub balance: Option<Balance>,
}
