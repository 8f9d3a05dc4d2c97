//! `rules.toml`: rules by hour of the week and disruptions by hour, with names resolved to the case's indices.
//!
//! A file below declares its tables, reads them and writes them, side by side: a new rule is one change there.

mod disruptions;
mod places;
mod standing;
mod text;

use linehaul_case::rules::Rules;
use linehaul_case::{Case, Lane};

use crate::column::Table;
use crate::error::TablesError;
use crate::toml_table::TomlFile;
use places::Places;
use text::RulesText;

pub(crate) use places::Vocabulary;
pub(crate) use text::quoted;

/// All tables of the file; `docs/model.md` says what each rule does.
pub(crate) fn tables() -> impl Iterator<Item = &'static Table> {
    const STANDING: &[Table] = &standing::TABLES;
    const DISRUPTIONS: &[Table] = &disruptions::TABLES;
    STANDING.iter().chain(DISRUPTIONS)
}

/// Reads the rules; types that they bar are taken from the lanes, which are still in file order.
pub(crate) fn read_rules(file: &TomlFile, words: &Vocabulary, lanes: &mut [Lane]) -> Result<Rules, TablesError> {
    let mut root = file.root(tables().map(Table::key))?;
    let places = Places::new(words.hubs, lanes);
    let mut rules = Rules::default();
    standing::read(&mut root, words, &places, lanes, &mut rules)?;
    disruptions::read(&mut root, &places, &mut rules)?;
    Ok(rules)
}

/// The text of a case's rules, empty when there are none. Types barred from a lane are in `lanes.csv`.
pub(crate) fn rules_toml(case: &Case) -> String {
    let mut text = RulesText { case, text: String::new() };
    standing::write(case.rules(), &mut text);
    disruptions::write(case.rules(), &mut text);
    text.text
}
