//! `docs/formats.md` is what the declarations say.

use std::fs;
use std::path::Path;

use linehaul_tables::formats::markdown;

#[test]
fn the_document_is_up_to_date() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/formats.md");
    if std::env::var_os("LINEHAUL_RENEW").is_some() {
        fs::write(&path, markdown()).unwrap();
    }
    let written = fs::read_to_string(&path).unwrap_or_default();
    assert!(written == markdown(), "docs/formats.md is behind the declarations; LINEHAUL_RENEW=1 writes it anew");
}

#[test]
fn every_column_says_what_it_means_and_prose_is_wrapped() {
    let text = markdown();
    for line in text.lines() {
        assert!(line.starts_with('|') || line.chars().count() <= 120, "{line}");
        let cells: Vec<&str> = line.split(" | ").collect();
        if line.starts_with("| `") {
            // Columns have five cells, events three.
            let meaning = cells.last().unwrap().trim_end_matches(" |");
            assert!([3, 5].contains(&cells.len()) && meaning.ends_with('.'), "{line}");
        }
    }
}
