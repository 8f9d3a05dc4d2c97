//! Schedule folders, byte by byte.

use std::collections::BTreeMap;
use std::path::Path;

use linehaul_agents::decide::heuristics::Heuristic;
use linehaul_case::PackageIds;
use linehaul_tables::{ScheduleFiles, read_schedule};
use tempfile::TempDir;

use crate::demo;
use crate::folders::{bytes, real_case};
use crate::program::{schedule, verify};

/// The files that a run writes.
fn run(case: &Path, more: &[&str]) -> BTreeMap<String, Vec<u8>> {
    let folder = TempDir::new().unwrap();
    let out = folder.path().join("schedule");
    schedule(case, &out, more).assert_code(0);
    bytes(&out)
}

#[track_caller]
fn assert_same_on_any_threads(case: &Path) {
    for seed in ["0", "7"] {
        let first = run(case, &["--seed", seed, "--threads", "1"]);
        assert_eq!(first.len(), 4);
        for threads in ["1", "2"] {
            // Not `assert_eq!`: it would print megabytes.
            assert!(run(case, &["--seed", seed, "--threads", threads]) == first, "seed {seed}, {threads} threads");
        }
    }
}

#[test]
fn the_demo_is_the_same_on_any_threads() {
    assert_same_on_any_threads(&demo::dir());
}

#[test]
fn a_real_case_is_the_same_on_any_threads() {
    if let Some(case) = real_case("olist-h10-w1") {
        assert_same_on_any_threads(&case);
    }
}

/// A lookahead decides otherwise than its base, its schedule is proved, and a second run on other threads writes the same.
#[test]
fn a_lookahead_is_proved_and_the_same_again() {
    let folder = TempDir::new().unwrap();
    let settings = folder.path().join("look.toml");
    let small = "base = 'economic'\nfutures = 4\nfirst_futures = 2\nhours = 24\nleast_load = 0.6\nmargin = 0.02";
    std::fs::write(&settings, small).unwrap();
    let policy = format!("lookahead:{}", settings.display());
    let first = run(&demo::dir(), &["--policy", &policy, "--threads", "1"]);
    assert!(run(&demo::dir(), &["--policy", &policy, "--threads", "2"]) == first);
    assert!(run(&demo::dir(), &["--policy", "economic"])["departures.parquet"] != first["departures.parquet"]);
    let out = folder.path().join("schedule");
    schedule(&demo::dir(), &out, &["--policy", &policy]).assert_code(0);
    verify(&out, &demo::dir()).assert_code(0);
}

#[test]
fn another_seed_gives_other_bytes_in_every_file() {
    let (one, other) = (run(&demo::dir(), &["--seed", "1"]), run(&demo::dir(), &["--seed", "2"]));
    for (name, bytes) in one {
        assert!(bytes != other[&name], "{name}");
    }
}

/// Random orders have a stream of their own, which the seed of the demand does not change.
#[test]
fn every_policy_meets_the_same_packages() {
    let made = |policy: &str, seed: &str| {
        let folder = TempDir::new().unwrap();
        let out = folder.path().join("schedule");
        schedule(&demo::dir(), &out, &["--seed", seed, "--policy", policy]).assert_code(0);
        verify(&out, &demo::dir()).assert_code(0);
        read_schedule(&out).unwrap()
    };
    for seed in ["0", "5"] {
        let schedules = Heuristic::NAMES.map(|policy| made(policy, seed));
        for pair in schedules.windows(2) {
            assert_eq!(pair[0].packages.ids, pair[1].packages.ids);
            assert_eq!(pair[0].summary.lower_bound.to_bits(), pair[1].summary.lower_bound.to_bits());
            let (one, other) = (released_at(&pair[0]), released_at(&pair[1]));
            let both = one.iter().zip(&other).filter(|(one, other)| one.is_some() && other.is_some());
            assert!(both.clone().count() > 1_000);
            assert!(both.clone().all(|(one, other)| one == other));
            let (one, other) = (sizes(&pair[0]), sizes(&pair[1]));
            assert!(one.iter().all(|(package, size)| other.get(package).is_none_or(|same| same == size)));
        }
    }
}

/// When each package that was delivered had been released, seconds.
fn released_at(files: &ScheduleFiles) -> Vec<Option<i64>> {
    let packages = &files.packages;
    let rows = packages.delivered_at.iter().zip(&packages.transit_hours);
    rows.map(|(delivered, hours)| Some((*delivered)? - i64::from((*hours)?) * 3_600)).collect()
}

/// Bits of kg and m3 of each package that was moved.
fn sizes(files: &ScheduleFiles) -> BTreeMap<i64, (u64, u64)> {
    let loads = &files.loads;
    let PackageIds::Numbers(ids) = &loads.package_ids else { panic!("the demo numbers its packages") };
    (0..ids.len()).map(|row| (ids[row], (loads.kg[row].to_bits(), loads.m3[row].to_bits()))).collect()
}
