//! Text of the form VRPLIB: `NAME : value` lines, and sections of rows.

use std::collections::BTreeMap;

/// What a file says.
pub struct Instance {
    values: BTreeMap<String, String>,
    sections: BTreeMap<String, Vec<Vec<f64>>>,
}

impl Instance {
    /// Reads a file's text; rows that are no numbers are skipped.
    pub fn read(text: &str) -> Self {
        let mut all = Self { values: BTreeMap::new(), sections: BTreeMap::new() };
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
        all
    }

    /// A number of the head.
    pub fn number(&self, name: &str) -> Option<f64> {
        self.values.get(name)?.parse().ok()
    }

    /// Rows of a section, without the number that each begins with.
    pub fn rows(&self, name: &str) -> Option<Vec<&[f64]>> {
        Some(self.sections.get(name)?.iter().map(|row| &row[1..]).collect())
    }

    /// Rows of a section as they are.
    pub fn whole_rows(&self, name: &str) -> Option<&[Vec<f64>]> {
        self.sections.get(name).map(Vec::as_slice)
    }

    /// A column of numbers, or one number of the head for all.
    pub fn column(&self, name: &str, count: usize) -> Option<Vec<f64>> {
        match self.rows(&format!("{name}_SECTION")) {
            Some(rows) => Some(rows.iter().map(|row| row[0]).collect()),
            None => self.number(name).map(|number| vec![number; count]),
        }
    }

    /// How many depots there are; they are the first places.
    pub fn depots(&self) -> usize {
        let rows = self.whole_rows("DEPOT_SECTION").unwrap_or_default();
        rows.iter().flatten().filter(|number| **number > 0.0).count().max(1)
    }
}
