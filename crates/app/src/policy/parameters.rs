//! Parameters of a heuristic from the file that tuning writes.

use std::ops::Range;
use std::path::Path;

use linehaul_agents::decide::heuristics::Heuristic;
use linehaul_tables::{Excerpt, TablesError};
use toml::Spanned;
use toml::de::{DeString, DeTable};

use crate::failure::Failure;
use crate::nearest::nearest;

/// Reads the parameters of the heuristic of this name.
pub fn read_parameters(file: &Path, name: &str) -> Result<Heuristic, Failure> {
    let place = file.display();
    let text = std::fs::read_to_string(file)
        .map_err(|error| Failure::new(format!("{place}: cannot read: {error}"), "check the path of the policy file"))?;
    let fault = |key: &str, span: Option<Range<usize>>, problem: String, remedy: String| TablesError {
        line: span.as_ref().map(|span| 1 + text[..span.start].matches('\n').count()),
        column: (!key.is_empty()).then(|| key.to_owned()),
        excerpt: span.map(|span| Box::new(Excerpt { text: text.clone(), span })),
        ..TablesError::new(file, problem, remedy)
    };
    let table = DeTable::parse(&text).map_err(|error| {
        let problem = format!("this is not TOML: {}", error.message());
        fault("", error.span(), problem, "correct the syntax".to_owned())
    })?;
    if let Some((key, remedy)) = unknown_key(table.get_ref()) {
        let text = key.get_ref().as_ref();
        return Err(fault(text, Some(key.span()), format!("unknown key `{text}`"), remedy).into());
    }
    let heuristic: Heuristic = toml::from_str(&text).map_err(|error| {
        fault("", error.span(), error.message().to_owned(), "write the file with `linehaul tune`".to_owned())
    })?;
    if heuristic.name() == name {
        Ok(heuristic)
    } else {
        let problem = format!("{place}: holds parameters of \"{}\", not of \"{name}\"", heuristic.name());
        Err(Failure::new(problem, format!("give {}:{place}", heuristic.name())))
    }
}

/// A key that the policy of a parameter file does not have, and what to write instead.
fn unknown_key<'a>(table: &'a DeTable) -> Option<(&'a Spanned<DeString<'a>>, String)> {
    let default = Heuristic::named(table.get("policy")?.get_ref().as_str()?)?;
    // The default leaves out what the rule chooses by itself; a setting of the grid has every key.
    let known = toml::Table::try_from(default.grid().first()?).expect("parameters are plain values");
    let known: Vec<&str> = known.keys().map(String::as_str).collect();
    let key = table.keys().find(|key| !known.contains(&key.get_ref().as_ref()))?;
    let remedy = match nearest(key.get_ref(), &known) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("the keys are {}", known.join(", ")),
    };
    Some((key, remedy))
}
