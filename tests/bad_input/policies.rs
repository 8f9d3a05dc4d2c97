//! Policies that are none.

use std::fs;

use super::refusal::assert_refused;
use crate::folders::names;
use crate::toy_case::Toy;

#[test]
fn an_unknown_policy() {
    let toy = Toy::new();
    assert_refused(&toy.schedule(&["--policy", "econmic"]), &["\"econmic\""], "did you mean \"economic\"?");
    assert_refused(&toy.schedule(&["--policy", "zzz"]), &["\"zzz\""], "greedy");
    assert_eq!(names(toy.out().parent().unwrap()), ["case"]);
}

#[test]
fn a_policy_file_with_a_mistake() {
    let toy = Toy::new();
    let file = toy.case().join("policy.toml");
    let policy = format!("economic:{}", file.display());
    assert_refused(&toy.schedule(&["--policy", &policy]), &["policy.toml: cannot read"], "check the path");
    fs::write(&file, "policy = \"economic\"\nthetta = 0.9\n").unwrap();
    let refused = toy.schedule(&["--policy", &policy]);
    assert_refused(&refused, &["policy.toml:2, thetta: unknown key `thetta`"], "did you mean `theta`?");
    fs::write(&file, "policy = \"economic\"\ntheta = = 0.9\n").unwrap();
    assert_refused(&toy.schedule(&["--policy", &policy]), &["policy.toml:2: this is not TOML"], "correct the syntax");
    fs::write(&file, "policy = \"economic\"\ntheta = \"much\"\n").unwrap();
    assert_refused(&toy.schedule(&["--policy", &policy]), &["policy.toml", "\"much\""], "linehaul tune");
    fs::write(&file, "policy = \"greedy\"\n").unwrap();
    assert_refused(&toy.schedule(&["--policy", &policy]), &["policy.toml", "\"greedy\""], "greedy:");
    assert_eq!(names(toy.out().parent().unwrap()), ["case"]);
}
