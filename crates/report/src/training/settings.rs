//! What runs were set to: what differs among them, and what from the defaults.

use std::collections::BTreeMap;

use serde::Serialize;
use toml::{Table, Value};

use super::read::TrainingRun;

/// Settings of the runs of a page.
#[derive(Debug, Serialize)]
pub(super) struct Settings {
    /// One entry a key, by name, those of no table first; keys that the first run lacks follow.
    keys: Vec<Setting>,
}

/// One key.
#[derive(Debug, Serialize)]
struct Setting {
    /// With the tables that it is in, as `--set` takes it.
    key: String,
    /// Value of a run that sets nothing; none if there is no such key any more.
    default: Option<String>,
    /// Values, `[run]`; none where a run of another version lacks the key.
    values: Vec<Option<String>>,
    /// Whether all runs have the same.
    is_common: bool,
    /// Whether some run has another value than the default.
    is_changed: bool,
}

impl Settings {
    /// Of runs, against defaults as TOML.
    pub fn of(runs: &[TrainingRun], defaults: &str) -> Self {
        let defaults: BTreeMap<String, String> =
            flat(&defaults.parse().expect("the program's own defaults are TOML")).into_iter().collect();
        let configs: Vec<Vec<(String, String)>> = runs.iter().map(|run| flat(&run.config)).collect();
        let by_run: Vec<BTreeMap<&str, &str>> = (configs.iter())
            .map(|config| config.iter().map(|(key, value)| (key.as_str(), value.as_str())).collect())
            .collect();
        let mut keys: Vec<&str> = Vec::new();
        for (key, _) in configs.iter().flatten() {
            if !keys.contains(&key.as_str()) {
                keys.push(key);
            }
        }
        let setting = |key: &str| {
            let default = defaults.get(key).cloned();
            let values: Vec<Option<String>> = by_run.iter().map(|run| run.get(key).map(ToString::to_string)).collect();
            let is_common = values.iter().all(|value| *value == values[0]);
            let is_changed = values.iter().any(|value| *value != default);
            Setting { key: key.to_owned(), default, values, is_common, is_changed }
        };
        Self { keys: keys.into_iter().map(setting).collect() }
    }
}

/// Keys with their tables and values as texts, plain values before tables, each by name.
fn flat(table: &Table) -> Vec<(String, String)> {
    let (tables, plain): (Vec<_>, Vec<_>) = table.iter().partition(|(_, value)| value.is_table());
    let text = |value: &Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    let mut settings: Vec<(String, String)> = plain.iter().map(|(key, value)| ((*key).clone(), text(value))).collect();
    for (name, value) in tables {
        let inner = value.as_table().expect("only tables are here");
        settings.extend(flat(inner).into_iter().map(|(key, value)| (format!("{name}.{key}"), value)));
    }
    settings
}
