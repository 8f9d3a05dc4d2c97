//! Text of the form VRPLIB: `NAME : value` lines, and sections of rows.

use std::collections::BTreeMap;

use crate::fault::Fault;

/// Most places: the square of their number must fit in memory.
const MOST: f64 = 30_000.0;

/// What a file says.
pub struct Instance {
    values: BTreeMap<String, String>,
    sections: BTreeMap<String, Vec<Vec<f64>>>,
    places: usize,
}

impl Instance {
    /// Reads a file's text; rows that are no numbers are skipped.
    pub fn read(text: &str) -> Result<Self, Fault> {
        let mut all = Self { values: BTreeMap::new(), sections: BTreeMap::new(), places: 0 };
        let mut section: Option<String> = None;
        for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
            let name = line.split([':', ' ', '\t']).next().unwrap_or("");
            if name.ends_with("_SECTION") {
                section = Some(name.to_string());
                all.sections.entry(name.to_string()).or_default();
            } else if line == "EOF" {
                break;
            } else if line.starts_with(|first: char| first.is_ascii_alphabetic()) {
                let (name, value) = line.split_once(':').unwrap_or((line, ""));
                all.values.insert(name.trim().to_string(), value.trim().to_string());
                section = None;
            } else if let Some(section) = &section {
                let row: Result<Vec<f64>, _> = line.split_whitespace().map(str::parse).collect();
                if let Ok(row) = row {
                    all.sections.entry(section.clone()).or_default().push(row);
                }
            }
        }
        let places = all.number("DIMENSION").unwrap_or(0.0);
        if !(2.0..=MOST).contains(&places) || places.fract() != 0.0 {
            let remedy = "give a file of the form VRPLIB, with 2 to 30000 places";
            return Err(Fault::new("DIMENSION".into(), places, "is no number of places", remedy));
        }
        all.places = places as usize;
        if all.depots() >= all.places {
            return Err(Fault::new("DEPOT_SECTION".into(), all.depots(), "leave no stop", "list fewer depots"));
        }
        Ok(all)
    }

    /// Depots and stops.
    pub fn places(&self) -> usize {
        self.places
    }

    /// A number of the head.
    pub(super) fn number(&self, name: &str) -> Option<f64> {
        self.values.get(name)?.parse().ok()
    }

    /// Rows of a section, without the number that each begins with: so many, of so many numbers or more.
    pub(super) fn rows(&self, name: &str, count: usize, width: usize) -> Result<Option<Vec<&[f64]>>, Fault> {
        let Some(rows) = self.sections.get(name) else { return Ok(None) };
        if rows.len() != count {
            let remedy = "give a row for each place or vehicle";
            return Err(Fault::new(name.into(), rows.len(), "rows are not as many as there must be", remedy));
        }
        match rows.iter().position(|row| row.len() <= width) {
            Some(at) => Err(Fault::new(
                format!("{name} row {}", at + 1),
                rows[at].len(),
                "numbers are too few",
                "complete the row",
            )),
            None => Ok(Some(rows.iter().map(|row| &row[1..]).collect())),
        }
    }

    /// All numbers of a section.
    pub(super) fn numbers(&self, name: &str) -> Option<Vec<f64>> {
        Some(self.sections.get(name)?.iter().flatten().copied().collect())
    }

    /// A column of numbers, or one number of the head for all.
    pub(super) fn column(&self, name: &str, count: usize) -> Result<Option<Vec<f64>>, Fault> {
        Ok(match self.rows(&format!("{name}_SECTION"), count, 1)? {
            Some(rows) => Some(rows.iter().map(|row| row[0]).collect()),
            None => self.number(name).map(|number| vec![number; count]),
        })
    }

    /// How many depots there are; they are the first places.
    pub fn depots(&self) -> usize {
        let rows = self.sections.get("DEPOT_SECTION").map(Vec::as_slice).unwrap_or_default();
        rows.iter().flatten().filter(|number| **number > 0.0).count().max(1)
    }
}
