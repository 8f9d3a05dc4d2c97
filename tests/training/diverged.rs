//! Runs whose numbers run away.

use std::fs;

use super::Training;
use crate::demo;
use crate::folders::names;
use crate::program::{schedule, verify};

/// Values feed on themselves without a discount, and each step is as long as it may be: after some iterations they are infinite.
const RUNAWAY: [&str; 20] = [
    "--set",
    "iterations=2000",
    "--set",
    "policy.hidden=[16,16,16,16]",
    "--set",
    "rollout.worlds=2",
    "--set",
    "rollout.hours=24",
    "--set",
    "ppo.gamma=1",
    "--set",
    "ppo.lambda=0",
    "--set",
    "ppo.lr=1",
    "--set",
    "ppo.lr_schedule=constant",
    "--set",
    "ppo.max_gradient_norm=1e30",
    "--set",
    "ppo.epochs=20",
];

#[test]
fn a_run_whose_numbers_run_away_stops_with_its_last_good_checkpoint() {
    let training = Training::new();
    let given = [&RUNAWAY[..], &["--set", "ppo.minibatch=16"]].concat();
    let stopped = training.train("runaway", &given);
    stopped.assert_code(2);
    let run = training.runs().join("runaway");
    let says = |part: &str| assert!(stopped.stderr.contains(part), "{}", stopped.stderr);
    says("runaway: iteration ");
    says("of the critic is no finite number; the last good checkpoint is ");
    says("runaway/latest, of iteration ");
    says("--from ");
    let unbroken = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let number = |text: &str, before: &str| -> u64 {
        let text = unbroken(text);
        let rest = text.split_once(before).unwrap().1;
        rest.split(|c: char| !c.is_ascii_digit()).next().unwrap().parse().unwrap()
    };
    let (at, good) = (number(&stopped.stderr, "runaway: iteration "), number(&stopped.stderr, "latest, of iteration "));
    assert!(good < at && at <= good + 2, "{at} {good}");
    // What was logged is whole, up to the iteration before.
    let log = fs::read_to_string(run.join("metrics.jsonl")).unwrap();
    assert_eq!(log.lines().count() as u64, at - 1);
    assert!(log.lines().all(|line| serde_json::from_str::<serde_json::Value>(line).is_ok()));
    assert!(names(&run).iter().all(|name| !name.starts_with('.')), "{:?}", names(&run));
    let out = training.folder.path().join("schedule");
    schedule(&demo::dir(), &out, &["--policy", run.join("latest").to_str().unwrap()]).assert_code(0);
    verify(&out, &demo::dir()).assert_code(0);
    // It would go the same way again, and says so again.
    let again = training.train("runaway", &[&given[..], &["--resume"]].concat());
    again.assert_code(2);
    assert_eq!(number(&again.stderr, "runaway: iteration "), at);
}

#[test]
fn seeds_that_all_run_away_have_no_best() {
    let training = Training::new();
    let given = [&RUNAWAY[..], &["--set", "ppo.minibatch=16", "--seeds", "5,6"]].concat();
    let stopped = training.train("runaway", &given);
    stopped.assert_code(2);
    assert!(stopped.stderr.contains("none of the seeds came to its end"), "{}", stopped.stderr);
    assert!(!training.runs().join("runaway/seeds.json").exists());
    for seed in ["5", "6"] {
        assert!(training.runs().join(format!("runaway/seed={seed}/latest.safetensors")).exists());
    }
}
