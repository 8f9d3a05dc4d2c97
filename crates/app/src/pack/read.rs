//! An instance from a TOML or JSON file, with the line of what is wrong.

use std::ops::Range;
use std::path::Path;

use linehaul_lp::{Instance, InstanceFile};
use linehaul_tables::{Excerpt, TablesError};

use crate::failure::Failure;
use crate::nearest::nearest;

/// Reads and checks an instance.
pub fn instance(path: &Path) -> Result<Instance, Failure> {
    let parse = match path.extension().and_then(|extension| extension.to_str()) {
        Some("toml") => toml,
        Some("json") => json,
        _ => {
            let problem = format!("{}: neither .toml nor .json", path.display());
            return Err(Failure::new(problem, "give an instance as TOML or JSON, named accordingly"));
        }
    };
    let text = std::fs::read_to_string(path).map_err(|error| {
        Failure::new(format!("{}: cannot read the file: {error}", path.display()), "check the path of the instance")
    })?;
    let file = parse(&text).map_err(|(span, message)| place(path, &text, span, &message))?;
    Instance::new(&file).map_err(|error| Failure::new(format!("{}: {error}", path.display()), error.remedy()))
}

/// Where it is, in bytes, and what is wrong.
type Fault = (Range<usize>, String);

fn toml(text: &str) -> Result<InstanceFile, Fault> {
    toml::from_str(text).map_err(|error| (error.span().unwrap_or(0..0), error.message().to_owned()))
}

fn json(text: &str) -> Result<InstanceFile, Fault> {
    serde_json::from_str(text).map_err(|error| {
        // Lines and columns are counted from 1, columns in bytes.
        let before: usize = text.split_inclusive('\n').take(error.line().saturating_sub(1)).map(str::len).sum();
        let at = (before + error.column().saturating_sub(1)).min(text.len().saturating_sub(1));
        let at = (0..=at).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(0);
        let next = text[at..].chars().next().map_or(0, char::len_utf8);
        let message = error.to_string();
        let message = message.rsplit_once(" at line ").map_or(message.as_str(), |(message, _)| message);
        (at..at + next, message.to_owned())
    })
}

fn place(path: &Path, text: &str, span: Range<usize>, message: &str) -> Failure {
    let before = text.get(..span.start).unwrap_or("");
    let column = 1 + before.rsplit('\n').next().unwrap_or("").chars().count();
    let mut error = TablesError::new(path, message.to_owned(), remedy(message));
    error.line = Some(1 + before.matches('\n').count());
    error.column = Some(format!("column {column}"));
    error.excerpt = Some(Box::new(Excerpt { text: text.to_owned(), span }));
    error.into()
}

/// What to do about a message of serde: the nearest of the names that it lists, where it refuses one.
fn remedy(message: &str) -> String {
    let mut names = message.split('`').skip(1).step_by(2);
    let Some(wrong) = names.next().filter(|_| message.starts_with("unknown")) else {
        return match names_missing(message) {
            Some(name) => format!("add `{name}`"),
            None => "correct the file".to_owned(),
        };
    };
    let known: Vec<&str> = names.collect();
    match nearest(wrong, &known) {
        Some(name) => format!("did you mean `{name}`?"),
        None => format!("use one of {}", known.join(", ")),
    }
}

fn names_missing(message: &str) -> Option<&str> {
    message.strip_prefix("missing field `")?.split('`').next()
}

#[cfg(test)]
mod tests {
    use super::{json, remedy, toml};

    #[test]
    fn an_unknown_key_is_met_with_the_nearest_known_one() {
        let (span, message) = toml("max_truck = 3\nvehicles = []\nlanes = []\n").unwrap_err();
        assert_eq!((span, remedy(&message).as_str()), (0..9, "did you mean `max_trucks`?"));
        let text = "{\"vehicles\": [],\n \"lanes\": [{\"id\": \"A\", \"truks\": 1}]}";
        let (span, message) = json(text).unwrap_err();
        assert_eq!(remedy(&message), "did you mean `trucks`?");
        assert!(text[..span.end].ends_with("truks\""), "{}", &text[..span.end]);
    }

    #[test]
    fn a_fault_is_placed_between_characters() {
        for text in ["{\"vehicles\": é}", "\n{\"vehicles\": [{\"id\": \"é\", \"é\": 1}]}", "é", ""] {
            let (span, _) = json(text).unwrap_err();
            assert!(text.get(span.clone()).is_some(), "{text} {span:?}");
        }
    }

    #[test]
    fn a_missing_key_is_named() {
        assert_eq!(remedy(&toml("vehicles = []").unwrap_err().1), "add `lanes`");
        assert_eq!(remedy(&toml("vehicles = [").unwrap_err().1), "correct the file");
    }
}
