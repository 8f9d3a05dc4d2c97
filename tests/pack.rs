//! One dock by itself, through the binary.

use serde_json::Value;

use crate::program::{Finished, linehaul};

const EXAMPLE: &str = "configs/pack-example.toml";

#[test]
fn the_example_is_solved_and_explained() {
    let Finished { code, stdout: text, .. } = linehaul(["pack", EXAMPLE]);
    assert_eq!(code, 0);
    assert!(text.contains("no plan is better"), "{text}");
    assert!(text.contains("must ride and cannot\n  E4"), "{text}");
    assert!(text.contains("E3  weight"), "{text}");
}

#[test]
fn no_solver_beats_a_bound() {
    let report: Value = serde_json::from_str(&linehaul(["pack", EXAMPLE, "--json"]).stdout).unwrap();
    let solvers = report["solvers"].as_array().unwrap();
    let bounds: Vec<f64> = solvers.iter().filter_map(|solver| solver["bound"].as_f64()).collect();
    let values: Vec<f64> = solvers.iter().filter_map(|solver| solver["load"]["value"].as_f64()).collect();
    assert!(!bounds.is_empty() && !values.is_empty());
    // The bound counts a must-ride package left behind as a loss; the example leaves one whatever is done.
    assert!(values.iter().all(|value| *value <= bounds.iter().copied().fold(f64::INFINITY, f64::min)), "{report}");
}

#[test]
fn an_unknown_key_is_named_with_its_line() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("dock.toml");
    std::fs::write(&file, "max_truck = 3\n").unwrap();
    let Finished { code, stderr: error, .. } = linehaul(["pack".as_ref(), file.as_os_str()]);
    assert_eq!(code, 2);
    assert!(error.contains("dock.toml:1") && error.contains("did you mean `max_trucks`"), "{error}");
}
