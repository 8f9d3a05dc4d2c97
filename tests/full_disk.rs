//! A disk that is full: a clear error, and nothing half-written.
//!
//! The disk is a file system in memory, mounted where only the test's own processes see it. Where that is not allowed the tests are
//! skipped.

use std::ffi::{OsStr, OsString};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use tempfile::TempDir;

use crate::demo;
use crate::folders::{names, root};
use crate::program::{binary, linehaul, schedule, verify};
use crate::skipped::skip;

/// Mounts so many kB, runs the command that follows, copies what is left on the disk, and exits as the command did.
const ON_A_SMALL_DISK: &str = r#"
disk=$1 left=$2 size=$3
shift 3
mount -t tmpfs -o size="$size"k linehaul "$disk" || exit 99
"$@"
code=$?
cp -R "$disk" "$left"
exit $code
"#;

/// A folder that becomes a small disk.
struct SmallDisk {
    folder: TempDir,
}

impl SmallDisk {
    fn new() -> Self {
        let folder = TempDir::new().unwrap();
        fs::create_dir(folder.path().join("disk")).unwrap();
        Self { folder }
    }

    fn path(&self) -> PathBuf {
        self.folder.path().join("disk")
    }

    /// What was left on it.
    fn left(&self) -> PathBuf {
        self.folder.path().join("left")
    }

    /// Runs the program, which must fail, and gives what it says; `None` where no disk can be mounted.
    fn failure(&self, kilobytes: u32, arguments: &[&OsStr]) -> Option<String> {
        let mut command = Command::new("unshare");
        command.args(["--mount", "--map-root-user", "sh", "-c", ON_A_SMALL_DISK, "sh"]);
        command.arg(self.path()).arg(self.left()).arg(kilobytes.to_string()).arg(binary()).args(arguments);
        let Some(output) = command.output().ok().filter(|_| self.left().exists()) else {
            skip("leave to mount a small disk");
            return None;
        };
        let error = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(2), "{error}");
        assert!(error.contains("No space left on device"), "{error}");
        Some(error)
    }
}

#[test]
fn a_schedule_that_finds_no_room_is_not_there() {
    let disk = SmallDisk::new();
    let (case, out) = (demo::dir(), disk.path().join("schedule"));
    let arguments = ["schedule", "--case"].map(OsStr::new);
    let arguments = [&arguments[..], &[case.as_ref(), "--out".as_ref(), out.as_ref()]].concat();
    let Some(error) = disk.failure(32, &arguments) else { return };
    assert!(error.contains("disk/schedule: cannot write the folder"), "{error}");
    assert!(error.contains("help: free some space on this disk"), "{error}");
    assert_eq!(names(&disk.left()), [""; 0]);
}

/// There is room for everything but the list of changes.
#[test]
fn a_new_plan_that_finds_no_room_for_its_changes_is_not_there() {
    let disk = SmallDisk::new();
    let (case, plan) = (demo::dir(), disk.folder.path().join("plan"));
    let events = root().join("data/events-example.jsonl");
    schedule(&case, &plan, &["--policy", "economic"]).assert_code(0);
    let replan = |out: &Path| {
        let paths = [("--case", &case), ("--schedule", &plan), ("--events", &events), ("--out", &out.to_owned())];
        let given = paths.iter().flat_map(|(flag, path)| [OsString::from(flag), path.as_os_str().to_owned()]);
        std::iter::once("replan".into()).chain(given).collect::<Vec<OsString>>()
    };
    let (whole, out) = (disk.folder.path().join("whole"), disk.path().join("anew"));
    linehaul(replan(&whole)).assert_code(0);
    let others = names(&whole).into_iter().filter(|name| name != "changes.csv");
    let pages: u64 = others.map(|name| fs::metadata(whole.join(name)).unwrap().len().div_ceil(4_096)).sum();
    let arguments = replan(&out);
    let arguments: Vec<&OsStr> = arguments.iter().map(AsRef::as_ref).collect();
    let Some(error) = disk.failure(4 * pages as u32, &arguments) else { return };
    assert!(error.contains("disk/anew: cannot write the folder"), "{error}");
    assert_eq!(names(&disk.left()), [""; 0]);
}

/// The log grows until the disk is full. The checkpoint before is whole: a policy that a schedule can be made with.
#[test]
fn a_run_that_finds_no_room_keeps_its_last_checkpoint() {
    let disk = SmallDisk::new();
    let config = disk.folder.path().join("small.toml");
    let text = "iterations = 100000\n[policy]\nhidden = [4]\n[worlds]\nfamily = \"sparse\"\n\
                [rollout]\nworlds = 1\nhours = 24\ncrews = 1\n[checkpoint]\nevery = 20\nworlds = 1\n";
    fs::write(&config, text).unwrap();
    let runs = disk.path();
    let arguments = ["train", "--quiet", "--no-look", "--runs"].map(OsStr::new);
    let arguments = [&arguments[..], &[runs.as_ref(), config.as_ref()]].concat();
    let Some(error) = disk.failure(128, &arguments) else { return };
    assert!(error.contains("disk/small"), "{error}");
    assert!(error.contains("help: free some space"), "{error}");
    for checkpoint in ["latest", "best"] {
        assert_policy(&disk.left().join("small").join(checkpoint), &disk.folder.path().join(checkpoint));
    }
}

fn assert_policy(checkpoint: &Path, out: &Path) {
    schedule(&demo::dir(), out, &["--policy", checkpoint.to_str().unwrap()]).assert_code(0);
    verify(out, &demo::dir()).assert_code(0);
}
