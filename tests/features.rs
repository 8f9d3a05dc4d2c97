//! What policies see, by name: as the program prints it, as `docs/features.md` lists it, as files of decisions carry it.
//!
//! After a change of a feature, run the tests with `LINEHAUL_RENEW=1`: they write the lists of the document anew.

use std::collections::HashSet;
use std::fs;

use serde_json::Value;

use crate::folders::root;
use crate::program::linehaul;

/// Where the lists begin in the document; what stands before is written by hand.
const LISTS: &str = "\n## Of a lane\n";

fn table() -> Value {
    let printed = linehaul(["inspect", "--features", "--json"]);
    printed.assert_code(0);
    serde_json::from_str(&printed.stdout).unwrap()
}

#[test]
fn the_document_lists_the_features() {
    let path = root().join("docs/features.md");
    let found = fs::read_to_string(&path).unwrap();
    let by_hand = found.split_once(LISTS).map_or(found.as_str(), |(by_hand, _)| by_hand);
    let wanted = format!("{by_hand}{LISTS}{}", lists(&table()));
    if std::env::var_os("LINEHAUL_RENEW").is_some() {
        fs::write(&path, &wanted).unwrap();
        return;
    }
    assert!(found == wanted, "docs/features.md is old: run this test with LINEHAUL_RENEW=1");
}

fn lists(table: &Value) -> String {
    let (lane, choice) = (table["lane"].as_array().unwrap(), table["choice"].as_array().unwrap());
    let version = table["version"].as_str().unwrap();
    format!(
        "\nVersion `{version}`.\n\n{}\n## Of a choice\n\nIn the action space `options`, after the features of the lane.\n\n{}",
        rows(lane, 0),
        rows(choice, lane.len()),
    )
}

fn rows(features: &[Value], first: usize) -> String {
    let mut text = "| | name | unit | range | reads | formula |\n|---|---|---|---|---|---|\n".to_owned();
    for (feature, at) in features.iter().zip(first..) {
        let word = |key: &str| feature[key].as_str().unwrap().to_owned();
        let end = |at: usize| {
            let end = format!("{:.3}", feature["range"][at].as_f64().unwrap());
            end.trim_end_matches('0').trim_end_matches('.').to_owned()
        };
        let cells = [word("name"), word("unit"), format!("{} to {}", end(0), end(1)), word("reads"), word("formula")];
        text.push_str(&format!("| {at} | {} |\n", cells.join(" | ")));
    }
    text
}

#[test]
fn the_program_prints_a_line_for_each_feature() {
    let table = table();
    let printed = linehaul(["inspect", "--features"]);
    printed.assert_code(0);
    let features = || table["lane"].as_array().unwrap().iter().chain(table["choice"].as_array().unwrap());
    for (feature, at) in features().zip(0..) {
        let start = format!("{at} ");
        let line = printed.stdout.lines().find(|line| line.starts_with(&start) && line.contains("  ")).unwrap();
        for key in ["name", "unit", "formula"] {
            assert!(line.contains(feature[key].as_str().unwrap()), "{line}");
        }
    }
    let names: HashSet<_> = features().map(|feature| feature["name"].as_str().unwrap()).collect();
    assert_eq!(names.len(), features().count());
}

#[test]
fn a_case_and_its_features_are_not_asked_for_at_once_nor_neither() {
    for (arguments, word) in [(&["inspect"][..], "required"), (&["inspect", "x", "--features"], "cannot be used with")]
    {
        let refused = linehaul(arguments);
        refused.assert_code(2);
        assert!(refused.stderr.contains(word), "{}", refused.stderr);
    }
}
