//! Several seeds side by side.

use std::fs;
use std::path::PathBuf;
use std::process::{Command, Stdio};

use super::{Training, wait_for};
use crate::folders::names;
use crate::program::{binary, linehaul};

impl Training {
    fn of_seed(&self, name: &str, seed: u64) -> PathBuf {
        self.runs().join(name).join(format!("seed={seed}/latest.safetensors"))
    }

    fn file(&self, name: &str, file: &str) -> Vec<u8> {
        fs::read(self.runs().join(name).join(file)).unwrap()
    }
}

#[test]
fn each_seed_is_the_run_that_it_would_be_alone_and_the_best_is_kept() {
    let training = Training::new();
    for threads in ["1", "2"] {
        let done = training.train(threads, &["--threads", threads, "--seeds", "7,5,6"]);
        done.assert_code(0);
        assert!(done.stdout.contains("best: seed "), "{}", done.stdout);
    }
    training.train("alone", &["--set", "seed=6"]).assert_code(0);
    let latest = |path: PathBuf| fs::read(path).unwrap();
    for name in ["1", "2"] {
        assert!(latest(training.of_seed(name, 6)) == latest(training.latest("alone")));
    }
    assert!(latest(training.of_seed("1", 5)) != latest(training.of_seed("1", 6)));
    for file in ["seeds.json", "best.safetensors"] {
        assert!(training.file("1", file) == training.file("2", file), "{file} depends on the threads");
    }
    let summary: serde_json::Value = serde_json::from_slice(&training.file("1", "seeds.json")).unwrap();
    let runs: Vec<(u64, f64)> = (summary["seeds"].as_array().unwrap().iter())
        .map(|run| (run["seed"].as_u64().unwrap(), run["best"]["mean"].as_f64().unwrap()))
        .collect();
    assert_eq!(runs.iter().map(|run| run.0).collect::<Vec<_>>(), [7, 5, 6]);
    let best = summary["best"].as_u64().unwrap();
    assert!(runs.iter().all(|run| run.1 >= runs.iter().find(|run| run.0 == best).unwrap().1));
    assert!(training.file("1", &format!("seed={best}/best.safetensors")) == training.file("1", "best.safetensors"));
    linehaul(["policy".as_ref(), training.runs().join("1").as_os_str()]).assert_code(0);
    linehaul(["report".as_ref(), training.runs().join("1").as_os_str()]).assert_code(0);
}

/// Stopped while the first of three trains. The program catches no signal, so this one ends it as Ctrl-C does, which programs in the
/// background do not get.
#[cfg(unix)]
#[test]
fn seeds_that_were_interrupted_go_on_to_the_same_bytes() {
    let training = Training::new();
    let given = ["--threads", "1", "--seeds", "5,6,7", "--set", "iterations=20"];
    training.train("whole", &given).assert_code(0);
    let mut victim = Command::new(binary());
    victim.args(training.command("stopped", &given)).stdout(Stdio::null()).stderr(Stdio::null());
    let mut victim = victim.spawn().unwrap();
    wait_for(&training.of_seed("stopped", 5));
    Command::new("kill").args(["-TERM", &victim.id().to_string()]).status().unwrap();
    victim.wait().unwrap();
    assert!(!training.runs().join("stopped/seeds.json").exists(), "it was done before it was stopped");
    training.train("stopped", &[&given[..], &["--resume"]].concat()).assert_code(0);
    for file in ["seeds.json", "best.safetensors", "seed=5/latest.safetensors", "seed=7/latest.safetensors"] {
        assert!(training.file("whole", file) == training.file("stopped", file), "{file} differs");
    }
    assert_eq!(names(&training.runs().join("stopped")), names(&training.runs().join("whole")));
}

#[test]
fn seeds_that_cannot_be_trained_are_refused() {
    let training = Training::new();
    let short = ["--set", "iterations=1"];
    let refused = |name: &str, given: &[&str], problem: &str| {
        let refused = training.train(name, &[&short, given].concat());
        refused.assert_code(2);
        assert!(refused.stderr.contains(problem), "{}", refused.stderr);
    };
    refused("none", &["--seeds", "1,2,1"], "seed 1 is given twice");
    refused("none", &["--seeds", "1,two"], "`two` is no seed");
    refused("none", &["--seeds", "1,2", "--resume"], "there is no run of these seeds");
    assert!(!training.runs().exists());
    training.train("some", &[&short[..], &["--seeds", "1,2"]].concat()).assert_code(0);
    refused("some", &["--seeds", "2,3"], "seed=2: there is a run here already");
    training.train("one", &short).assert_code(0);
    refused("one", &["--seeds", "1,2"], "one: there is a run here already");
    assert!(!training.runs().join("some/seed=3").exists() && !training.runs().join("one/seed=1").exists());
}
