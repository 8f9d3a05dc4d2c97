//! Ctrl-C keeps the best routes so far.

use std::process::{Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use tempfile::TempDir;

use super::verify_routes;
use crate::folders::root;
use crate::program::binary;

#[test]
fn ctrl_c_ends_the_search_and_writes_what_it_has() {
    for search in [["--seconds", "600"], ["--iterations", "1000000000"]] {
        let folder = TempDir::new().unwrap();
        let (market, out) = (root().join("data/town-60-1"), folder.path().join("routes"));
        let mut command = Command::new(binary());
        command.args(["route", "--market"]).arg(&market).arg("--out").arg(&out).args(search);
        let begin = Instant::now();
        let child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        sleep(Duration::from_millis(1500));
        let pressed = Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap();
        assert!(pressed.success());
        let output = child.wait_with_output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        assert!(begin.elapsed() < Duration::from_mins(1));
        verify_routes(&out, &market).assert_code(0);
        // Nobody could make them again by iterations, and they do not say so.
        let summary = std::fs::read_to_string(out.join("summary.json")).unwrap();
        assert!(summary.contains("\"iterations\": 0"), "{summary}");
    }
}
