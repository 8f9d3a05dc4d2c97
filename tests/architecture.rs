//! `ARCHITECTURE.md` tells the truth: what it names is there, and crates and files need each other as it says.

mod circles;
mod drawing;
mod house;
mod source;

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use crate::folders::root;
use circles::{circles, needs};
use drawing::arrows;
use house::crates;

/// What the auditor computes in its own way.
const NOT_FOR_VERIFY: [&str; 4] = ["network", "route", "routes", "calendar"];

fn text() -> String {
    fs::read_to_string(root().join("ARCHITECTURE.md")).unwrap()
}

#[test]
fn crates_need_each_other_as_drawn() {
    let drawn = arrows(&text());
    let crates = crates();
    let mut wrong = Vec::new();
    for name in drawn.keys().filter(|name| !crates.iter().any(|one| one.name == **name)) {
        wrong.push(format!("{name} is drawn and is no crate: build it or take it from the drawing"));
    }
    for one in &crates {
        let name = &one.name;
        let Some(arrows) = drawn.get(name) else {
            wrong.push(format!("crates/{name} is not drawn: add a line for it to the arrows"));
            continue;
        };
        let mut check = |what: &str, drawn: &BTreeSet<String>, there: &BTreeSet<String>| {
            for other in there.difference(drawn) {
                wrong.push(format!("{name} -> {other} {what} and is not drawn: do without, or draw it and say why"));
            }
            for other in drawn.difference(there) {
                wrong.push(format!("{name} -> {other} is drawn; not so that it {what}: take it from the drawing"));
            }
        };
        let names = one.names();
        check("is in the manifest", &arrows.code, &one.needs);
        check("is named in the code", &arrows.code, &names);
        check("is in the manifest for tests", &arrows.tests, &one.tests_need);
    }
    assert!(wrong.is_empty(), "ARCHITECTURE.md:\n{}", wrong.join("\n"));
}

#[test]
fn no_files_need_each_other_in_a_circle() {
    let crates = crates();
    let mut wrong = Vec::new();
    for one in &crates {
        let needs = needs(one);
        for circle in circles(&needs) {
            let within =
                |file: &str| needs[file].iter().filter(|other| circle.contains(other)).copied().collect::<Vec<_>>();
            let ties = circle.iter().map(|file| format!("  {file} needs {}", within(file).join(", ")));
            wrong.push(format!("a circle of {} files:\n{}", circle.len(), ties.collect::<Vec<_>>().join("\n")));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_auditor_computes_by_itself() {
    let crates = crates();
    let verify = crates.iter().find(|one| one.name == "verify").unwrap();
    for file in verify.files.values() {
        let paths = file.source.all_paths().filter(|path| path[0] == "linehaul_case");
        let foreign: Vec<_> =
            paths.filter(|path| path.get(1).is_some_and(|module| NOT_FOR_VERIFY.contains(&module.as_str()))).collect();
        assert!(foreign.is_empty(), "{} uses {foreign:?}, which the auditor is to compute in another way", file.path);
    }
}

#[test]
fn every_path_that_is_named_exists() {
    let mut wrong = Vec::new();
    for page in ["ARCHITECTURE.md", "CONTRIBUTING.md", "docs/decisions.md"] {
        let text = fs::read_to_string(root().join(page)).unwrap();
        let missing = paths(&text).into_iter().filter(|path| !exists(path));
        wrong.extend(missing.map(|path| format!("{page} names {path}, which is not there")));
    }
    assert!(paths(&text()).contains(&"crates/env/src/step.rs"));
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Texts in single backticks that look like a path: with a slash, or ending as our files do. Fenced blocks are not read.
fn paths(text: &str) -> Vec<&str> {
    let mut fenced = false;
    let lines = text.lines().filter(|line| {
        let fence = line.trim_start().starts_with("```");
        fenced ^= fence;
        !fenced && !fence
    });
    let quoted = lines.flat_map(|line| line.split('`').skip(1).step_by(2));
    quoted
        .filter(|token| token.contains('/') || [".rs", ".md", ".toml"].iter().any(|end| token.ends_with(end)))
        .filter(|token| !token.contains(|c: char| c.is_whitespace() || "*<>:()=".contains(c)))
        .collect()
}

fn exists(path: &str) -> bool {
    root().join(Path::new(path)).exists()
}

#[test]
fn paths_are_told_from_other_words() {
    let text = "In `crates/env/src/step.rs` a `World` is in `[0, 1]`; see `docs/`, `README.md`.\n\
                ```\nnot `this/one`\n```\n`cargo test -p x/y` `crates/*` `https://example.org` `case.toml`";
    assert_eq!(paths(text), ["crates/env/src/step.rs", "docs/", "README.md", "case.toml"]);
    assert!(exists("crates/env/src/step.rs") && exists("docs/") && !exists("crates/env/src/stop.rs"));
}
