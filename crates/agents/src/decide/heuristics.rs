//! Opponents for any learned policy, and usable policies in themselves: simple rules, each in a file, with parameters to tune.
//!
//! Every rule that ships what is full does it the same way (`full_or_all`); they differ in when a truck leaves that is not. Penalties are the
//! lane's shares ([`linehaul_case::route::Route::share_of`]), as learned policies see them.

mod economic;
mod full_truck;
mod greedy;
mod lane;
mod parameters;
mod random;
mod silver_meal;
mod urgency_value;
mod urgent_first;

use serde::Serialize;

use crate::decide::fleet_manager::FleetManager;
pub use economic::Economic;
pub use full_truck::FullTruck;
pub use greedy::Greedy;
pub use random::Random;
pub use silver_meal::SilverMeal;
pub use urgency_value::UrgencyValue;
pub use urgent_first::UrgentFirst;

/// A heuristic with its parameters, as a TOML file holds it: `policy = "economic"` and the parameters beside it.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(tag = "policy", rename_all = "kebab-case")]
pub enum Heuristic {
    /// Sends everything at once.
    Greedy(Greedy),
    /// Orders at random.
    Random(Random),
    /// H1: sends what is full, or whatever has an urgent package.
    FullTruck(FullTruck),
    /// H2: as H1, urgent only if the penalty at risk is worth it.
    UrgencyValue(UrgencyValue),
    /// H3: sends when waiting longer would not make the unit cheaper.
    SilverMeal(SilverMeal),
    /// H5: sends the urgent packages if their penalty is worth their trucks, and fills up.
    UrgentFirst(UrgentFirst),
    /// H7: sends the type that saves more penalty than its empty space costs.
    Economic(Economic),
}

impl Heuristic {
    /// Names as the command line takes them, the weakest first.
    pub const NAMES: [&'static str; 7] =
        ["random", "greedy", "full-truck", "silver-meal", "urgency-value", "urgent-first", "economic"];

    /// A heuristic with its default parameters.
    pub fn named(name: &str) -> Option<Self> {
        Some(match name {
            "greedy" => Self::Greedy(Greedy {}),
            "random" => Self::Random(Random::default()),
            "full-truck" => Self::FullTruck(FullTruck::default()),
            "urgency-value" => Self::UrgencyValue(UrgencyValue::default()),
            "silver-meal" => Self::SilverMeal(SilverMeal::default()),
            "urgent-first" => Self::UrgentFirst(UrgentFirst::default()),
            "economic" => Self::Economic(Economic::default()),
            _ => return None,
        })
    }

    /// Its name.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Greedy(_) => "greedy",
            Self::Random(_) => "random",
            Self::FullTruck(_) => "full-truck",
            Self::UrgencyValue(_) => "urgency-value",
            Self::SilverMeal(_) => "silver-meal",
            Self::UrgentFirst(_) => "urgent-first",
            Self::Economic(_) => "economic",
        }
    }

    /// The fleet manager that follows it.
    pub fn manager(&self) -> Box<dyn FleetManager> {
        match self.clone() {
            Self::Greedy(rule) => Box::new(rule),
            Self::Random(rule) => Box::new(rule.manager()),
            Self::FullTruck(rule) => Box::new(rule),
            Self::UrgencyValue(rule) => Box::new(rule),
            Self::SilverMeal(rule) => Box::new(rule),
            Self::UrgentFirst(rule) => Box::new(rule),
            Self::Economic(rule) => Box::new(rule),
        }
    }

    /// The settings that tuning tries, in a fixed order; just the default for a rule without parameters.
    pub fn grid(&self) -> Vec<Self> {
        match self {
            Self::Greedy(_) | Self::Random(_) => vec![self.clone()],
            Self::FullTruck(_) => FullTruck::grid().into_iter().map(Self::FullTruck).collect(),
            Self::UrgencyValue(_) => UrgencyValue::grid().into_iter().map(Self::UrgencyValue).collect(),
            Self::SilverMeal(_) => SilverMeal::grid().into_iter().map(Self::SilverMeal).collect(),
            Self::UrgentFirst(_) => UrgentFirst::grid().into_iter().map(Self::UrgentFirst).collect(),
            Self::Economic(_) => Economic::grid().into_iter().map(Self::Economic).collect(),
        }
    }
}

#[cfg(test)]
mod tests;
