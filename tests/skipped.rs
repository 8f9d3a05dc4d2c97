//! Tests that cannot be run here: counted, told in one line, and failures where `LINEHAUL_STRICT=1` says that all can be had.

use std::collections::BTreeMap;
use std::io::Write;
use std::sync::Mutex;

/// What was missing, and in how many tests.
static MISSING: Mutex<BTreeMap<String, usize>> = Mutex::new(BTreeMap::new());

/// Says why the test that calls this goes no further.
#[track_caller]
pub fn skip(missing: &str) {
    assert!(!is_strict(), "skipped, and LINEHAUL_STRICT=1 allows none: {missing}");
    *MISSING.lock().unwrap().entry(missing.to_owned()).or_default() += 1;
}

fn is_strict() -> bool {
    std::env::var_os("LINEHAUL_STRICT").is_some_and(|value| value == "1")
}

/// One line for all skips so far; `None` where there are none.
pub fn line() -> Option<String> {
    told(&MISSING.lock().unwrap())
}

fn told(missing: &BTreeMap<String, usize>) -> Option<String> {
    let reasons: Vec<_> = missing.iter().map(|(reason, n)| format!("{n} for want of {reason}")).collect();
    let n: usize = missing.values().sum();
    (n > 0).then(|| format!("{n} tests skipped: {}", reasons.join("; ")))
}

/// Past the test harness, which keeps what passing tests print.
pub fn tell(line: &str) {
    // A closed stderr is nothing to fail for.
    let _ = writeln!(std::io::stderr(), "\n{line}");
}

#[test]
fn skips_are_told_in_one_line() {
    assert_eq!(told(&BTreeMap::new()), None);
    let missing = [("chromium".to_owned(), 2), ("real cases".to_owned(), 1)].into();
    assert_eq!(told(&missing).unwrap(), "3 tests skipped: 2 for want of chromium; 1 for want of real cases");
}
