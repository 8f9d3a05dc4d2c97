//! Positions of names.

use std::collections::HashMap;

/// Distinct names in the order in which they first occur.
pub struct Names<'a> {
    positions: HashMap<&'a str, usize>,
    all: Vec<&'a str>,
}

impl<'a> Names<'a> {
    /// The distinct ones of some names.
    pub fn of(names: impl Iterator<Item = &'a String>) -> Self {
        let mut found = Self { positions: HashMap::new(), all: Vec::new() };
        for name in names {
            found.positions.entry(name).or_insert_with(|| {
                found.all.push(name);
                found.all.len() - 1
            });
        }
        found
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.all.len()
    }

    /// Where a name stands.
    pub fn find(&self, name: &str) -> Option<usize> {
        self.positions.get(name).copied()
    }

    /// The names.
    pub fn to_texts(&self) -> Vec<String> {
        self.all.iter().map(|name| (*name).to_owned()).collect()
    }

    /// Some of them, for a message.
    pub fn some(&self) -> String {
        match &self.all[..] {
            [] => "there are none".to_owned(),
            all if all.len() > 12 => format!("{} and {} more", all[..8].join(", "), all.len() - 8),
            all => all.join(", "),
        }
    }
}
