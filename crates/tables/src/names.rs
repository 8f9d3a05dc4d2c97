//! Names that a file refers to: found by hash, and when they are not found, the nearest one is offered.

use std::collections::HashMap;

use crate::error::Fault;

/// The ids of one table, by position.
pub(crate) struct Names<'a> {
    kind: &'static str,
    known: Vec<&'a str>,
    positions: HashMap<&'a str, usize>,
}

impl<'a> Names<'a> {
    /// `kind` is the word for one of them, such as "hub".
    pub fn new(kind: &'static str, names: impl Iterator<Item = &'a str>) -> Self {
        let known: Vec<&str> = names.collect();
        let positions = known.iter().enumerate().map(|(i, &name)| (name, i)).collect();
        Self { kind, known, positions }
    }

    /// Position of a name.
    pub fn find(&self, name: &str) -> Result<usize, Fault> {
        self.positions.get(name).copied().ok_or_else(|| {
            Fault::new(format!("there is no {} \"{name}\"", self.kind), suggestion(name, &self.known, self.kind))
        })
    }

    /// One bit a name, for tables of at most 16.
    pub fn all_bits(&self) -> u16 {
        ((1_u32 << self.known.len()) - 1) as u16
    }
}

/// What to do about an unknown word: take the nearest known one, or any of the known ones.
pub(crate) fn suggestion(word: &str, known: &[&str], kind: &str) -> String {
    // Up to four letters in ten wrong may be a slip; beyond that the offer would mislead.
    let nearest = known
        .iter()
        .map(|candidate| (strsim::normalized_damerau_levenshtein(word, candidate), candidate))
        .max_by(|a, b| a.0.total_cmp(&b.0))
        .filter(|(likeness, _)| *likeness >= 0.6);
    match nearest {
        Some((_, candidate)) => format!("did you mean `{candidate}`?"),
        None if known.len() <= 20 => format!("give a known {kind}: {}", known.join(", ")),
        None => format!("give one of the {} known {kind}s", known.len()),
    }
}

#[cfg(test)]
mod tests {
    use super::suggestion;

    #[test]
    fn a_near_name_is_offered_and_a_far_one_is_not() {
        assert_eq!(suggestion("horus", &["name", "hours"], "key"), "did you mean `hours`?");
        assert_eq!(suggestion("zzz", &["name", "hours"], "key"), "give a known key: name, hours");
    }
}
