//! A run that is killed at any moment leaves no schedule or a whole one, and the next run tidies up.

use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::LazyLock;
use std::thread;
use std::time::{Duration, Instant};

use linehaul_tables::{CaseExtras, PackagesFormat, write_case};
use linehaul_worlds::generate::{Family, generate};
use tempfile::TempDir;

use crate::folders::names;
use crate::program::{binary, schedule, verify};

/// A case of fifty hubs: its schedule takes a while to make and to write.
static CASE: LazyLock<TempDir> = LazyLock::new(|| {
    let folder = TempDir::new().unwrap();
    let case = generate(&Family::Hubs50.spec(0, 0));
    write_case(folder.path(), &case, PackagesFormat::Parquet, &CaseExtras::default()).unwrap();
    folder
});

/// Where killed runs write.
struct Victim {
    folder: TempDir,
}

impl Victim {
    fn new() -> Self {
        Self { folder: TempDir::new().unwrap() }
    }

    fn out(&self) -> PathBuf {
        self.folder.path().join("schedule")
    }

    fn start(&self) -> Child {
        let mut command = Command::new(binary());
        command.args(["schedule", "--quiet", "--case"]).arg(CASE.path()).arg("--out").arg(self.out());
        command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap()
    }

    /// The folder that a run of this process writes before it gets its name.
    fn partial(&self, process: u32) -> PathBuf {
        self.folder.path().join(format!(".schedule.partial-{process}"))
    }

    #[track_caller]
    fn assert_absent_or_whole(&self) {
        if self.out().exists() {
            verify(&self.out(), CASE.path()).assert_code(0);
        }
    }

    #[track_caller]
    fn assert_next_run_tidies_up(&self) {
        schedule(CASE.path(), &self.out(), &[]).assert_code(0);
        verify(&self.out(), CASE.path()).assert_code(0);
        assert_eq!(names(self.folder.path()), ["schedule"]);
    }
}

/// As `kill -9`, and waits for the end.
fn kill(mut run: Child) {
    run.kill().unwrap();
    run.wait().unwrap();
}

#[test]
fn a_run_killed_at_any_moment_leaves_nothing_or_all() {
    let victim = Victim::new();
    let start = Instant::now();
    victim.start().wait().unwrap();
    let whole = start.elapsed();
    std::fs::remove_dir_all(victim.out()).unwrap();
    for moment in 0..10 {
        let run = victim.start();
        thread::sleep(whole * moment / 9);
        kill(run);
        victim.assert_absent_or_whole();
    }
    victim.assert_next_run_tidies_up();
}

/// Killed as soon as so many of its four files are begun, first with no schedule in the place, then with one to replace.
#[test]
fn a_run_killed_while_it_writes_leaves_nothing_or_all() {
    let victim = Victim::new();
    let mut left_behind = 0;
    for files in [0, 1, 2, 3, 4, 0, 2, 4] {
        let mut run = victim.start();
        let partial = victim.partial(run.id());
        while run.try_wait().unwrap().is_none() && !has_files(&partial, files) {
            thread::sleep(Duration::from_micros(20));
        }
        kill(run);
        left_behind += usize::from(partial.exists());
        victim.assert_absent_or_whole();
        if files == 4 {
            victim.assert_next_run_tidies_up();
        }
    }
    assert!(left_behind > 0, "no run was killed while it wrote: this test shows nothing");
}

fn has_files(partial: &Path, files: usize) -> bool {
    std::fs::read_dir(partial).is_ok_and(|entries| entries.count() >= files)
}
