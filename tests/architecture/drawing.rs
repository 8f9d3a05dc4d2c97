//! The arrows that `ARCHITECTURE.md` draws: a fenced block named `arrows`, a line for each crate.
//!
//! ```text
//! env -> case, lp; tests: worlds
//! case -> nothing
//! ```

use std::collections::{BTreeMap, BTreeSet};

/// What a crate may import.
#[derive(Debug, Default, PartialEq)]
pub struct Arrows {
    pub code: BTreeSet<String>,
    /// Its tests and benchmarks beside that.
    pub tests: BTreeSet<String>,
}

/// By crate.
pub fn arrows(text: &str) -> BTreeMap<String, Arrows> {
    let lines = text.lines().skip_while(|line| *line != "```arrows").skip(1).take_while(|line| *line != "```");
    lines
        .map(|line| arrow(line).unwrap_or_else(|| panic!("ARCHITECTURE.md: \"{line}\" is no `crate -> crate, crate`")))
        .collect()
}

fn arrow(line: &str) -> Option<(String, Arrows)> {
    let (name, needs) = line.split_once("->")?;
    let (code, tests) = needs.split_once("; tests:").unwrap_or((needs, "nothing"));
    let list = |names: &str| match names.trim() {
        "nothing" => BTreeSet::new(),
        names => names.split(',').map(|name| name.trim().to_owned()).collect(),
    };
    Some((name.trim().to_owned(), Arrows { code: list(code), tests: list(tests) }))
}

#[test]
fn arrows_are_read() {
    let drawn = arrows("a -> b\n```arrows\nenv  -> case, lp; tests: worlds\ncase -> nothing\n```\nx -> y");
    let set = |names: &[&str]| names.iter().map(|&name| name.to_owned()).collect();
    let env = Arrows { code: set(&["case", "lp"]), tests: set(&["worlds"]) };
    assert_eq!(drawn, [("env".to_owned(), env), ("case".to_owned(), Arrows::default())].into());
}
