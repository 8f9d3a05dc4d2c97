//! Folders and files are whole or absent, and nothing is left behind.

use std::fs;
use std::path::Path;

use linehaul_tables::{Cells, TablesError, read_schedule, write_atomically, write_schedule, write_table};
use tempfile::TempDir;

use crate::schedules::{meta, toy_schedule};

fn write(dir: &Path) -> Result<(), TablesError> {
    let (case, demand, schedule) = toy_schedule();
    write_schedule(dir, &case, &demand, &schedule, &meta(), Vec::new())
}

fn entries(dir: &Path) -> Vec<String> {
    let mut names: Vec<String> =
        fs::read_dir(dir).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

#[test]
fn parents_are_created_and_a_schedule_is_replaced() {
    let folder = TempDir::new().unwrap();
    let dir = folder.path().join("runs/first/schedule");
    write(&dir).unwrap();
    for own in ["events.jsonl", "changes.csv", "loading.json", "worst-load.json", "report.html"] {
        fs::write(dir.join(own), "").unwrap();
        fs::write(dir.join(format!(".{own}.partial-4294967295")), "").unwrap();
    }
    write(&dir).unwrap();
    assert_eq!(entries(&dir), ["departures.parquet", "loads.parquet", "packages.parquet", "summary.json"]);
    assert_eq!(entries(dir.parent().unwrap()), ["schedule"]);
    read_schedule(&dir).unwrap();
}

#[test]
fn anything_else_in_the_place_is_kept() {
    let folder = TempDir::new().unwrap();
    let file = folder.path().join("file");
    fs::write(&file, "mine").unwrap();
    let full = folder.path().join("full");
    fs::create_dir(&full).unwrap();
    fs::write(full.join("summary.json"), "{\"mine\": 1}").unwrap();
    for place in [&file, &full] {
        let error = write(place).unwrap_err();
        assert_eq!(error.path, *place, "{error}");
    }
    assert_eq!(fs::read_to_string(full.join("summary.json")).unwrap(), "{\"mine\": 1}");
    assert_eq!(entries(folder.path()), ["file", "full"]);
}

#[test]
fn a_file_of_the_users_in_a_schedule_is_kept_and_named() {
    let folder = TempDir::new().unwrap();
    let dir = folder.path().join("schedule");
    let (case, demand, schedule) = toy_schedule();
    let write = || {
        let more = vec![("kept/decisions".into(), b"new".to_vec())];
        write_schedule(&dir, &case, &demand, &schedule, &meta(), more)
    };
    write().unwrap();
    write().unwrap();
    fs::create_dir(dir.join("empty")).unwrap();
    for mine in ["empty", "kept/mine", "mine.txt", ".mine"] {
        if mine != "empty" {
            fs::write(dir.join(mine), "mine").unwrap();
        }
        let error = write().unwrap_err();
        assert_eq!(error.path, dir.join(mine), "{error}");
        assert!(error.problem.contains("would be deleted"), "{error}");
        if mine == "empty" { fs::remove_dir(dir.join(mine)) } else { fs::remove_file(dir.join(mine)) }.unwrap();
    }
    assert_eq!(fs::read(dir.join("kept/decisions")).unwrap(), b"new");
    assert_eq!(entries(folder.path()), ["schedule"]);
}

#[test]
fn what_dead_processes_left_is_removed_and_nothing_else() {
    let folder = TempDir::new().unwrap();
    // No process has an id this high: the largest that Linux allows is 4,194,304.
    for stale in [".schedule.partial-4294967295", ".schedule.partial-4294967295.old"] {
        fs::create_dir(folder.path().join(stale)).unwrap();
        fs::write(folder.path().join(stale).join("loads.parquet"), "").unwrap();
    }
    for kept in [".other.partial-4294967295", ".schedule.partial-notes", ".schedule.partial-1"] {
        fs::create_dir(folder.path().join(kept)).unwrap();
    }
    write(&folder.path().join("schedule")).unwrap();
    let kept = [".other.partial-4294967295", ".schedule.partial-1", ".schedule.partial-notes", "schedule"];
    assert_eq!(entries(folder.path()), kept);
}

#[test]
fn a_parent_that_cannot_be_written_is_named() {
    let folder = TempDir::new().unwrap();
    let parent = folder.path().join("parent");
    fs::write(&parent, "a file").unwrap();
    let error = write(&parent.join("schedule")).unwrap_err();
    assert!(error.to_string().contains("parent") && !error.remedy.is_empty(), "{error}");
    assert_eq!(entries(folder.path()), ["parent"]);
}

#[test]
fn a_single_file_is_replaced_whole() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("evaluation/rows.parquet");
    let columns = [("policy", Cells::Text(vec!["greedy".to_owned()])), ("cost", Cells::Float(vec![1.5]))];
    write_table(&path, &columns).unwrap();
    let bytes = fs::read(&path).unwrap();
    write_table(&path, &columns).unwrap();
    assert_eq!(fs::read(&path).unwrap(), bytes);
    write_atomically(&path, b"{}").unwrap();
    assert_eq!(fs::read(&path).unwrap(), b"{}");
    assert_eq!(entries(path.parent().unwrap()), ["rows.parquet"]);
    let uneven = [("a", Cells::Int(vec![1])), ("b", Cells::Int(vec![]))];
    assert!(write_table(&path, &uneven).unwrap_err().to_string().contains("columns of one length"));
}

#[cfg(unix)]
#[test]
fn a_link_stands_for_the_file_that_it_points_to() {
    use std::os::unix::fs::symlink;
    let folder = TempDir::new().unwrap();
    let at = |name: &str| folder.path().join(name);
    fs::create_dir(at("deep")).unwrap();
    fs::write(at("deep/file"), "old").unwrap();
    symlink("deep/file", at("link")).unwrap();
    symlink("link", at("deep/new-link")).unwrap();
    for (link, file) in [("link", "deep/file"), ("deep/new-link", "deep/link")] {
        write_atomically(&at(link), b"new").unwrap();
        assert!(at(link).is_symlink(), "{link}");
        assert_eq!(fs::read(at(file)).unwrap(), b"new");
    }
    assert_eq!(entries(folder.path()), ["deep", "link"]);
    assert_eq!(entries(&at("deep")), ["file", "link", "new-link"]);
    symlink("round", at("round")).unwrap();
    write_atomically(&at("round"), b"new").unwrap_err();
}

#[cfg(unix)]
#[test]
fn bytes_go_through_a_pipe_and_what_is_no_file_is_refused() {
    use std::io::Read;
    use std::os::unix::fs::FileTypeExt;
    let folder = TempDir::new().unwrap();
    let at = |name: &str| folder.path().join(name);
    assert!(std::process::Command::new("mkfifo").arg(at("pipe")).status().unwrap().success());
    std::os::unix::fs::symlink("pipe", at("link")).unwrap();
    // Open in both ways, so that nobody waits for the other end.
    let mut pipe = fs::File::options().read(true).write(true).open(at("pipe")).unwrap();
    for name in ["pipe", "link"] {
        write_atomically(&at(name), b"all of it").unwrap();
        assert!(fs::metadata(at(name)).unwrap().file_type().is_fifo(), "{name}");
        let mut bytes = [0; 9];
        pipe.read_exact(&mut bytes).unwrap();
        assert_eq!(&bytes, b"all of it");
    }
    fs::create_dir(at("folder")).unwrap();
    let _socket = std::os::unix::net::UnixListener::bind(at("socket")).unwrap();
    for (name, problem) in [("folder", "this is a folder"), ("socket", "this is neither a file nor a pipe")] {
        let error = write_atomically(&at(name), b"new").unwrap_err();
        assert_eq!((&error.path, &*error.problem), (&at(name), problem));
    }
    assert_eq!(entries(folder.path()), ["folder", "link", "pipe", "socket"]);
}
