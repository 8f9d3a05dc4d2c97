//! What the program writes, to the byte: hashes of schedules, of a training and of what compares policies, held against
//! `tests/same_bytes/hashes.tsv`.
//!
//! A change that is meant to change nothing is proved by this; after one that is meant, write the list anew and look at which
//! lines changed:
//!
//!     LINEHAUL_RENEW=1 cargo test --release -p linehaul --test main same_bytes
//!
//! Lines of real cases that are absent stay as they are. All is made twice, on one thread and on two; a debug build makes the cheap
//! part only, and renews only that.
//!
//! The list is of Linux on x86-64 with FMA: elsewhere the last bits of a sum may differ.

mod made;
mod normal;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::PathBuf;

use rayon::prelude::*;
use tempfile::TempDir;

use crate::folders::root;
use crate::skipped::skip;
use made::{Made, all};

/// What and file, and the hash.
type List = BTreeMap<(String, String), String>;

const HEADER: &str = "what\tfile\thash\n";

#[test]
fn everything_written_stays_the_same_to_the_byte() {
    if !cfg!(all(target_os = "linux", target_arch = "x86_64", target_feature = "fma")) {
        skip("Linux on x86-64 with FMA, whose hashes these are");
        return;
    }
    let all = all();
    let (now, unsteady) = made(&all);
    assert!(unsteady.is_empty(), "not the same on one thread and on two:\n{}", lines(&unsteady));
    let old = read();
    // Lines of what was not made now are kept, those of what is never made are not.
    let is_made: BTreeSet<String> = now.keys().map(|(what, _)| what.clone()).collect();
    let is_kept = |what: &str| all.iter().any(|made| made.what == what) && !is_made.contains(what);
    if std::env::var_os("LINEHAUL_RENEW").is_some_and(|renew| renew == "1") {
        let mut renewed: List = old.into_iter().filter(|((what, _), _)| is_kept(what)).collect();
        renewed.extend(now);
        fs::write(path(), HEADER.to_owned() + &lines(&renewed)).unwrap();
        return;
    }
    let keys = old.keys().filter(|(what, _)| !is_kept(what)).chain(now.keys());
    let hash = |list: &List, key| list.get(key).cloned().unwrap_or_else(|| "absent".to_owned());
    let of_both = keys.map(|key| (key.clone(), (hash(&old, key), hash(&now, key))));
    let changed: List = of_both
        .filter(|(_, (old, now))| old != now)
        .map(|(key, (old, now))| (key, format!("{old} -> {now}")))
        .collect();
    assert!(changed.is_empty(), "{} of {} lines changed:\n{}", changed.len(), old.len(), lines(&changed));
}

/// Hashes of what is made in this build, and those that differ between one thread and two.
fn made(all: &[Made]) -> (List, List) {
    let chosen = all.iter().filter(|made| made.is_cheap || !cfg!(debug_assertions));
    let runs: Vec<(&Made, &str)> = chosen.flat_map(|made| [(made, "1"), (made, "2")]).collect();
    let one = |(made, threads): &(&Made, &str)| {
        let folder = TempDir::new().unwrap();
        let files = (made.run)(folder.path(), threads);
        files.into_iter().map(|(file, hash)| ((made.what.clone(), file), hash)).collect()
    };
    let lists: Vec<List> = runs.par_iter().map(one).collect();
    let (mut now, mut unsteady) = (List::new(), List::new());
    for (key, hash) in lists.into_iter().flatten() {
        if let Some(other) = now.insert(key.clone(), hash.clone())
            && other != hash
        {
            unsteady.insert(key, format!("{other} or {hash}"));
        }
    }
    (now, unsteady)
}

fn path() -> PathBuf {
    root().join("tests/same_bytes/hashes.tsv")
}

fn read() -> List {
    let text = fs::read_to_string(path()).unwrap_or_default();
    let line = |line: &str| {
        let [what, file, hash] = line.split('\t').collect::<Vec<_>>()[..] else { panic!("three columns: {line}") };
        ((what.to_owned(), file.to_owned()), hash.to_owned())
    };
    text.lines().skip(1).map(line).collect()
}

fn lines(list: &List) -> String {
    let lines: Vec<String> = list.iter().map(|((what, file), hash)| format!("{what}\t{file}\t{hash}\n")).collect();
    lines.concat()
}
