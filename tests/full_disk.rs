//! A disk that is full: a clear error, and no half-written schedule.
//!
//! The disk is a file system in memory, mounted where only the test's own processes see it. Where that is not allowed the test says
//! so and checks nothing.

use std::fs;
use std::process::Command;

use tempfile::TempDir;

use crate::demo;
use crate::program::binary;

/// Mounts 32 kB, runs the command that follows, lists what is left on the disk, and exits as the command did.
const ON_A_SMALL_DISK: &str = r#"
disk=$1 left=$2
shift 2
mount -t tmpfs -o size=32k linehaul "$disk" || exit 99
"$@"
code=$?
find "$disk" -mindepth 1 > "$left"
exit $code
"#;

#[test]
fn a_full_disk_is_named_and_left_empty() {
    let folder = TempDir::new().unwrap();
    let (disk, left) = (folder.path().join("disk"), folder.path().join("left"));
    fs::create_dir(&disk).unwrap();
    let mut command = Command::new("unshare");
    command.args(["--mount", "--map-root-user", "sh", "-c", ON_A_SMALL_DISK, "sh"]).arg(&disk).arg(&left);
    command.arg(binary()).args(["schedule", "--case"]).arg(demo::dir()).arg("--out").arg(disk.join("schedule"));
    let output = match command.output() {
        Ok(output) if left.exists() => output,
        _ => {
            eprintln!("skipped: no small disk can be mounted here");
            return;
        }
    };
    let error = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(2), "{error}");
    assert!(error.contains("disk/schedule: cannot write the folder: No space left on device"), "{error}");
    assert!(error.contains("help: free some space on this disk"), "{error}");
    assert_eq!(fs::read_to_string(left).unwrap(), "");
}
