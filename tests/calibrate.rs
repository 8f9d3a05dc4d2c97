//! Caps on lateness as a user holds them: calibrated, scheduled, audited, compared and counted.

mod exam;
mod refusals;

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;
use tempfile::TempDir;

use crate::folders::names;
use crate::program::{Finished, linehaul, schedule, verify};
use crate::toy_case::Toy;

/// A generated case whose trucks are never full, so that economic is late with one package in four, and a folder for what is made of it.
struct Sparse {
    folder: TempDir,
}

impl Sparse {
    fn new() -> Self {
        let folder = TempDir::new().unwrap();
        let generate = ["generate", "--quiet", "--family", "sparse", "--count", "1", "--seed", "7", "--out"];
        let out = folder.path().join("cases");
        linehaul(generate.map(AsRef::as_ref).into_iter().chain([out.as_os_str()])).assert_code(0);
        Self { folder }
    }

    fn case(&self) -> PathBuf {
        self.folder.path().join("cases/sparse-7-000")
    }

    fn at(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// `linehaul calibrate` into `price.toml`.
    fn calibrate(&self, more: &[&str]) -> Finished {
        calibrate(&self.case(), &self.at("price.toml"), more)
    }

    fn calibration(&self) -> toml::Table {
        fs::read_to_string(self.at("price.toml")).unwrap().parse().unwrap()
    }
}

fn calibrate(case: &Path, out: &Path, more: &[&str]) -> Finished {
    let given = ["calibrate".as_ref(), "--case".as_ref(), case.as_os_str(), "--out".as_ref(), out.as_os_str()];
    let policy: &[&str] = if more.contains(&"--policy") { &[] } else { &["--policy", "economic"] };
    linehaul(given.into_iter().chain(more.iter().chain(policy).map(AsRef::as_ref)))
}

/// `linehaul schedule` under the policy that [`calibrate`] takes unless told otherwise.
fn economic_schedule(case: &Path, out: &Path, more: &[&str]) -> Finished {
    schedule(case, out, &[&["--policy", "economic"], more].concat())
}

fn summary(schedule: &Path) -> Value {
    serde_json::from_slice(&fs::read(schedule.join("summary.json")).unwrap()).unwrap()
}

#[test]
fn a_calibrated_schedule_holds_the_cap_and_every_claim() {
    let sparse = Sparse::new();
    let calibrated = sparse.calibrate(&["--max-late", "0.02"]);
    calibrated.assert_code(0);
    assert!(calibrated.stdout.contains("at most 2 % late, 1.6 % aimed at"), "{}", calibrated.stdout);
    let file = sparse.calibration();
    assert!(file["held"].as_bool().unwrap() && file["late_price"].as_float().unwrap() > 0.0, "{file:?}");

    let (free, capped) = (sparse.at("free"), sparse.at("capped"));
    let price = sparse.at("price.toml");
    economic_schedule(&sparse.case(), &free, &[]).assert_code(0);
    economic_schedule(&sparse.case(), &capped, &["--late-price", price.to_str().unwrap()]).assert_code(0);
    verify(&capped, &sparse.case()).assert_code(0);
    let (free, capped) = (summary(&free), summary(&capped));
    assert!(free["summary"]["late_share"].as_f64().unwrap() > 0.2, "{free}");
    assert!(capped["summary"]["late_share"].as_f64().unwrap() <= 0.016, "{capped}");
    assert_eq!(free["meta"]["late_price"], 0.0);
    assert_eq!(capped["meta"]["late_price"].as_f64(), file["late_price"].as_float());
    // The file tells of the run that the schedule is, and the auditor computes costs from the case alone: no price is in them.
    assert_eq!(capped["summary"]["total_cost"].as_f64(), file["total_cost"].as_float());
    assert_eq!(capped["summary"]["late_share"].as_f64(), file["late_share"].as_float());
}

#[test]
fn a_cap_that_holds_already_needs_no_price() {
    let sparse = Sparse::new();
    sparse.calibrate(&["--max-late", "1", "--policy", "full-truck", "--seed", "3"]).assert_code(0);
    let file = sparse.calibration();
    assert_eq!((file["late_price"].as_float(), file["seed"].as_integer()), (Some(0.0), Some(3)));
}

/// Package 1 has five hours of road and one hour of time.
#[test]
fn a_cap_that_cannot_be_held_is_said_so() {
    let toy = Toy::new();
    toy.replace(
        "packages.csv",
        "2024-01-01T00:30:00Z,2024-01-01T12:00:00Z",
        "2024-01-01T00:30:00Z,2024-01-01T01:30:00Z",
    );
    let file = toy.case().join("price.toml");
    let calibrated = calibrate(&toy.case(), &file, &["--max-late", "0.02"]);
    calibrated.assert_code(1);
    assert!(
        calibrated.stdout.contains("no late price holds the cap: the most punctual is 33.33 % late"),
        "{calibrated:?}"
    );
    assert!(fs::read_to_string(file).unwrap().contains("held = false"));
}

#[test]
fn the_same_calibration_comes_out_on_any_number_of_threads() {
    let sparse = Sparse::new();
    let made = |threads| {
        sparse.calibrate(&["--max-late", "0.05", "--frontier", "3", "--threads", threads]).assert_code(0);
        ["toml", "json", "svg"].map(|extension| fs::read(sparse.at("price.toml").with_extension(extension)).unwrap())
    };
    assert_eq!(made("1"), made("3"));
}

#[test]
fn a_frontier_has_both_policies_at_every_price() {
    let sparse = Sparse::new();
    let traced = sparse.calibrate(&["--max-late", "0.02", "--frontier", "4", "--policy", "full-truck"]);
    traced.assert_code(0);
    assert_eq!(names(sparse.folder.path()), ["cases", "price.json", "price.svg", "price.toml"]);
    let points: Value = serde_json::from_slice(&fs::read(sparse.at("price.json")).unwrap()).unwrap();
    let of = |curve: &str, figure: &str| -> Vec<f64> {
        let points = points["points"][curve].as_array().unwrap();
        points.iter().map(|point| point[figure].as_f64().unwrap()).collect()
    };
    assert_eq!((of("policy", "late_price").len(), of("economic", "late_price").len()), (4, 4));
    let late = of("economic", "late_share");
    assert!(late[3] < late[0] / 10.0, "{late:?}");
    let svg = fs::read_to_string(sparse.at("price.svg")).unwrap();
    assert!(svg.contains(">full-truck</text>") && svg.contains(">economic, tuned</text>"), "{svg}");
}

#[test]
fn an_evaluation_takes_the_price_of_each_policy_and_case() {
    let sparse = Sparse::new();
    sparse.calibrate(&["--max-late", "0.02"]).assert_code(0);
    let (price, out) = (sparse.at("price.toml"), sparse.at("evaluation"));
    let cases = sparse.at("cases");
    let evaluated = |late_price: &str| {
        let given = ["evaluate", "--json", "--policies", "economic,urgent-first", "--seeds", "1"];
        let paths = ["--cases".as_ref(), cases.as_os_str(), "--out".as_ref(), out.as_os_str()];
        let late_price = ["--late-price", late_price].map(AsRef::as_ref);
        let finished = linehaul(given.map(AsRef::as_ref).into_iter().chain(paths).chain(late_price));
        finished.assert_code(0);
        let figures: Value = serde_json::from_str(&finished.stdout).unwrap();
        [0, 1].map(|policy| figures["overall"][policy]["late_share"].as_f64().unwrap())
    };
    let ([capped, other], [free, same]) = (evaluated(price.to_str().unwrap()), evaluated("0"));
    assert!(capped <= 0.016 && free > 0.2, "{capped} {free}");
    assert!((other - same).abs() < 1e-12, "the file names economic alone: {other} {same}");
    assert!(evaluated("100000").iter().all(|late| *late < 0.02));
}
