//! From the demo case to a verified schedule, with the real binary.

use std::fs;
use std::process::Command;

use serde_json::Value;
use tempfile::TempDir;

use crate::demo;
use crate::folders::names;
use crate::program::{binary, linehaul, schedule, verify};
use crate::skipped::skip;

const FILES: [&str; 4] = ["departures.parquet", "loads.parquet", "packages.parquet", "summary.json"];

#[test]
fn the_demo_is_scheduled_and_verified() {
    let folder = TempDir::new().unwrap();
    let out = folder.path().join("runs/schedule");
    let made = schedule(&demo::dir(), &out, &[]);
    made.assert_code(0);
    for figure in ["us-metro-12 under pretrained", "total cost", "lower bound", "still under way"] {
        assert!(made.stdout.contains(figure), "{}", made.stdout);
    }
    assert_eq!(made.stderr, "");
    assert_eq!(names(&out), FILES);

    let verified = verify(&out, &demo::dir());
    verified.assert_code(0);
    assert!(verified.stdout.contains("every claim holds"), "{}", verified.stdout);
    assert_eq!(verified.stderr, "");
}

#[test]
fn a_second_run_replaces_the_schedule() {
    let folder = TempDir::new().unwrap();
    let out = folder.path().join("schedule");
    schedule(&demo::dir(), &out, &["--policy", "greedy"]).assert_code(0);
    let greedy = fs::read_to_string(out.join("summary.json")).unwrap();
    schedule(&demo::dir(), &out, &["--policy", "full-truck"]).assert_code(0);
    let full_truck = fs::read_to_string(out.join("summary.json")).unwrap();
    assert!(greedy.contains("\"greedy\"") && full_truck.contains("\"full-truck\""), "{full_truck}");
    assert_eq!(names(&out), FILES);
    assert_eq!(names(folder.path()), ["schedule"]);
    verify(&out, &demo::dir()).assert_code(0);
}

#[test]
fn decisions_are_kept_where_there_are_any() {
    let folder = TempDir::new().unwrap();
    let (out, file) = (folder.path().join("schedule"), folder.path().join("decisions.safetensors"));
    let given = ["--decisions", file.to_str().unwrap()];
    let made = schedule(&demo::dir(), &out, &given);
    made.assert_code(0);
    assert!(made.stdout.contains("decided in "), "{}", made.stdout);
    // A safetensors file: the length of its header, the header, the tensors.
    let bytes = fs::read(&file).unwrap();
    let length = u64::from_le_bytes(bytes[..8].try_into().unwrap()) as usize;
    let header: Value = serde_json::from_slice(&bytes[8..8 + length]).unwrap();
    let n = |name: &str| header[name]["shape"][0].as_u64().unwrap();
    assert!(n("choice") > 1_000 && n("choice") == n("hour") && n("rows") == n("outputs"), "{header}");
    let about: Value = serde_json::from_str(header["__metadata__"]["linehaul"].as_str().unwrap()).unwrap();
    assert_eq!(about["case"], "us-metro-12");
    // A name for each column of the rows.
    let inputs = about["inputs"].as_array().unwrap();
    assert_eq!(inputs.len() as u64, header["rows"]["shape"][1].as_u64().unwrap());
    assert_eq!((&inputs[0], inputs.last()), (&"load".into(), Some(&"slack".into())));

    let refused = schedule(&demo::dir(), &out, &[&given[..], &["--policy", "greedy"]].concat());
    refused.assert_code(2);
    assert!(refused.stderr.contains("\"greedy\" is a rule, which has no logits"), "{}", refused.stderr);
}

#[test]
fn json_is_the_summary_file() {
    let folder = TempDir::new().unwrap();
    let out = folder.path().join("schedule");
    let made = schedule(&demo::dir(), &out, &["--json"]);
    made.assert_code(0);
    let printed: Value = serde_json::from_str(&made.stdout).unwrap();
    let written: Value = serde_json::from_slice(&fs::read(out.join("summary.json")).unwrap()).unwrap();
    assert_eq!(printed, written);
    assert_eq!(printed["meta"]["case_hash"], demo::CASE.hash.as_str());
    assert_eq!(made.stderr, "");
}

#[test]
fn quiet_prints_nothing() {
    let folder = TempDir::new().unwrap();
    let out = folder.path().join("schedule");
    let verified =
        || linehaul(["verify".as_ref(), "-q".as_ref(), out.as_os_str(), "--case".as_ref(), demo::dir().as_os_str()]);
    for done in [schedule(&demo::dir(), &out, &["--quiet"]), verified()] {
        done.assert_code(0);
        assert_eq!((done.stdout.as_str(), done.stderr.as_str()), ("", ""));
    }
}

/// Forty cases of a hundred hubs take long enough for the bar to appear where there is a terminal.
#[test]
fn a_pipe_gets_no_escape_codes() {
    let folder = TempDir::new().unwrap();
    let arguments = ["generate", "--family", "hubs100", "--count", "40", "--threads", "1", "--out"];
    let generated = linehaul(arguments.map(AsRef::as_ref).into_iter().chain([folder.path().as_os_str()]));
    generated.assert_code(0);
    let failed = linehaul(["inspect", "no/such/case"]);
    failed.assert_code(2);
    for text in [&generated.stdout, &generated.stderr, &failed.stdout, &failed.stderr] {
        assert!(!text.contains('\x1b') && !text.contains('\r'), "{text:?}");
    }
    assert_eq!(generated.stderr, "");
}

/// `script` gives a command a terminal.
#[test]
fn errors_on_a_terminal_are_coloured_unless_no_color_is_set() {
    let failing = format!("'{}' inspect no/such/case", binary().display());
    let on_terminal = |no_color: Option<&str>| {
        let mut script = Command::new("script");
        script.args(["-qec", &failing, "/dev/null"]).env("TERM", "xterm").env_remove("NO_COLOR");
        script.envs(no_color.map(|value| ("NO_COLOR", value)));
        script.output().map(|output| String::from_utf8_lossy(&output.stdout).into_owned())
    };
    let Ok(coloured) = on_terminal(None) else {
        skip("`script`, which makes a terminal");
        return;
    };
    let plain = on_terminal(Some("1")).unwrap();
    assert!(coloured.contains("\x1b[31m") && coloured.contains("no such folder"), "{coloured:?}");
    assert!(!plain.contains('\x1b') && plain.contains("no such folder"), "{plain:?}");
}
