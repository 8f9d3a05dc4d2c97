//! Cases by folder.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use linehaul_agents::judge::evaluate::EvaluatedCase;
use linehaul_case::Case;
use linehaul_case::network::Network;
use linehaul_tables::read_case;

use crate::failure::Failure;

/// A case folder, read and compiled.
pub struct CaseInput {
    /// Hash of its files.
    pub hash: String,
    /// The compiled network; `network.case` is the case.
    pub network: Arc<Network>,
}

impl CaseInput {
    /// Reads a case folder.
    pub fn read(folder: &Path) -> Result<Self, Failure> {
        let loaded = read_case(folder)?;
        Ok(Self { hash: loaded.hash, network: Network::new(Arc::new(loaded.case)) })
    }

    /// Reads several; a folder without `case.toml` stands for the cases in its subfolders.
    pub fn read_all(folders: &[PathBuf]) -> Result<Vec<Self>, Failure> {
        folders.iter().flat_map(|folder| case_folders(folder)).map(|folder| Self::read(&folder)).collect()
    }

    /// The case.
    pub fn case(&self) -> &Case {
        &self.network.case
    }
}

/// The case folders that a folder stands for: those in it, or itself.
pub fn case_folders(folder: &Path) -> Vec<PathBuf> {
    let is_case = |folder: &Path| folder.join("case.toml").exists();
    let mut inside: Vec<PathBuf> = Vec::new();
    if !is_case(folder) {
        let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
        inside.extend(entries.map(|entry| entry.path()).filter(|path| is_case(path)));
        inside.sort();
    }
    if inside.is_empty() { vec![folder.to_owned()] } else { inside }
}

/// Cases under their names, which must differ.
pub fn named_apart(inputs: &[CaseInput]) -> Result<Vec<EvaluatedCase>, Failure> {
    let mut cases: Vec<EvaluatedCase> = Vec::new();
    for input in inputs {
        let name = input.case().name().to_owned();
        if cases.iter().any(|case| case.name == name) {
            return Err(Failure::new(
                format!("two cases are called \"{name}\""),
                "give each its own `name` in case.toml",
            ));
        }
        cases.push(EvaluatedCase { name, network: input.network.clone() });
    }
    Ok(cases)
}
