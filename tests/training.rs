//! Training as a user runs it: killed and resumed, used as a policy, and refused where it cannot go on.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::thread;
use std::time::Duration;

use linehaul_agents::learn::config::TypedConfig;
use tempfile::TempDir;

mod diverged;
mod seeds;

use crate::demo;
use crate::program::{Finished, binary, linehaul, schedule, verify};

/// Small worlds, six iterations, a checkpoint every two.
const CONFIG: &str = "seed = 5\niterations = 6\n[policy]\nhidden = [8]\n[worlds]\nfamily = \"sparse\"\n\
                      [rollout]\nworlds = 4\nhours = 48\n[checkpoint]\nevery = 2\nworlds = 1\n";

struct Training {
    folder: TempDir,
}

impl Training {
    fn new() -> Self {
        let training = Self { folder: TempDir::new().unwrap() };
        fs::write(training.config(), CONFIG).unwrap();
        training
    }

    fn config(&self) -> PathBuf {
        self.folder.path().join("small.toml")
    }

    fn runs(&self) -> PathBuf {
        self.folder.path().join("runs")
    }

    fn latest(&self, name: &str) -> PathBuf {
        self.runs().join(name).join("latest.safetensors")
    }

    fn command(&self, name: &str, more: &[&str]) -> Vec<std::ffi::OsString> {
        let mut arguments: Vec<std::ffi::OsString> =
            vec!["train".into(), "--no-look".into(), self.config().into(), "--runs".into(), self.runs().into()];
        arguments.extend(["--name", name].iter().chain(more).map(Into::into));
        arguments
    }

    fn train(&self, name: &str, more: &[&str]) -> Finished {
        linehaul(self.command(name, more))
    }
}

fn wait_for(path: &Path) {
    for _ in 0..60_000 {
        if path.exists() {
            return;
        }
        thread::sleep(Duration::from_millis(1));
    }
    panic!("{} was never written", path.display());
}

/// The first checkpoint is there when the run is killed, the last most likely not; either way the end is the same.
#[test]
fn a_run_that_was_killed_and_resumed_ends_with_the_same_bytes() {
    let training = Training::new();
    training.train("whole", &[]).assert_code(0);
    let mut victim = Command::new(binary());
    victim.args(training.command("killed", &[])).stdout(Stdio::null()).stderr(Stdio::null());
    let mut victim = victim.spawn().unwrap();
    wait_for(&training.latest("killed"));
    victim.kill().unwrap();
    victim.wait().unwrap();
    training.train("killed", &["--resume"]).assert_code(0);
    let bytes = |name| fs::read(training.latest(name)).unwrap();
    assert!(bytes("whole") == bytes("killed"), "the resumed run differs");
    let lines =
        |name: &str| fs::read_to_string(training.runs().join(name).join("metrics.jsonl")).unwrap().lines().count();
    assert_eq!((lines("whole"), lines("killed")), (6, 6));
}

#[test]
fn a_trained_policy_makes_a_schedule_that_holds() {
    let training = Training::new();
    training.train("policy", &[]).assert_code(0);
    let policy = training.runs().join("policy/best");
    let out = training.folder.path().join("schedule");
    schedule(&demo::dir(), &out, &["--policy", policy.to_str().unwrap()]).assert_code(0);
    verify(&out, &demo::dir()).assert_code(0);
}

#[test]
fn a_run_is_not_overwritten() {
    let training = Training::new();
    training.train("once", &["--set", "iterations=1"]).assert_code(0);
    let again = training.train("once", &["--set", "iterations=1"]);
    again.assert_code(2);
    assert!(again.stderr.contains("there is a run here already"), "{}", again.stderr);
}

#[test]
fn a_changed_configuration_is_not_resumed() {
    let training = Training::new();
    training.train("run", &["--set", "iterations=2"]).assert_code(0);
    let before = fs::read(training.latest("run")).unwrap();
    let changed = training.train("run", &["--resume", "--set", "ppo.lr=0.5"]);
    changed.assert_code(2);
    assert!(changed.stderr.contains("begun with another configuration"), "{}", changed.stderr);
    assert_eq!(fs::read(training.latest("run")).unwrap(), before);
}

#[test]
fn a_case_that_changed_since_the_run_began_is_refused() {
    let training = Training::new();
    let case = training.folder.path().join("case");
    linehaul(["generate".as_ref(), "--family".as_ref(), "sparse".as_ref(), "--out".as_ref(), case.as_os_str()])
        .assert_code(0);
    let on_case = format!("worlds.cases=[{:?}]", case.join("sparse-0-000").to_str().unwrap());
    let given = ["--set", &on_case, "--set", "iterations=2"];
    training.train("on-case", &given).assert_code(0);
    training.train("on-case", &[&given[..], &["--resume"]].concat()).assert_code(0);
    let header = case.join("sparse-0-000/case.toml");
    fs::write(&header, fs::read_to_string(&header).unwrap() + "# touched\n").unwrap();
    let refused = training.train("on-case", &[&given[..], &["--resume"]].concat());
    refused.assert_code(2);
    assert!(refused.stderr.contains("has changed since the run began"), "{}", refused.stderr);
}

#[test]
fn a_damaged_checkpoint_is_refused_and_left_as_it_is() {
    let training = Training::new();
    training.train("run", &["--set", "iterations=2"]).assert_code(0);
    let path = training.latest("run");
    let mut bytes = fs::read(&path).unwrap();
    let last = bytes.len() - 1;
    bytes[last] ^= 1;
    fs::write(&path, &bytes).unwrap();
    let resumed = training.train("run", &["--resume", "--set", "iterations=2"]);
    resumed.assert_code(2);
    assert!(resumed.stderr.contains("latest.safetensors: the numbers have checksum"), "{}", resumed.stderr);
    assert_eq!(fs::read(&path).unwrap(), bytes);
}

#[test]
fn an_unknown_key_is_placed_and_the_nearest_named() {
    let training = Training::new();
    fs::write(training.config(), "seed = 1\n[ppo]\nepoch = 3\n").unwrap();
    let refused = training.train("run", &[]);
    refused.assert_code(2);
    assert!(refused.stderr.contains("small.toml:3: unknown key `ppo.epoch`"), "{}", refused.stderr);
    assert!(refused.stderr.contains("did you mean `epochs`?"), "{}", refused.stderr);
}

#[test]
fn a_schedule_that_is_not_known_is_placed_and_the_known_ones_named() {
    let training = Training::new();
    fs::write(training.config(), "[ppo]\nlr_schedule = \"cosin\"\n").unwrap();
    let refused = training.train("run", &[]);
    refused.assert_code(2);
    assert!(refused.stderr.contains("small.toml:2: unknown variant `cosin`"), "{}", refused.stderr);
    assert!(refused.stderr.contains("one of `constant`, `linear`, `cosine`"), "{}", refused.stderr);
}

#[test]
fn a_sweep_is_tabulated_and_begun_again_goes_on() {
    let training = Training::new();
    let sweep = || {
        let config = training.config();
        let given = ["sweep", config.to_str().unwrap(), "--runs", training.runs().to_str().unwrap(), "--grid"]
            .map(str::to_owned);
        let more =
            ["ppo.lr=1e-3,3e-4", "--seeds", "2", "--set", "iterations=2", "--families", "sparse", "--worlds", "1"];
        linehaul(given.into_iter().chain(more.map(str::to_owned)))
    };
    let first = sweep();
    first.assert_code(0);
    for part in ["ppo.lr=1e-3", "ppo.lr=3e-4", "±"] {
        assert!(first.stdout.contains(part), "{}", first.stdout);
    }
    let checkpoint = training.runs().join("small/ppo.lr=3e-4,seed=2/latest.safetensors");
    let written = fs::metadata(&checkpoint).unwrap().modified().unwrap();
    let results = fs::read(training.runs().join("small/sweep.json")).unwrap();
    sweep().assert_code(0);
    assert_eq!(fs::metadata(&checkpoint).unwrap().modified().unwrap(), written, "a run that was done was done again");
    assert_eq!(fs::read(training.runs().join("small/sweep.json")).unwrap(), results);
}

#[test]
fn the_price_of_transport_is_tabulated_and_begun_again_goes_on() {
    let training = Training::new();
    let multipliers = |values: &str| {
        let (config, runs) = (training.config(), training.runs());
        let given = ["multipliers", config.to_str().unwrap(), "--runs", runs.to_str().unwrap()];
        let more = ["--values", values, "--set", "iterations=2", "--worlds", "2"];
        linehaul(given.into_iter().chain(more))
    };
    let first = multipliers("0.5,4");
    first.assert_code(0);
    for part in ["x0.5  conditioned", "x4  own", "x4  economic", "linehaul report"] {
        assert!(first.stdout.contains(part), "{}", first.stdout);
    }
    let folder = training.runs().join("small");
    let multiplier = |run: &str| {
        let config: toml::Table = fs::read_to_string(folder.join(run).join("config.toml")).unwrap().parse().unwrap();
        config["worlds"]["multiplier"].to_string()
    };
    assert_eq!(["conditioned", "x0.5", "x4"].map(multiplier), ["0.0", "0.5", "4.0"]);
    let written = |run: &str| fs::metadata(folder.join(run).join("latest.safetensors")).unwrap().modified().unwrap();
    let (before, results) = (written("x4"), fs::read(folder.join("multipliers.json")).unwrap());
    multipliers("0.5,4").assert_code(0);
    assert_eq!(written("x4"), before, "a run that was done was done again");
    assert_eq!(fs::read(folder.join("multipliers.json")).unwrap(), results);
    for (values, problem) in [("0.5,-1", "--values has -1"), ("0.5,4,0.5", "--values has 0.5 twice")] {
        let refused = multipliers(values);
        refused.assert_code(2);
        assert!(refused.stderr.contains(problem), "{}", refused.stderr);
    }
}

#[test]
fn a_run_may_begin_where_another_ended_if_their_policies_are_alike() {
    let training = Training::new();
    training.train("first", &["--set", "iterations=2"]).assert_code(0);
    let from = training.runs().join("first/best");
    let from = from.to_str().unwrap();
    training.train("second", &["--from", from, "--set", "iterations=2", "--set", "anchor.weight=0.1"]).assert_code(0);
    assert!(fs::read(training.latest("first")).unwrap() != fs::read(training.latest("second")).unwrap());
    let other = training.train("third", &["--from", from, "--set", "policy.hidden=[16]"]);
    other.assert_code(2);
    assert!(other.stderr.contains("not of the kind that [policy] and [network] ask for"), "{}", other.stderr);
    assert!(!training.runs().join("third").exists());
    let adrift = training.train("third", &["--set", "anchor.weight=0.1"]);
    adrift.assert_code(2);
    assert!(adrift.stderr.contains("there is nothing to stay near"), "{}", adrift.stderr);
}

#[test]
fn every_configuration_that_comes_with_the_program_is_valid() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("configs");
    let files = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let configs: Vec<PathBuf> = files
        .filter(|path| path.extension().is_some_and(|e| e == "toml") && !path.ends_with("pack-example.toml"))
        .collect();
    assert!(configs.len() >= 8, "{configs:?}");
    for path in configs {
        let text = fs::read_to_string(&path).unwrap();
        assert!(text.starts_with("# "), "{} does not say what it shows", path.display());
        if let Err(error) = TypedConfig::parse(&text).and_then(|typed| typed.resolve()) {
            panic!("{}: {error}", path.display());
        }
    }
}

/// Configurations that name a policy to begin with find it, and get what they ask for.
#[test]
fn the_policy_that_comes_with_the_program_goes_on_learning() {
    let folder = TempDir::new().unwrap();
    let configs = Path::new(env!("CARGO_MANIFEST_DIR")).join("configs");
    for name in ["continual", "adapters"] {
        let mut arguments: Vec<std::ffi::OsString> = vec!["train".into(), "--no-look".into()];
        arguments.push(configs.join(name).with_extension("toml").into());
        arguments.extend(["--runs".into(), folder.path().into(), "--name".into(), name.into()]);
        let small = ["iterations=1", "rollout.worlds=2", "checkpoint.worlds=1"];
        arguments.extend(small.iter().flat_map(|set| ["--set".into(), set.into()]));
        linehaul(arguments).assert_code(0);
    }
    let adapted = linehaul(["policy".as_ref(), folder.path().join("adapters/latest").as_os_str()]);
    adapted.assert_code(0);
    assert!(adapted.stdout.contains("adapters            8 numbers for each of 12 hubs"), "{}", adapted.stdout);
}
