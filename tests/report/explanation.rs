//! The page of an explanation in a real browser.

use std::path::{Path, PathBuf};

use tempfile::TempDir;

use super::browser::Browser;
use super::in_browser::assert_quiet;
use super::page::data;
use crate::demo;
use crate::program::linehaul;

/// The page of the policy that comes with the program, on the demo, below a folder.
pub fn explained(folder: &Path) -> PathBuf {
    let (case, page) = (demo::dir(), folder.join("explanation.html"));
    let arguments = ["policy", "pretrained", "-q", "--seeds", "1..3", "--explain"].map(AsRef::as_ref);
    let places = [case.as_os_str(), "--out".as_ref(), page.as_os_str()];
    linehaul(arguments.into_iter().chain(places)).assert_code(0);
    page
}

#[test]
fn the_chart_says_what_was_measured_on_one_scale() {
    let Some(mut browser) = Browser::start() else { return };
    let folder = TempDir::new().unwrap();
    let page = explained(folder.path());
    browser.open(&page, 1280, "light");
    let data = data(&page);
    let groups = data["groups"].as_array().unwrap();
    let shown = browser.eval("[...document.querySelectorAll('.interval')].map((row) => row.textContent)");
    let shown = shown.as_array().unwrap();
    assert_eq!(shown.len(), groups.len());
    for (shown, group) in shown.iter().zip(groups) {
        let (shown, percent) = (shown.as_str().unwrap(), 100.0 * (group["cost_ratio"].as_f64().unwrap() - 1.0));
        let name = group["name"].as_str().unwrap();
        assert!(shown.starts_with(name) && shown.contains(&format!("{:.1} %", percent.abs())), "{shown} of {group}");
    }
    // The line at no rise stands at the same place in every row.
    let marks =
        "new Set([...document.querySelectorAll('.track .mark')].map((mark) => mark.getBoundingClientRect().x)).size";
    assert_eq!(browser.eval(marks), 1);
    assert_quiet(&mut browser);
}
