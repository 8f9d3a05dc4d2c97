//! Reading a heuristic's parameters, so that each mistake is named by its key.
//!
//! What serde derives for a tagged enum rejects unknown keys as well, but tells of a wrong value without its key, and takes NaN.

use std::collections::BTreeMap;

use serde::de::{DeserializeOwned, Error};
use serde::{Deserialize, Deserializer};
use toml::{Table, Value};

use super::Heuristic;

impl<'de> Deserialize<'de> for Heuristic {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        // JSON writes a parameter that is left out as null.
        let entries = BTreeMap::<String, Option<Value>>::deserialize(deserializer)?;
        let mut table: Table = entries.into_iter().filter_map(|(key, value)| Some((key, value?))).collect();
        let policy = table.remove("policy").ok_or_else(|| D::Error::missing_field("policy"))?;
        let name = policy.as_str().ok_or_else(|| D::Error::custom("`policy` must be a name in quotes"))?;
        let kind = Self::named(name).ok_or_else(|| D::Error::unknown_variant(name, &Self::NAMES))?;
        match kind {
            Self::Greedy(_) => read(table).map(Self::Greedy),
            Self::Random(_) => read(table).map(Self::Random),
            Self::FullTruck(_) => read(table).map(Self::FullTruck),
            Self::UrgencyValue(_) => read(table).map(Self::UrgencyValue),
            Self::SilverMeal(_) => read(table).map(Self::SilverMeal),
            Self::UrgentFirst(_) => read(table).map(Self::UrgentFirst),
            Self::Economic(_) => read(table).map(Self::Economic),
        }
        .map_err(|problem| D::Error::custom(format!("policy `{name}`: {problem}")))
    }
}

fn read<P: DeserializeOwned>(table: Table) -> Result<P, String> {
    for (key, value) in &table {
        if matches!(value, Value::Float(number) if !number.is_finite()) {
            return Err(format!("`{key}` is {value}: give a finite number"));
        }
    }
    table.try_into().map_err(|error: toml::de::Error| error.to_string().trim_end().replace('\n', " "))
}
