//! The crates of the workspace as they are: manifests, files, and what the files import.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use crate::architecture::source::Source;
use crate::folders::root;

/// A crate and its code without tests.
#[derive(Debug)]
pub struct Crate {
    /// `env` of `linehaul-env`; the root package is `cli`.
    pub name: String,
    /// Crates of ours in its manifest.
    pub needs: BTreeSet<String>,
    /// Those that only its tests and benchmarks need.
    pub tests_need: BTreeSet<String>,
    /// By module: `["generate", "paths"]`, empty for the root.
    pub files: BTreeMap<Vec<String>, File>,
}

#[derive(Debug)]
pub struct File {
    /// From the folder `crates`.
    pub path: String,
    pub source: Source,
}

/// All crates, by name.
pub fn crates() -> Vec<Crate> {
    let folders = fs::read_dir(root().join("crates")).unwrap();
    let mut names: Vec<String> = folders.map(|folder| folder.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names.into_iter().map(Crate::read).collect()
}

impl Crate {
    fn read(name: String) -> Self {
        let folder = root().join("crates").join(&name);
        let own = folder.join("Cargo.toml");
        // The binary has no manifest of its own: it is the root package.
        let manifest = if own.is_file() { own } else { root().join("Cargo.toml") };
        let manifest: toml::Table = fs::read_to_string(manifest).unwrap().parse().unwrap();
        let ours = |section: &str| {
            let section = manifest.get(section).and_then(toml::Value::as_table);
            let names = section.into_iter().flat_map(toml::Table::keys);
            names.filter_map(|name| name.strip_prefix("linehaul-").map(str::to_owned)).collect()
        };
        let src = folder.join("src");
        let src = if src.is_dir() { src } else { folder };
        let mut files = BTreeMap::new();
        read_files(&src, &mut Vec::new(), &mut files);
        drop_tests(&mut files);
        Self { name, needs: ours("dependencies"), tests_need: ours("dev-dependencies"), files }
    }

    /// Crates of ours that its code names.
    pub fn names(&self) -> BTreeSet<String> {
        let paths = self.files.values().flat_map(|file| file.source.all_paths());
        paths.filter_map(|path| path[0].strip_prefix("linehaul_").map(str::to_owned)).collect()
    }
}

impl Source {
    /// Paths of imports and of code.
    pub fn all_paths(&self) -> impl Iterator<Item = &[String]> {
        self.uses.iter().map(|one| &one.path[..]).chain(self.paths.iter().map(Vec::as_slice))
    }
}

fn read_files(folder: &Path, module: &mut Vec<String>, files: &mut BTreeMap<Vec<String>, File>) {
    let mut entries: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    entries.sort();
    for path in entries {
        let stem = path.file_stem().unwrap().to_str().unwrap().to_owned();
        if path.is_dir() {
            module.push(stem);
            read_files(&path, module, files);
            module.pop();
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            let mut name = module.clone();
            if !["mod", "lib", "main"].contains(&stem.as_str()) {
                name.push(stem);
            }
            let shown = path.strip_prefix(root().join("crates")).unwrap().to_str().unwrap().to_owned();
            files.insert(name, File { path: shown, source: Source::of(&fs::read_to_string(&path).unwrap()) });
        }
    }
}

/// Removes the files of modules that only tests have.
fn drop_tests(files: &mut BTreeMap<Vec<String>, File>) {
    let tests: Vec<Vec<String>> = files
        .iter()
        .flat_map(|(module, file)| {
            file.source.test_modules.iter().map(|name| [&module[..], std::slice::from_ref(name)].concat())
        })
        .collect();
    files.retain(|module, _| !tests.iter().any(|test| module.starts_with(test)));
}
