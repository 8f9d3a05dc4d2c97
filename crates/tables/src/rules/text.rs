//! Rules as lines of TOML.

use std::fmt::Write;
use std::ops::Range;

use linehaul_case::rules::{Scope, Weekly};
use linehaul_case::{Case, ClassId, HubId, PackageIds};

use crate::column::{Column, Table};
use crate::week;

/// A TOML string.
pub(crate) fn quoted(text: &str) -> String {
    toml::Value::from(text).to_string()
}

/// `[from, until]`
pub(super) fn range(hours: &Range<u16>) -> String {
    format!("[{}, {}]", hours.start, hours.end)
}

/// The file so far.
pub(super) struct RulesText<'a> {
    pub case: &'a Case,
    pub text: String,
}

impl RulesText<'_> {
    pub fn table(&mut self, table: &Table, keys: &[(&Column, String)]) {
        let gap = if self.text.is_empty() { "" } else { "\n" };
        writeln!(self.text, "{gap}[[{}]]", table.key()).expect("a string grows");
        for (key, value) in keys {
            writeln!(self.text, "{} = {value}", key.name).expect("a string grows");
        }
    }

    pub fn weekly(&mut self, table: &Table, rule: &Weekly, hours: &'static Column, place: [&'static Column; 2]) {
        let ranges: Vec<String> = rule.hours_of_week.iter().map(|range| quoted(&week::text(range))).collect();
        let mut keys = vec![(hours, format!("[{}]", ranges.join(", ")))];
        keys.extend(self.scope(rule.scope, place));
        self.table(table, &keys);
    }

    /// The key that says where, none for everywhere.
    pub fn scope(&self, scope: Scope, [hub, lane]: [&'static Column; 2]) -> Option<(&'static Column, String)> {
        match scope {
            Scope::Network => None,
            Scope::Hub(id) => Some((hub, self.hub(id))),
            Scope::Lane(id) => {
                let ends = &self.case.lanes()[id.index()];
                Some((lane, format!("[{}, {}]", self.hub(ends.from), self.hub(ends.to))))
            }
        }
    }

    pub fn hub(&self, hub: HubId) -> String {
        quoted(&self.case.hubs()[hub.index()].id)
    }

    pub fn class(&self, class: ClassId) -> String {
        quoted(&self.case.classes()[class.index()])
    }

    pub fn package(&self, row: usize) -> String {
        match &self.case.packages().ids {
            PackageIds::Numbers(ids) => ids[row].to_string(),
            PackageIds::Texts(ids) => quoted(&ids[row]),
        }
    }
}
