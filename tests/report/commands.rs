//! The commands: what they write, and what they say.

use std::fs;

use tempfile::TempDir;

use super::page::{DEMO, data, report};
use crate::demo;
use crate::folders::root;
use crate::program::{binary, linehaul};
use crate::toy_case::Toy;

#[test]
fn a_page_is_written_beside_the_schedule() {
    let toy = Toy::new();
    toy.schedule(&[]).assert_code(0);
    let written = report(&toy.out(), &["--case".as_ref(), &toy.case()]);
    written.assert_code(0);
    let page = toy.out().join("report.html");
    assert!(written.stdout.starts_with(&format!("page: {} (", page.display())), "{}", written.stdout);
    assert_eq!(data(&page)["case"]["name"], "toy");
    // The page goes with the schedule that it shows.
    toy.schedule(&["--policy", "greedy"]).assert_code(0);
    assert!(!page.exists());
}

#[test]
fn the_case_is_found_by_its_name() {
    let folder = TempDir::new().unwrap();
    let page = folder.path().join("page.html");
    let mut command = std::process::Command::new(binary());
    command.current_dir(root()).arg("--quiet").arg("report").arg(DEMO.schedule()).arg("--out").arg(&page);
    let done = command.output().unwrap();
    assert!(done.status.success() && done.stdout.is_empty(), "{done:?}");
    assert!(fs::read(&page).unwrap() == fs::read(DEMO.html()).unwrap());
}

#[test]
fn an_evaluation_becomes_a_page() {
    let folder = TempDir::new().unwrap();
    let out = folder.path().join("evaluation");
    let toy = Toy::new();
    let (cases, demo) = (toy.case(), demo::dir());
    let arguments = ["evaluate", "-q", "--policies", "greedy,economic", "--seeds", "2", "--cases"];
    let places = [cases.as_os_str(), demo.as_os_str(), "--out".as_ref(), out.as_os_str()];
    linehaul(arguments.map(AsRef::as_ref).into_iter().chain(places)).assert_code(0);
    report(&out, &[]).assert_code(0);
    let data = data(&out.join("report.html"));
    assert_eq!(data["n_runs"], 8);
    assert_eq!(data["sizes"]["hubs"], serde_json::json!([3, 12]));
    let comparison: serde_json::Value =
        serde_json::from_slice(&fs::read(out.join("comparison.json")).unwrap()).unwrap();
    assert_eq!(data["comparison"]["reference"], comparison["reference"]);
    assert_eq!(data["comparison"]["overall"][0]["cost_to_bound"], comparison["overall"][0]["cost_to_bound"]);
}
