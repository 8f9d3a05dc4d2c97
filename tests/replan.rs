//! `linehaul replan`, as a planner runs it on the demo.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use tempfile::TempDir;

use crate::demo;
use crate::folders::root;
use crate::program::{Finished, linehaul, schedule, verify};

/// Everything that may happen to packages, trucks, lanes and hubs of the demo from hour 200 on.
const NEWS: &str = r#"{"at": "2026-01-13T08:00:00Z", "event": "truck_broken_down", "departure": 945, "hours": 3}
{"at": "2026-01-13T08:00:00Z", "event": "package_announced", "package": "900000001", "origin": "chicago", "destination": "dallas", "released_at": "2026-01-13T09:00:00Z", "due_at": "2026-01-15T09:00:00Z", "kg": 100, "m3": 1, "value": 500}
{"at": "2026-01-13T10:00:00Z", "event": "hub_capacity", "hub": "chicago", "trucks": 2}
{"at": "2026-01-13T12:00:00Z", "event": "lane_closed", "origin": "dallas", "destination": "phoenix"}
{"at": "2026-01-14T12:00:00Z", "event": "lane_opened", "origin": "dallas", "destination": "phoenix"}
"#;

struct Folder(TempDir);

impl Folder {
    /// With a schedule in `plan`, and a snapshot of its run at hour 200 beside it.
    fn with_plan() -> Self {
        let folder = Self(TempDir::new().unwrap());
        let snapshot = folder.path("snapshot");
        let more = ["--quiet", "--policy", "economic", "--at", "200", "--snapshot", snapshot.to_str().unwrap()];
        schedule(&demo::dir(), &folder.path("plan"), &more).assert_code(0);
        folder
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn replan(&self, from: [&str; 2], events: &Path, out: &str) -> Finished {
        let (case, before, out) = (demo::dir(), self.path(from[1]), self.path(out));
        let paths = [("--case", case.as_path()), (from[0], &before), ("--events", events), ("--out", &out)];
        let given = paths.iter().flat_map(|(flag, path)| [flag.as_ref(), path.as_os_str()]);
        linehaul(std::iter::once("replan".as_ref()).chain(given))
    }

    fn files(&self, name: &str) -> BTreeMap<String, Vec<u8>> {
        let entries = fs::read_dir(self.path(name)).unwrap().map(Result::unwrap);
        entries.map(|file| (file.file_name().into_string().unwrap(), fs::read(file.path()).unwrap())).collect()
    }
}

#[test]
fn a_replay_and_a_snapshot_lead_to_the_same_bytes_and_verify_proves_them() {
    let folder = Folder::with_plan();
    let events = folder.path("events.jsonl");
    fs::write(&events, NEWS).unwrap();
    folder.replan(["--schedule", "plan"], &events, "replayed").assert_code(0);
    folder.replan(["--snapshot", "snapshot"], &events, "from-snapshot").assert_code(0);
    assert_eq!(folder.files("replayed"), folder.files("from-snapshot"));
    verify(&folder.path("replayed"), &demo::dir()).assert_code(0);
    let (case, replayed, page) = (demo::dir(), folder.path("replayed"), folder.path("page.html"));
    let given = ["report".as_ref(), replayed.as_os_str(), "--case".as_ref(), case.as_os_str()];
    linehaul(given.into_iter().chain(["--out".as_ref(), page.as_os_str()])).assert_code(0);
    assert!(fs::read_to_string(page).unwrap().contains("</html>"));
}

/// More news on top of the first: the folder of the first replan is a schedule as any other.
#[test]
fn a_new_plan_can_be_planned_anew() {
    let folder = Folder::with_plan();
    let later = folder.path("later.jsonl");
    let news = r#"{"at": "2026-01-15T08:00:00Z", "event": "hub_closed", "hub": "dallas"}"#;
    fs::write(&later, news).unwrap();
    folder.replan(["--schedule", "plan"], &root().join("data/events-example.jsonl"), "first").assert_code(0);
    folder.replan(["--schedule", "first"], &later, "second").assert_code(0);
    verify(&folder.path("second"), &demo::dir()).assert_code(0);
    let events = String::from_utf8(folder.files("second").remove("events.jsonl").unwrap()).unwrap();
    assert_eq!(events.lines().count(), 3, "{events}");
}

#[test]
fn a_tampered_event_is_found() {
    let folder = Folder::with_plan();
    folder.replan(["--schedule", "plan"], &root().join("data/events-example.jsonl"), "anew").assert_code(0);
    let file = folder.path("anew").join("events.jsonl");
    let later = fs::read_to_string(&file).unwrap().replace("13T20:00", "14T20:00");
    fs::write(&file, later).unwrap();
    verify(&folder.path("anew"), &demo::dir()).assert_code(1);
}

#[test]
fn what_makes_no_sense_is_refused_with_its_place_and_nothing_is_written() {
    let folder = Folder::with_plan();
    let events = folder.path("events.jsonl");
    let line = |kind: &str, rest: &str| format!(r#"{{"at": "2026-01-13T08:00:00Z", "event": "{kind}", {rest}}}"#);
    for (text, expected) in [
        (line("hub_closed", r#""hub": "chcago""#), "events.jsonl:1, hub: there is no hub \"chcago\""),
        (line("hub_shut", r#""hub": "chicago""#), "events.jsonl:1: hub_shut: unknown variant"),
        (
            line("hub_opened", r#""hub": "chicago""#),
            "\"event\":\"hub_opened\",\"hub\":\"chicago\"}: it is open already",
        ),
        (
            line("truck_late", r#""departure": 3, "hours": 2"#),
            "\"departure\":3,\"hours\":2}: the truck is not under way",
        ),
        (NEWS.replace("13T08", "30T08"), "events.jsonl:1, at: 2026-01-30T08:00:00Z is hour 608"),
        (NEWS.replace("14T12", "13T11"), "before hour 204 of the event before it"),
        ("hello".to_owned(), "events.jsonl:1: this is not an event"),
        (
            line("package_cancelled", r#""package": "+999999""#),
            "events.jsonl:1, package: there is no package \"999999\"",
        ),
        (NEWS.replace("\"900000001\"", "\"01\""), "events.jsonl:2, package: \"1\" is already the id of a package"),
    ] {
        fs::write(&events, &text).unwrap();
        for before in [["--schedule", "plan"], ["--snapshot", "snapshot"]] {
            let refused = folder.replan(before, &events, "out");
            refused.assert_code(2);
            assert!(refused.stderr.contains(expected), "{text}: {}", refused.stderr);
            assert!(!folder.path("out").exists());
        }
    }
}

#[test]
fn a_damaged_or_foreign_snapshot_is_refused() {
    let folder = Folder::with_plan();
    let events = root().join("data/events-example.jsonl");
    let whole = fs::read(folder.path("snapshot")).unwrap();
    let mut flipped = whole.clone();
    flipped[whole.len() / 2] ^= 1;
    for (bytes, expected) in [
        (&whole[..whole.len() / 2], "the snapshot is damaged"),
        (&whole[..3], "this is no snapshot"),
        (&[][..], "this is no snapshot"),
        (&flipped, "the snapshot is damaged"),
        (b"PK\x03\x04 something else".as_slice(), "this is no snapshot"),
    ] {
        fs::write(folder.path("other"), bytes).unwrap();
        let refused = folder.replan(["--snapshot", "other"], &events, "out");
        refused.assert_code(2);
        assert!(refused.stderr.contains(expected), "{}", refused.stderr);
        assert!(!folder.path("out").exists());
    }
}
