//! Folders as tests compare and copy them.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

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

/// The folder of a real case, `None` with a word on stderr where the data are absent.
pub fn real_case(name: &str) -> Option<PathBuf> {
    let data = std::env::var_os("LINEHAUL_DATA").map_or_else(|| root().join("../shared/data"), PathBuf::from);
    let dir = data.join("cases").join(name);
    if !dir.is_dir() {
        eprintln!("skipped: no real case {name} in {}; set LINEHAUL_DATA", data.display());
        return None;
    }
    Some(dir)
}
