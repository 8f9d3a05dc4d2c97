//! Pages wrap at 120 columns, so that a change of a sentence is a change of a line or two, and their links lead somewhere.

use std::fs;
use std::path::{Path, PathBuf};

use crate::folders::root;

const WIDTH: usize = 120;

#[test]
fn paragraphs_wrap() {
    let mut wide = Vec::new();
    for page in pages() {
        let text = fs::read_to_string(&page).unwrap();
        wide.extend(wide_lines(&text).map(|number| format!("{}:{number}", page.display())));
    }
    assert!(wide.is_empty(), "wider than {WIDTH} columns, wrap them: {wide:?}");
}

/// Every page of the project.
pub fn pages() -> Vec<PathBuf> {
    let mut pages = Vec::new();
    for folder in ["", "docs", "data", "data/policies", ".ci/advisories"] {
        let entries = fs::read_dir(root().join(folder)).unwrap().map(|entry| entry.unwrap().path());
        pages.extend(entries.filter(|path| path.extension().is_some_and(|extension| extension == "md")));
    }
    pages.sort();
    assert!(pages.contains(&root().join("README.md")) && pages.contains(&root().join(Path::new("docs/model.md"))));
    pages
}

/// Numbers of the lines that could be shorter: tables, blocks of code and links cannot be broken.
fn wide_lines(text: &str) -> impl Iterator<Item = usize> {
    let mut fenced = false;
    let prose = text.lines().zip(1..).filter(move |(line, _)| {
        let fence = line.trim_start().starts_with("```");
        fenced ^= fence;
        !fenced && !fence && !line.starts_with('|') && !line.starts_with("    ")
    });
    prose.filter(|(line, _)| without_targets(line).chars().count() > WIDTH).map(|(_, number)| number)
}

/// A line without the addresses of its links, which no reader sees; nothing of a picture is read.
fn without_targets(line: &str) -> String {
    if line.starts_with("![") {
        return String::new();
    }
    let mut parts = line.split("](");
    let mut shown = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        shown.push(']');
        shown.push_str(part.split_once(')').map_or("", |(_, rest)| rest));
    }
    shown
}

#[test]
fn links_lead_somewhere() {
    let mut dead = Vec::new();
    for page in pages() {
        let text = fs::read_to_string(&page).unwrap();
        let targets = text.split("](").skip(1).filter_map(|rest| rest.split_once(')')).map(|(target, _)| target);
        for target in targets.filter(|target| !target.contains("://")) {
            let (path, anchor) = target.split_once('#').unwrap_or((target, ""));
            let file = if path.is_empty() { page.clone() } else { page.parent().unwrap().join(path) };
            let is_alive = file.exists()
                && (anchor.is_empty() || anchors(&fs::read_to_string(&file).unwrap()).any(|one| one == anchor));
            if !is_alive {
                dead.push(format!("{}: {target}", page.display()));
            }
        }
    }
    assert!(dead.is_empty(), "links to what is not there: {dead:#?}");
}

/// What the headings of a page are called in addresses.
fn anchors(text: &str) -> impl Iterator<Item = String> {
    let headings = text.lines().filter(|line| line.starts_with('#')).map(|line| line.trim_start_matches('#').trim());
    headings.map(|heading| {
        let kept = heading.chars().filter(|mark| mark.is_alphanumeric() || " -_".contains(*mark));
        kept.collect::<String>().to_lowercase().replace(' ', "-")
    })
}

#[test]
fn wide_prose_is_told_from_what_cannot_be_broken() {
    let word = "word ".repeat(30);
    let text = format!(
        "{word}\n|{word}\n```\n{word}\n```\n![{word}](a.png)\nshort [link](https://example.org/{word})\n{word}"
    );
    assert_eq!(wide_lines(&text).collect::<Vec<_>>(), [1, 8]);
}
