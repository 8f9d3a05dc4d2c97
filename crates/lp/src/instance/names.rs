//! Names that an instance refers to: found by hash, and when they are not found, the nearest one is offered.

use std::collections::HashMap;

use super::InstanceError;

/// The names of one list, by position.
pub struct Names<'a> {
    names: Vec<&'a str>,
    positions: HashMap<&'a str, usize>,
}

impl<'a> Names<'a> {
    /// The names.
    pub fn known(&self) -> &[&'a str] {
        &self.names
    }

    /// Refuses a name that occurs twice; `list` is the key of the list.
    pub fn new(list: &str, names: impl Iterator<Item = &'a str>) -> Result<Self, InstanceError> {
        let names: Vec<&str> = names.collect();
        let mut positions = HashMap::with_capacity(names.len());
        for (at, &name) in names.iter().enumerate() {
            if positions.insert(name, at).is_some() {
                let field = format!("{list}[{at}].id");
                return Err(InstanceError::Twice { field, value: name.into(), remedy: "give each its own id".into() });
            }
        }
        Ok(Self { names, positions })
    }

    /// Position of a name; `field` is where it is used.
    pub fn find(&self, field: &str, name: &str) -> Result<usize, InstanceError> {
        self.positions.get(name).copied().ok_or_else(|| {
            let (field, value) = (field.to_owned(), name.to_owned());
            InstanceError::Unknown { field, value, remedy: suggestion(name, &self.names) }
        })
    }
}

/// The nearest known name if it is near, else all of them.
fn suggestion(name: &str, known: &[&str]) -> String {
    let likeness = |other: &str| strsim::normalized_damerau_levenshtein(name, other);
    let nearest = known.iter().map(|&other| (likeness(other), other)).max_by(|a, b| a.0.total_cmp(&b.0));
    match nearest {
        // Up to four letters in ten wrong may be a slip; beyond that the offer would mislead.
        Some((likeness, other)) if likeness >= 0.6 => format!("did you mean \"{other}\"?"),
        _ => format!("use one of {}", known.join(", ")),
    }
}
