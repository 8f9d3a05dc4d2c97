//! What is there but cannot be read as a file is an error and never "not given".

use std::fs;
use std::os::unix::fs::symlink;
use std::path::Path;
use std::process::Command;

use linehaul_tables::{PackagesFormat, TablesError, read_schedule, write_case};

use crate::schedules::written;
use crate::toy::Toy;

/// What stands there, and how to put it there.
type Odd = (&'static str, fn(&Path));

/// Ways to stand in the place of a file.
const ODD: [Odd; 4] = [
    ("a folder", |path| fs::create_dir(path).unwrap()),
    ("a link that leads nowhere", |path| symlink("/nothing/here", path).unwrap()),
    ("a device or a pipe", |path| symlink("/dev/null", path).unwrap()),
    ("a device or a pipe", |path| {
        assert!(Command::new("mkfifo").arg(path).status().unwrap().success());
    }),
];

#[track_caller]
fn assert_named(error: &TablesError, path: &Path, what: &str) {
    let message = error.to_string();
    assert_eq!(error.path, path, "{message}");
    assert!(message.contains(&format!("this is {what}, not a file; remove it")), "{message}");
}

#[test]
fn something_else_in_the_place_of_a_case_file_is_an_error() {
    for name in ["case.toml", "hubs.csv", "lanes.csv", "vehicles.csv", "packages.csv", "packages.parquet", "rules.toml"]
    {
        for (what, put) in ODD {
            let toy = Toy::new();
            let path = toy.path().join(name);
            if path.exists() {
                toy.remove(name);
            }
            put(&path);
            assert_named(&toy.fault(), &path, what);
        }
    }
}

#[test]
fn something_else_in_the_place_of_a_schedule_file_is_an_error() {
    for name in ["departures.parquet", "loads.parquet", "packages.parquet", "summary.json"] {
        for (what, put) in ODD {
            let folder = written();
            let path = folder.path().join(name);
            fs::remove_file(&path).unwrap();
            put(&path);
            assert_named(&read_schedule(folder.path()).unwrap_err(), &path, what);
        }
    }
}

#[test]
fn links_to_files_are_files() {
    let toy = Toy::new();
    let plain = format!("{:?}", toy.read().unwrap());
    for name in ["case.toml", "hubs.csv", "packages.csv"] {
        fs::rename(toy.path().join(name), toy.path().join(format!("real-{name}"))).unwrap();
        symlink(format!("real-{name}"), toy.path().join(name)).unwrap();
    }
    assert_eq!(format!("{:?}", toy.read().unwrap()), plain);
}

/// Both forms of the packages, one of which cannot be read: neither is taken silently.
#[test]
fn packages_in_both_forms_are_an_error_whatever_the_other_is() {
    let toy = Toy::new();
    let case = toy.read().unwrap();
    write_case(&toy.path().join("copy"), &case.case, PackagesFormat::Parquet, &case.extras).unwrap();
    fs::copy(toy.path().join("copy/packages.parquet"), toy.path().join("packages.parquet")).unwrap();
    assert!(toy.fault().to_string().contains("there is a packages.parquet too"));
}
