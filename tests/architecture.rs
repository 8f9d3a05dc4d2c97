//! What `ARCHITECTURE.md` names is there.

use std::fs;
use std::path::Path;

use crate::folders::root;

#[test]
fn every_path_in_the_architecture_exists() {
    let text = fs::read_to_string(root().join("ARCHITECTURE.md")).unwrap();
    let paths = paths(&text);
    assert!(paths.contains(&"crates/env/src/step.rs"), "{paths:?}");
    let missing: Vec<_> = paths.into_iter().filter(|path| !exists(path)).collect();
    assert!(missing.is_empty(), "ARCHITECTURE.md names what is not there: {missing:?}");
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
