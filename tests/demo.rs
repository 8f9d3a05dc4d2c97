//! The demo case and its schedule under `economic`, made once for all tests.

use std::path::PathBuf;
use std::sync::LazyLock;

use linehaul_tables::{LoadedCase, ScheduleFiles, read_case, read_schedule};
use tempfile::TempDir;

use crate::folders::root;
use crate::program::schedule;

/// The demo case, read.
pub static CASE: LazyLock<LoadedCase> = LazyLock::new(|| read_case(&dir()).unwrap());

/// What `linehaul schedule` makes of the demo case under the economic heuristic, read back.
pub static SCHEDULE: LazyLock<ScheduleFiles> = LazyLock::new(|| {
    let folder = TempDir::new().unwrap();
    let out = folder.path().join("schedule");
    schedule(&dir(), &out, &["--quiet", "--policy", "economic"]).assert_code(0);
    read_schedule(&out).unwrap()
});

/// Folder of the demo case.
pub fn dir() -> PathBuf {
    root().join("data/us-metro-12")
}
