//! The `linehaul` binary, run as a user runs it: output to a pipe, no terminal.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};

use assert_cmd::Command;

/// What a run left behind.
#[derive(Debug)]
pub struct Finished {
    pub code: i32,
    pub stdout: String,
    pub stderr: String,
}

/// The binary under test.
pub fn binary() -> PathBuf {
    assert_cmd::cargo::cargo_bin!("linehaul").into()
}

/// Runs the binary to its end.
pub fn linehaul<A: AsRef<OsStr>>(arguments: impl IntoIterator<Item = A>) -> Finished {
    let output = Command::new(binary()).args(arguments).output().expect("the binary starts");
    let text = |bytes| String::from_utf8(bytes).expect("the program prints UTF-8");
    let code = output.status.code().expect("the program ends by itself");
    Finished { code, stdout: text(output.stdout), stderr: text(output.stderr) }
}

/// `linehaul schedule` with more arguments.
pub fn schedule(case: &Path, out: &Path, more: &[&str]) -> Finished {
    let given = ["schedule".as_ref(), "--case".as_ref(), case.as_os_str(), "--out".as_ref(), out.as_os_str()];
    linehaul(given.into_iter().chain(more.iter().map(AsRef::as_ref)))
}

/// `linehaul verify`.
pub fn verify(schedule: &Path, case: &Path) -> Finished {
    linehaul(["verify".as_ref(), schedule.as_os_str(), "--case".as_ref(), case.as_os_str()])
}

impl Finished {
    /// Fails the test with everything that was printed unless the exit code is this.
    #[track_caller]
    pub fn assert_code(&self, code: i32) -> &Self {
        assert_eq!(self.code, code, "{}{}", self.stdout, self.stderr);
        self
    }
}
