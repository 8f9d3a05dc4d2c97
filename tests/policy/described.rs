//! What a policy says of itself.

use std::fs;

use tempfile::TempDir;

use super::{json, pretrained};
use crate::program::linehaul;

#[test]
fn a_name_and_its_file_are_the_same_policy() {
    let file = pretrained();
    let printed = |policy: &str| {
        let done = linehaul(["policy", policy, "--json"]);
        done.assert_code(0);
        let mut described = json(&done.stdout);
        let named = described.as_object_mut().unwrap();
        (named.remove("policy"), named.remove("file"), described)
    };
    let (by_name, by_file) = (printed("pretrained"), printed(file.to_str().unwrap()));
    assert_eq!(by_name.2, by_file.2);
    assert_eq!((by_name.1, by_file.1), (Some(json("null")), Some(file.to_str().unwrap().into())));
    let learned = &by_name.2["learned"];
    // 80 x 64 + 64, 64 x 64 + 64, 64 x 7 + 7.
    assert_eq!(learned["parameters"], 5184 + 4160 + 455);
    assert_eq!(learned["features"]["program"], learned_version());
    assert_eq!(learned["settings"]["worlds"]["family"], "train");
}

/// As `inspect --features` prints it.
fn learned_version() -> serde_json::Value {
    json(&linehaul(["inspect", "--features", "--json"]).stdout)["version"].clone()
}

#[test]
fn heuristics_are_told_with_their_parameters() {
    let folder = TempDir::new().unwrap();
    let file = folder.path().join("mine.toml");
    fs::write(&file, "policy = \"urgent-first\"\ntheta = 0.5\n").unwrap();
    let policy = format!("urgent-first:{}", file.display());
    let done = linehaul(["policy", &policy]);
    done.assert_code(0);
    assert!(done.stdout.starts_with(&format!("{policy}: a rule written by hand\n")), "{}", done.stdout);
    assert!(done.stdout.contains("theta = 0.5") && done.stdout.contains("mine.toml\n"), "{}", done.stdout);
    assert_eq!(json(&linehaul(["policy", &policy, "--json"]).stdout)["heuristic"]["theta"], 0.5);
}

/// The figures in the best checkpoint are those of the log at its iteration.
#[test]
fn a_checkpoint_tells_how_it_did_on_held_out_worlds() {
    let folder = TempDir::new().unwrap();
    let config = folder.path().join("small.toml");
    let text = "iterations = 2\n[policy]\nhidden = [8]\naction = \"options\"\ncritic = \"pooled\"\n[worlds]\nfamily = \"sparse\"\n\
                [imitation]\nheuristic = \"economic\"\niterations = 1\n[rollout]\nworlds = 4\nhours = 48\n\
                [checkpoint]\nevery = 2\nworlds = 2\n";
    fs::write(&config, text).unwrap();
    let runs = folder.path().join("runs");
    let arguments = ["train".as_ref(), "--quiet".as_ref(), "--no-look".as_ref(), config.as_os_str()];
    linehaul(arguments.into_iter().chain(["--runs".as_ref(), runs.as_os_str()])).assert_code(0);
    let log = json(fs::read_to_string(runs.join("small/held-out.jsonl")).unwrap().lines().next().unwrap());
    let best = runs.join("small/best");
    let described = json(&linehaul(["policy", "--json", best.to_str().unwrap()]).stdout);
    let provenance = &described["learned"]["provenance"];
    let number = |of: &serde_json::Value| of.as_str().unwrap().parse::<f64>().unwrap().to_bits();
    assert_eq!(number(&provenance["score"]), log["mean"].as_f64().unwrap().to_bits());
    assert_eq!(number(&provenance["held_out"]["high"]), log["high"].as_f64().unwrap().to_bits());
    assert_eq!(provenance["held_out"]["worlds"], 2);
    let text = linehaul(["policy", best.to_str().unwrap()]).stdout;
    for part in [
        "of 2 held-out worlds",
        "99: 80 features of a lane, 18 of a choice, 1 of a teacher's hint",
        "imitated first",
        "the mean of all lanes",
    ] {
        assert!(text.contains(part), "{text}lacks {part:?}");
    }
}
