//! What runs were set to: what differs among them, and what from the defaults.

use std::collections::BTreeMap;

use serde::Serialize;
use toml::{Table, Value};

use super::read::TrainingRun;

/// Values that stand for something else, and what is shown instead: key, value, meaning.
const MEANINGS: [(&str, &str, &str); 1] = [("worlds.multiplier", "0.0", "drawn")];

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
            shown(&defaults.parse().expect("the program's own defaults are TOML")).into_iter().collect();
        let configs: Vec<Vec<(String, String)>> = runs.iter().map(|run| shown(&run.config)).collect();
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

/// Keys with their tables and values as they are shown, plain values before tables, each by name.
fn shown(table: &Table) -> Vec<(String, String)> {
    let meaning = |key: &str, value: &str| MEANINGS.iter().find(|known| (known.0, known.1) == (key, value));
    let shown = |(key, value): (String, String)| {
        let value = meaning(&key, &value).map_or(value, |known| known.2.to_owned());
        (key, value)
    };
    flat(table).into_iter().map(shown).collect()
}

/// Keys with their tables and values as texts.
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

#[cfg(test)]
mod tests {
    use super::*;

    /// No multiplier is 0: it says that each world draws its own.
    #[test]
    fn a_value_that_stands_for_something_else_is_shown_as_that() {
        let shown_of = |text: &str| shown(&text.parse().unwrap());
        assert_eq!(shown_of("[worlds]\nmultiplier = 0.0\n"), [("worlds.multiplier".to_owned(), "drawn".to_owned())]);
        assert_eq!(shown_of("[worlds]\nmultiplier = 0.5\n"), [("worlds.multiplier".to_owned(), "0.5".to_owned())]);
    }
}
