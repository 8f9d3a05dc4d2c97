//! Why a stop is left out.

use serde::Serialize;

/// What keeps a stop from the routes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Reason {
    /// There is no driver.
    NoVehicle,
    /// It is larger than any vehicle.
    TooLarge,
    /// No driver has its skills, with a vehicle that has room.
    NoSkill,
    /// An access rule, a fixed driver or a fixed promise bars all of those.
    Barred,
    /// None of those who is not barred comes in time straight from the depot, and back in the shift.
    OutOfTime,
    /// Some driver could serve it alone; beside what the routes serve there was no place for it.
    Crowded,
    /// It may be left out, and no place was found that is cheaper.
    Cheaper,
}

impl Reason {
    /// All of them.
    pub const ALL: [Self; 7] =
        [Self::NoVehicle, Self::TooLarge, Self::NoSkill, Self::Barred, Self::OutOfTime, Self::Crowded, Self::Cheaper];

    /// As files name it.
    pub fn name(self) -> &'static str {
        match self {
            Self::NoVehicle => "no_vehicle",
            Self::TooLarge => "too_large",
            Self::NoSkill => "no_skill",
            Self::Barred => "barred",
            Self::OutOfTime => "out_of_time",
            Self::Crowded => "crowded",
            Self::Cheaper => "cheaper",
        }
    }

    /// The reason of a name.
    pub fn of(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|reason| reason.name() == name)
    }

    /// As people say it.
    pub fn text(self) -> &'static str {
        match self {
            Self::NoVehicle => "there is no driver",
            Self::TooLarge => "it is larger than any vehicle",
            Self::NoSkill => "no driver with a vehicle that is large enough has its skills",
            Self::Barred => "access rules, a fixed driver or a fixed promise bar every driver who could",
            Self::OutOfTime => "no driver comes in time straight from the depot, and back in the shift",
            Self::Crowded => "no route has a place for it beside what it serves",
            Self::Cheaper => "no place was found that costs less than leaving it out",
        }
    }
}
