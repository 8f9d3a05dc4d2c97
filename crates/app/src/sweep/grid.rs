//! The grid of a sweep: keys with the values to try, and every combination of them.

use std::fmt;

use crate::failure::Failure;

/// Keys and values.
pub struct Grid(Vec<(String, Vec<String>)>);

/// One value for each key.
#[derive(Clone)]
pub struct Setting(Vec<(String, String)>);

impl Grid {
    /// From `key=value,value`; a comma within brackets parts nothing.
    pub fn parse(given: &[String]) -> Result<Self, Failure> {
        let axis = |text: &String| {
            let parted = text.split_once('=').map(|(key, values)| (key.trim().to_owned(), values_of(values)));
            match parted {
                Some((key, values)) if !key.is_empty() && !values.is_empty() => Ok((key, values)),
                _ => Err(Failure::new(format!("`{text}` is no axis of a grid"), "write it as ppo.lr=1e-3,3e-4")),
            }
        };
        let axes: Vec<(String, Vec<String>)> = given.iter().map(axis).collect::<Result<_, Failure>>()?;
        let twice = axes.iter().enumerate().find(|(at, (key, _))| axes[..*at].iter().any(|(other, _)| other == key));
        match twice {
            Some((_, (key, _))) => Err(Failure::new(format!("--grid {key} is given twice"), "list its values once")),
            None => Ok(Self(axes)),
        }
    }

    /// Every combination, the last key changing fastest.
    pub fn settings(&self) -> impl Iterator<Item = Setting> {
        let n: usize = self.0.iter().map(|(_, values)| values.len()).product();
        (0..n).map(|mut at| {
            let mut setting: Vec<(String, String)> = Vec::new();
            for (key, values) in self.0.iter().rev() {
                setting.push((key.clone(), values[at % values.len()].clone()));
                at /= values.len();
            }
            setting.reverse();
            Setting(setting)
        })
    }
}

impl Setting {
    /// As overrides of a configuration.
    pub fn assignments(&self) -> impl Iterator<Item = String> {
        self.0.iter().map(|(key, value)| format!("{key}={value}"))
    }

    /// As part of a folder's name: nothing that means something to a file system.
    pub fn folder_name(&self) -> String {
        self.to_string().chars().map(|c| if c.is_alphanumeric() || ".=,-_".contains(c) { c } else { '_' }).collect()
    }
}

impl fmt::Display for Setting {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.assignments().collect::<Vec<_>>().join(","))
    }
}

fn values_of(text: &str) -> Vec<String> {
    let (mut values, mut depth) = (vec![String::new()], 0);
    for c in text.chars() {
        depth += i32::from(c == '[') - i32::from(c == ']');
        if c == ',' && depth == 0 {
            values.push(String::new());
        } else if let Some(last) = values.last_mut() {
            last.push(c);
        }
    }
    values.into_iter().map(|value| value.trim().to_owned()).filter(|value| !value.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_combination_comes_once_and_brackets_hold_together() {
        let grid = Grid::parse(&["ppo.lr=1e-3, 3e-4".into(), "policy.hidden=[64,64],[128]".into()]).unwrap();
        let settings: Vec<String> = grid.settings().map(|setting| setting.to_string()).collect();
        assert_eq!(
            settings,
            [
                "ppo.lr=1e-3,policy.hidden=[64,64]",
                "ppo.lr=1e-3,policy.hidden=[128]",
                "ppo.lr=3e-4,policy.hidden=[64,64]",
                "ppo.lr=3e-4,policy.hidden=[128]"
            ]
        );
        assert_eq!(grid.settings().next().unwrap().folder_name(), "ppo.lr=1e-3,policy.hidden=_64,64_");
    }

    #[test]
    fn what_is_no_axis_is_refused() {
        for given in ["ppo.lr", "=1", "ppo.lr="] {
            assert!(Grid::parse(&[given.to_owned()]).is_err(), "{given}");
        }
        assert!(Grid::parse(&["a=1".into(), "a=2".into()]).is_err());
    }
}
