//! The last test of the last binary that skips any: the harness starts tests by name, and a test skips when it starts.

use std::fs;
use std::path::Path;

use crate::folders::root;
use crate::skipped::{line, tell};

#[test]
fn is_told_at_the_end() {
    if let Some(line) = line() {
        tell(&line);
    }
}

/// A skip that only prints is counted by nobody, and a strict run does not fail for it.
#[test]
fn nothing_is_skipped_past_the_count() {
    let mut wrong = Vec::new();
    for folder in ["tests", "crates"] {
        look(&root().join(folder), &mut wrong);
    }
    assert!(wrong.is_empty(), "call skipped::skip in a test of tests/ instead: {wrong:?}");
}

fn look(folder: &Path, wrong: &mut Vec<String>) {
    // In two parts, or this file would find itself.
    let printed = concat!("eprintln!(\"", "skipped");
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            look(&path, wrong);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            let text = fs::read_to_string(&path).unwrap();
            let lines = text.lines().zip(1..).filter(|(line, _)| line.contains(printed));
            wrong.extend(lines.map(|(_, number)| format!("{}:{number}", path.display())));
        }
    }
}
