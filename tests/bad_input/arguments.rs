//! Arguments that the command line itself refuses.

use crate::demo;
use crate::program::{linehaul, schedule};
use crate::toy_case::Toy;

/// Twenty thousand threads once were started one by one until the program hung.
#[test]
fn threads_beyond_reason() {
    for threads in ["0", "1025", "20000", "-1", "many"] {
        let toy = Toy::new();
        let refused = schedule(&demo::dir(), &toy.out(), &[&format!("--threads={threads}")]);
        refused.assert_code(2);
        assert!(refused.stderr.contains(threads) && refused.stderr.contains("--threads <N>"), "{}", refused.stderr);
        assert!(!toy.out().exists());
    }
}

#[test]
fn a_missing_argument_is_named() {
    let toy = Toy::new();
    let refused = linehaul(["schedule".as_ref(), "--out".as_ref(), toy.out().as_os_str()]);
    refused.assert_code(2);
    assert!(refused.stderr.contains("--case <DIR>"), "{}", refused.stderr);
    assert!(!toy.out().exists());
}
