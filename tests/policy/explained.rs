//! What a policy decides by, measured.

use std::fs;
use std::path::Path;

use serde_json::Value;
use tempfile::TempDir;

use super::{case, json};
use crate::folders::names;
use crate::program::linehaul;

/// `policy pretrained --explain` on a case, as JSON.
fn explain(case: &Path, more: &[&str]) -> String {
    let given = ["policy", "pretrained", "--json", "--explain", case.to_str().unwrap()];
    let done = linehaul(given.iter().chain(more));
    done.assert_code(0);
    assert_eq!(done.stderr, "");
    done.stdout
}

#[test]
fn the_number_of_threads_changes_no_byte() {
    let folder = TempDir::new().unwrap();
    let case = case(folder.path());
    let made = |threads: &str| {
        let out = folder.path().join(threads);
        let printed = explain(&case, &["--seeds", "1..4", "--threads", threads, "--out", out.to_str().unwrap()]);
        assert_eq!(names(&out), ["explanation.json", "report.html"]);
        assert_eq!(fs::read_to_string(out.join("explanation.json")).unwrap(), printed);
        (printed, fs::read(out.join("report.html")).unwrap())
    };
    let one = made("1");
    assert!(one == made("2") && one == made("3"));
}

#[test]
fn groups_come_by_what_they_are_worth_with_every_feature_in_one() {
    let folder = TempDir::new().unwrap();
    let page = folder.path().join("page.HTML");
    let explained = json(&explain(&case(folder.path()), &["--out", page.to_str().unwrap()]));
    let groups = explained["groups"].as_array().unwrap();
    let ratios: Vec<f64> = groups.iter().map(|group| group["cost_ratio"]["value"].as_f64().unwrap()).collect();
    assert!(ratios.is_sorted_by(|a, b| a >= b) && ratios[0] > 1.01, "{ratios:?}");
    assert_eq!(explained["seeds"], json("[1, 2, 3, 4, 5]"));
    for group in groups {
        let means = group["ratios"].as_array().unwrap().iter().filter_map(Value::as_f64).sum::<f64>() / 5.0;
        let (value, interval) = (group["cost_ratio"]["value"].as_f64().unwrap(), &group["cost_ratio"]["interval"]);
        assert!((means - value).abs() < 1e-12, "{group}");
        assert!(interval["low"].as_f64() <= Some(value) && Some(value) <= interval["high"].as_f64(), "{group}");
    }
    let mut features: Vec<&str> = groups
        .iter()
        .flat_map(|group| group["features"].as_array().unwrap())
        .map(|name| name.as_str().unwrap())
        .collect();
    features.sort_unstable();
    let table = json(&linehaul(["inspect", "--features", "--json"]).stdout);
    let mut all: Vec<&str> =
        table["lane"].as_array().unwrap().iter().map(|one| one["name"].as_str().unwrap()).collect();
    all.sort_unstable();
    assert_eq!(features, all);
    // A page alone, of whatever case its ending is.
    let drawn = crate::report::page::data(&page);
    assert_eq!(drawn["groups"][0]["cost_ratio"], groups[0]["cost_ratio"]["value"]);
    assert!(!folder.path().join("explanation.json").exists());
}

/// The policy as it is costs what `evaluate` says of it on the same demands.
#[test]
fn the_policy_as_it_is_costs_what_it_costs() {
    let folder = TempDir::new().unwrap();
    let case = case(folder.path());
    let explained = json(&explain(&case, &["--seeds", "2"]));
    let out = folder.path().join("evaluation");
    let given = ["evaluate", "--json", "--policies", "pretrained", "--seeds", "2", "--cases", case.to_str().unwrap()];
    let evaluated = json(&linehaul(given.iter().chain(&["--out", out.to_str().unwrap()])).stdout);
    let wanted = &evaluated["cases"][0]["policies"][0];
    for figure in ["total_cost", "late_share", "departures", "fill_m3"] {
        assert_eq!(explained["plain"][figure], wanted[figure], "{figure}");
    }
}

#[test]
fn the_text_says_what_the_figures_mean() {
    let folder = TempDir::new().unwrap();
    let case = case(folder.path());
    let done = linehaul(["policy", "pretrained", "--seeds", "2", "--explain", case.to_str().unwrap()]);
    done.assert_code(0);
    for part in
        ["where the policy cannot tell", "cost rises by", "95 % bootstrap intervals", "load_late, load_slack_*, slack"]
    {
        assert!(done.stdout.contains(part), "{}lacks {part:?}", done.stdout);
    }
    assert!(done.stdout.lines().all(|line| line.chars().count() <= 120), "{}", done.stdout);
}
