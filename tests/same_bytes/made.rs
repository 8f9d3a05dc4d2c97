//! What is made, and how.

use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::fs;
use std::path::Path;

use linehaul_agents::decide::heuristics::Heuristic;

use super::normal;
use crate::demo;
use crate::folders::{bytes, real_case, root};
use crate::program::linehaul;

/// Hash of each file.
pub type Hashes = BTreeMap<String, String>;

/// Something that is made.
pub struct Made {
    /// The command, and on what.
    pub what: String,
    /// Whether builds without optimization make it too.
    pub is_cheap: bool,
    /// Makes it in a folder on so many threads; there is nothing where the data are absent.
    pub run: Box<Run>,
}

type Run = dyn Fn(&Path, &str) -> Hashes + Sync;

const REAL_CASES: [&str; 12] = [
    "cab25",
    "delhivery10",
    "delhivery25",
    "germany50",
    "janos-us26",
    "olist-cap27-w6",
    "olist-h10-w1",
    "olist-h20-w2",
    "olist-h20-w3",
    "olist-h20-w5",
    "olist-h40-w4",
    "polska12",
];
/// Real cases that are cheap, and also have another seed.
const SMALL: [&str; 2] = ["olist-h10-w1", "polska12"];
const DEMO: &str = "us-metro-12";
const PRETRAINED: &str = "pretrained";
/// Policies that meet more than each case's own packages.
const CHOSEN: [&str; 2] = ["economic", PRETRAINED];

/// All of it.
pub fn all() -> Vec<Made> {
    let mut all = vec![
        made("train", true, |folder, threads| train(folder, threads, "base")),
        made("train on wide worlds", false, |folder, threads| train(folder, threads, "train")),
        made("exam", false, |folder, threads| exam(folder, threads, &["--families", "base,dense,parcels"])),
        made("exam at a cap", false, |folder, threads| exam(folder, threads, &CAPPED)),
        made(&format!("calibrate {DEMO} economic"), false, calibrate),
    ];
    all.extend(schedules(DEMO, Some(&demo::dir())));
    for name in REAL_CASES {
        let case = real_case(name);
        all.extend(schedules(name, case.as_deref()));
        if name == SMALL[0] {
            let run = move |folder: &Path, threads: &str| {
                case.as_ref().map(|case| evaluate(case, folder, threads)).unwrap_or_default()
            };
            all.push(made(&format!("evaluate {DEMO} {name}"), false, run));
        }
    }
    all
}

/// The schedules of a case.
fn schedules(name: &str, case: Option<&Path>) -> Vec<Made> {
    let (is_demo, is_small) = (name == DEMO, SMALL.contains(&name));
    let mut schedules = Vec::new();
    for policy in Heuristic::NAMES.into_iter().chain([PRETRAINED]) {
        let is_chosen = CHOSEN.contains(&policy);
        for seed in if is_chosen && (is_demo || is_small) { &["0", "1"][..] } else { &["0"] } {
            let is_cheap = *seed == "0" && (is_demo || is_small && is_chosen);
            let case = case.map(Path::to_owned);
            let run = move |folder: &Path, threads: &str| {
                case.as_ref().map(|case| schedule(case, policy, seed, folder, threads)).unwrap_or_default()
            };
            schedules.push(made(&format!("schedule {name} {policy} {seed}"), is_cheap, run));
        }
    }
    schedules
}

fn made(what: &str, is_cheap: bool, run: impl Fn(&Path, &str) -> Hashes + Sync + 'static) -> Made {
    Made { what: what.to_owned(), is_cheap, run: Box::new(run) }
}

/// Runs the program to a good end; what it prints.
fn done(threads: &str, given: &[&OsStr]) -> String {
    let finished = linehaul(["--threads".as_ref(), threads.as_ref()].into_iter().chain(given.iter().copied()));
    finished.assert_code(0);
    finished.stdout
}

/// Every file of the folder.
fn schedule(case: &Path, policy: &str, seed: &str, folder: &Path, threads: &str) -> Hashes {
    let out = folder.join("schedule");
    let given = ["schedule", "--quiet", "--policy", policy, "--seed", seed].map(AsRef::as_ref);
    let paths = ["--case".as_ref(), case.as_os_str(), "--out".as_ref(), out.as_os_str()];
    done(threads, &[&given[..], &paths].concat());
    let files = bytes(&out);
    let summary: serde_json::Value = serde_json::from_slice(&files["summary.json"]).unwrap();
    let policy_hash = summary["meta"]["policy_hash"].as_str().unwrap();
    let mut hashes = Hashes::new();
    for (name, bytes) in files {
        let bytes = normal::without_version(bytes);
        // A policy that was learned is hashed as a file, whose form may change while every decision stays: its hash is a line of
        // its own, once.
        let bytes = if policy == PRETRAINED { normal::without(bytes, "", policy_hash) } else { bytes };
        hashes.insert(name, normal::hash(&bytes));
    }
    if policy == PRETRAINED && case == demo::dir() && seed == "0" {
        hashes.insert("policy_hash".to_owned(), policy_hash.to_owned());
    }
    hashes
}

/// Weights and logs. Not hashed: `metrics.parquet`, which says the same as the log with its times, and the events, which have times.
fn train(folder: &Path, threads: &str, family: &str) -> Hashes {
    let config = root().join("tests/same_bytes/small.toml");
    let family = format!("worlds.family={family}");
    let options = ["train", "--quiet", "--no-look", "--name", "run", "--set", &family].map(AsRef::as_ref);
    let paths = [config.as_os_str(), "--runs".as_ref(), folder.as_os_str()];
    done(threads, &[&options[..], &paths].concat());
    let run = folder.join("run");
    let mut hashes = Hashes::new();
    for name in ["metrics.jsonl", "held-out.jsonl", "held-out-worlds.json", "config.toml"] {
        let text = normal::without_times(&fs::read_to_string(run.join(name)).unwrap());
        hashes.insert(name.to_owned(), normal::hash(text.as_bytes()));
    }
    for checkpoint in ["best", "latest"] {
        // Of the best only what acts and what judged it; the latest is also what training goes on with.
        let networks = normal::tensors(&run, checkpoint).into_iter();
        let chosen =
            networks.filter(|(name, _)| checkpoint == "latest" || ["actor", "critic"].contains(&name.as_str()));
        hashes.extend(chosen.map(|(name, hash)| (format!("{checkpoint} {name}"), hash)));
    }
    hashes
}

const CAPPED: [&str; 6] = ["--families", "sparse", "--max-late", "0.05", "--demands", "1"];

fn exam(_: &Path, threads: &str, more: &[&str]) -> Hashes {
    let policy = root().join("data/policies").join(PRETRAINED);
    let given: Vec<&OsStr> = ["--worlds", "1", "--json"].iter().chain(more).map(AsRef::as_ref).collect();
    let printed = done(threads, &[&["exam".as_ref(), policy.as_os_str()], &given[..]].concat());
    Hashes::from([("stdout".to_owned(), normal::hash(printed.as_bytes()))])
}

fn calibrate(folder: &Path, threads: &str) -> Hashes {
    let (case, out) = (demo::dir(), folder.join("made/price.toml"));
    fs::create_dir(folder.join("made")).unwrap();
    let given = ["calibrate", "--json", "--policy", "economic", "--max-late", "0.02", "--frontier", "3"];
    let paths = ["--case".as_ref(), case.as_os_str(), "--out".as_ref(), out.as_os_str()];
    let printed = done(threads, &[&given.map(AsRef::as_ref)[..], &paths].concat());
    with_printed(&folder.join("made"), &printed)
}

fn evaluate(real_case: &Path, folder: &Path, threads: &str) -> Hashes {
    let (demo, out) = (demo::dir(), folder.join("made"));
    let given = ["evaluate", "--json", "--policies", "full-truck,economic,urgent-first,pretrained", "--seeds", "2"];
    let paths = ["--out".as_ref(), out.as_os_str(), "--cases".as_ref(), demo.as_os_str(), real_case.as_os_str()];
    let printed = done(threads, &[&given.map(AsRef::as_ref)[..], &paths].concat());
    with_printed(&out, &printed)
}

/// The files of a folder, and what was printed.
fn with_printed(folder: &Path, printed: &str) -> Hashes {
    let mut files = bytes(folder);
    files.insert("stdout".to_owned(), printed.as_bytes().to_vec());
    files.into_iter().map(|(name, bytes)| (name, normal::hash(&normal::without_version(bytes)))).collect()
}
