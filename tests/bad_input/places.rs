//! Output folders that cannot be written or hold something else.

use std::fs;
use std::path::Path;

use super::refusal::assert_refused;
use crate::folders::names;
use crate::program::schedule;
use crate::skipped::skip;
use crate::toy_case::Toy;

#[test]
fn a_parent_that_is_a_file() {
    let toy = Toy::new();
    let out = toy.case().join("hubs.csv/out");
    assert_refused(&schedule(&toy.case(), &out, &[]), &["hubs.csv"], "check the path");
    assert_eq!(names(&toy.case()).len(), 5);
}

#[test]
fn a_file_in_the_place() {
    let toy = Toy::new();
    fs::write(toy.out(), "mine").unwrap();
    assert_refused(&toy.schedule(&[]), &["/out: cannot use this folder"], "check the path");
    assert_eq!(fs::read_to_string(toy.out()).unwrap(), "mine");
}

/// Nobody, not even root, can make a folder in `/proc`.
#[test]
fn a_place_that_cannot_be_written() {
    if !Path::new("/proc/self").exists() {
        skip("/proc");
        return;
    }
    let toy = Toy::new();
    let refused = schedule(&toy.case(), Path::new("/proc/linehaul-schedule"), &[]);
    assert_refused(&refused, &["/proc/linehaul-schedule: cannot write"], "check the path");
}

#[test]
fn a_folder_with_something_else() {
    let toy = Toy::new();
    for name in ["notes.txt", "summary.json"] {
        fs::create_dir_all(toy.out()).unwrap();
        fs::write(toy.out().join(name), "{\"mine\": 1}").unwrap();
        assert_refused(&toy.schedule(&[]), &["/out: something else is already here"], "name a new folder");
        assert_eq!(names(&toy.out()), [name]);
        assert_eq!(fs::read_to_string(toy.out().join(name)).unwrap(), "{\"mine\": 1}");
        assert_eq!(names(toy.out().parent().unwrap()), ["case", "out"]);
        fs::remove_dir_all(toy.out()).unwrap();
    }
}
