//! A configuration as it was typed: a table that may leave out anything, with overrides, until it is resolved.

use std::collections::BTreeMap;
use std::ops::Range;

use toml::de::DeTable;
use toml::{Spanned, Table, Value};

use super::error::ConfigError;
use super::settings::TrainConfig;

/// A configuration file and overrides, not yet checked.
#[derive(Clone, Debug, PartialEq)]
pub struct TypedConfig {
    table: Table,
    /// Where values stand in the file, bytes, by key; none of a value that an override gave.
    places: BTreeMap<String, Range<usize>>,
}

impl TypedConfig {
    /// Reads TOML. Unknown keys and values of a wrong kind are found here, where line and column are known.
    pub fn parse(text: &str) -> Result<Self, ConfigError> {
        let syntax = |message: &str, span| ConfigError {
            key: String::new(),
            problem: format!("this is not TOML: {message}"),
            remedy: "correct the syntax".into(),
            span,
        };
        let spanned = DeTable::parse(text).map_err(|error| syntax(error.message(), error.span()))?;
        let mut places = BTreeMap::new();
        check_keys(spanned.get_ref(), &known(), "", &mut places)?;
        toml::from_str::<TrainConfig>(text).map_err(|error| ConfigError {
            key: String::new(),
            problem: error.message().to_owned(),
            remedy: "give a value of the kind that the default has".into(),
            span: error.span(),
        })?;
        let table = text.parse().map_err(|error: toml::de::Error| syntax(error.message(), error.span()))?;
        Ok(Self { table, places })
    }

    /// Sets a value by `key=value`, where the key names its tables too: `ppo.lr=3e-4`. What is not TOML is taken as text.
    pub fn set(&mut self, assignment: &str) -> Result<(), ConfigError> {
        let fault =
            |problem: String, remedy: String| ConfigError { key: assignment.into(), problem, remedy, span: None };
        let Some((path, text)) = assignment.split_once('=') else {
            return Err(fault(format!("`{assignment}` sets nothing"), "write it as ppo.lr=3e-4".into()));
        };
        let mut keys: Vec<&str> = path.split('.').map(str::trim).collect();
        let mut known = &known();
        let last = keys.pop().unwrap_or_default();
        let mut table = &mut self.table;
        for key in keys {
            let Some(Value::Table(inner)) = known.get(key) else {
                return Err(fault(format!("there is no table `{key}`"), nearest(key, known)));
            };
            known = inner;
            let slot = table.entry(key).or_insert_with(|| Value::Table(Table::new()));
            table = slot.as_table_mut().expect("keys were checked when the file was read");
        }
        if !matches!(known.get(last), Some(value) if !value.is_table()) {
            return Err(fault(format!("unknown key `{}`", path.trim()), nearest(last, known)));
        }
        table.insert(last.to_owned(), value(text.trim()));
        self.places.remove(path.trim());
        Ok(())
    }

    /// Fills in the defaults and checks every range.
    pub fn resolve(&self) -> Result<TrainConfig, ConfigError> {
        let config: TrainConfig = self.table.clone().try_into().map_err(|error: toml::de::Error| ConfigError {
            key: String::new(),
            problem: error.message().to_owned(),
            remedy: "give a value of the kind that the default has".into(),
            span: None,
        })?;
        config.check().map_err(|error| ConfigError { span: self.places.get(&error.key).cloned(), ..error })?;
        Ok(config)
    }
}

/// A value as TOML, a number as people write it (`.98`), else a text.
fn value(text: &str) -> Value {
    let toml = format!("x = {text}").parse::<Table>().ok().and_then(|mut table| table.remove("x"));
    let number = || text.parse().ok().filter(|number: &f64| number.is_finite()).map(Value::Float);
    toml.or_else(number).unwrap_or_else(|| Value::String(text.to_owned()))
}

/// The defaults as a table: it has every key.
fn known() -> Table {
    Table::try_from(TrainConfig::default()).expect("the defaults are plain values")
}

/// Checks that all keys of a table are known, and notes where their values stand.
fn check_keys(
    table: &DeTable<'_>,
    known: &Table,
    path: &str,
    places: &mut BTreeMap<String, Range<usize>>,
) -> Result<(), ConfigError> {
    for (key, value) in table {
        let name: &str = key.get_ref().as_ref();
        let full = if path.is_empty() { name.to_owned() } else { format!("{path}.{name}") };
        match (known.get(name), value.get_ref().as_table()) {
            (None, _) => return Err(unknown(key, &full, known)),
            (Some(Value::Table(known)), Some(inner)) => check_keys(inner, known, &full, places)?,
            _ => {
                places.insert(full, value.span());
            }
        }
    }
    Ok(())
}

fn unknown<T: AsRef<str>>(key: &Spanned<T>, full: &str, known: &Table) -> ConfigError {
    ConfigError {
        key: full.to_owned(),
        problem: format!("unknown key `{full}`"),
        remedy: nearest(key.get_ref().as_ref(), known),
        span: Some(key.span()),
    }
}

fn nearest(name: &str, known: &Table) -> String {
    let alike = |known: &str| strsim::jaro_winkler(name, known);
    let near = known.keys().max_by(|a, b| alike(a).total_cmp(&alike(b))).filter(|near| alike(near) > 0.75);
    match near {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("the keys are {}", known.keys().cloned().collect::<Vec<_>>().join(", ")),
    }
}
