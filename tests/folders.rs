//! Folders as tests compare and copy them.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use crate::skipped::skip;

/// Root of the project.
pub fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Name and bytes of each file in a folder.
pub fn bytes(dir: &Path) -> BTreeMap<String, Vec<u8>> {
    names(dir).into_iter().map(|name| (name.clone(), fs::read(dir.join(name)).unwrap())).collect()
}

/// Names in a folder, sorted, hidden ones too.
pub fn names(dir: &Path) -> Vec<String> {
    let entries = fs::read_dir(dir).unwrap_or_else(|error| panic!("{}: {error}", dir.display()));
    let mut names: Vec<String> = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

/// Copies the files of a folder into a new one.
pub fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for name in names(from) {
        fs::copy(from.join(&name), to.join(&name)).unwrap();
    }
}

/// Folder of data that are not in the repository: `LINEHAUL_DATA`, or `../shared/data` beside it.
pub fn data() -> PathBuf {
    std::env::var_os("LINEHAUL_DATA").map_or_else(|| root().join("../shared/data"), PathBuf::from)
}

/// The folder of a real case; `None` where the data are absent: the test is skipped.
pub fn real_case(name: &str) -> Option<PathBuf> {
    let dir = data().join("cases").join(name);
    if !dir.is_dir() {
        skip("real cases: set LINEHAUL_DATA");
        return None;
    }
    Some(dir)
}
