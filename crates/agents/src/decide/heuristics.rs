//! Opponents for any learned policy, and usable policies in themselves: simple rules, each in a file, with parameters to tune.
//!
//! Every rule that ships what is full does it the same way (`lane::full_or_all`); they differ in when a truck leaves that is not. Penalties are
//! the lane's shares ([`linehaul_case::route::Route::share_of`]), as learned policies see them. A new rule is a file with its `Rule`,
//! and a line in the list below.
//!
//! Earlier notes number some of them:
//!
//! | number | name | after |
//! |---|---|---|
//! | H1 | `full-truck` | the rule of dispatchers: full, or out of time |
//! | H2 | `urgency-value` | |
//! | H3 | `silver-meal` | the lot-sizing rule of Silver and Meal (1973) |
//! | H4 | dropped | `urgency-value` with penalties weighed by slack |
//! | H5 | `urgent-first` | |
//! | H6 | dropped | |
//! | H7 | `economic` | |
//! | H8 | `announced-full` | sees what was announced |

mod lane;
mod parameters;
mod rule;

mod announced_full;
mod economic;
mod full_truck;
mod greedy;
mod random;
mod silver_meal;
mod urgency_value;
mod urgent_first;

use std::collections::BTreeMap;

use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize};
use toml::{Table, Value};

use self::rule::Rule;
use crate::decide::fleet_manager::FleetManager;
pub use announced_full::AnnouncedFull;
pub use economic::Economic;
pub use full_truck::FullTruck;
pub use greedy::Greedy;
pub use random::Random;
pub use silver_meal::SilverMeal;
pub use urgency_value::UrgencyValue;
pub use urgent_first::UrgentFirst;

macro_rules! heuristics {
    ($($(#[$doc:meta])+ $rule:ident,)+) => {
        /// A heuristic with its parameters, as a TOML file holds it: `policy = "economic"` and the parameters beside it.
        #[derive(Clone, Debug, PartialEq, Serialize)]
        #[serde(tag = "policy", rename_all = "kebab-case")]
        pub enum Heuristic { $($(#[$doc])+ $rule($rule),)+ }

        impl Heuristic {
            /// Names as the command line takes them, the weakest first.
            pub const NAMES: [&'static str; [$($rule::NAME),+].len()] = [$($rule::NAME),+];

            /// A heuristic with its default parameters.
            pub fn named(name: &str) -> Option<Self> {
                $(if name == $rule::NAME {
                    return Some(Self::$rule($rule::default()));
                })+
                None
            }

            /// Its name.
            pub fn name(&self) -> &'static str {
                match self { $(Self::$rule(_) => $rule::NAME,)+ }
            }

            /// The fleet manager that follows it.
            pub fn manager(&self) -> Box<dyn FleetManager> {
                match self.clone() { $(Self::$rule(rule) => rule.manager(),)+ }
            }

            /// The settings that tuning tries, in a fixed order; just itself for a rule without parameters.
            pub fn grid(&self) -> Vec<Self> {
                match self { $(Self::$rule(rule) => rule.grid().into_iter().map(Self::$rule).collect(),)+ }
            }

            /// The same rule with parameters from a file.
            fn with(&self, parameters: Table) -> Result<Self, String> {
                match self { $(Self::$rule(_) => parameters::read(parameters).map(Self::$rule),)+ }
            }
        }
    };
}

heuristics! {
    /// Orders at random.
    Random,
    /// Sends everything at once.
    Greedy,
    /// Sends what is full, or everything once a package is urgent.
    FullTruck,
    /// Sends when waiting longer would not make the unit cheaper.
    SilverMeal,
    /// Sends what is full, or everything once the penalty at risk is worth it.
    UrgencyValue,
    /// Sends the urgent packages if their penalty is worth their trucks, and fills up.
    UrgentFirst,
    /// Sends the type that saves more penalty than its empty space costs.
    Economic,
    /// Waits while what was announced will fill the truck in time, and leaves where it will not.
    AnnouncedFull,
}

/// By hand, so that each mistake is named by its key: what serde derives for a tagged enum tells of a wrong value without it.
impl<'de> Deserialize<'de> for Heuristic {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        // JSON writes a parameter that is left out as null.
        let entries = BTreeMap::<String, Option<Value>>::deserialize(deserializer)?;
        let mut table: Table = entries.into_iter().filter_map(|(key, value)| Some((key, value?))).collect();
        let policy = table.remove("policy").ok_or_else(|| D::Error::missing_field("policy"))?;
        let name = policy.as_str().ok_or_else(|| D::Error::custom("`policy` must be a name in quotes"))?;
        let kind = Self::named(name).ok_or_else(|| D::Error::unknown_variant(name, &Self::NAMES))?;
        kind.with(table).map_err(|problem| D::Error::custom(format!("policy `{name}`: {problem}")))
    }
}

#[cfg(test)]
mod tests;
