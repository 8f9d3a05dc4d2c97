//! What commands take: policies by name or file, cases by folder.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use linehaul_agents::heuristics::Heuristic;
use linehaul_env::case::Case;
use linehaul_env::network::Network;
use linehaul_tables::read_case;

use crate::failure::Failure;

/// A policy as named on the command line, resolved.
#[derive(Clone)]
pub struct Policy {
    /// As it was typed.
    pub name: String,
    /// What it stands for.
    pub heuristic: Heuristic,
}

impl Policy {
    /// `NAME`, or `NAME:FILE.toml` with parameters.
    pub fn parse(text: &str) -> Result<Self, Failure> {
        let (name, file) = text.split_once(':').map_or((text, None), |(name, file)| (name, Some(Path::new(file))));
        let Some(default) = Heuristic::named(name) else {
            return Err(Failure::new(format!("\"{name}\" is not a policy"), unknown(name)));
        };
        let heuristic = match file {
            None => default,
            Some(file) => read_parameters(file, name)?,
        };
        Ok(Self { name: text.to_owned(), heuristic })
    }

    /// Policies separated by commas, without repeats.
    pub fn parse_list(text: &str) -> Result<Vec<Self>, Failure> {
        let mut policies: Vec<Self> = Vec::new();
        for name in text.split(',').map(str::trim).filter(|name| !name.is_empty()) {
            if policies.iter().any(|policy| policy.name == name) {
                return Err(Failure::new(format!("policy \"{name}\" is listed twice"), "list each policy once"));
            }
            policies.push(Self::parse(name)?);
        }
        if policies.is_empty() {
            return Err(Failure::new("no policies", format!("list some of {}", Heuristic::NAMES.join(", "))));
        }
        Ok(policies)
    }

    /// Hash of the rule and its parameters.
    pub fn hash(&self) -> String {
        let text = toml::to_string(&self.heuristic).expect("parameters are plain values");
        blake3::hash(text.as_bytes()).to_hex().to_string()
    }
}

fn unknown(name: &str) -> String {
    let near = Heuristic::NAMES
        .into_iter()
        .max_by(|a, b| strsim::jaro_winkler(name, a).total_cmp(&strsim::jaro_winkler(name, b)));
    match near {
        Some(near) if strsim::jaro_winkler(name, near) > 0.75 => format!("did you mean \"{near}\"?"),
        _ => format!("use one of {}", Heuristic::NAMES.join(", ")),
    }
}

fn read_parameters(file: &Path, name: &str) -> Result<Heuristic, Failure> {
    let place = file.display();
    let text = std::fs::read_to_string(file)
        .map_err(|error| Failure::new(format!("{place}: cannot read: {error}"), "check the path of the policy file"))?;
    let heuristic: Heuristic = toml::from_str(&text).map_err(|error| {
        Failure::new(format!("{place}: {}", error.to_string().trim_end()), "write the file with `linehaul tune`")
    })?;
    if heuristic.name() == name {
        Ok(heuristic)
    } else {
        let problem = format!("{place}: holds parameters of \"{}\", not of \"{name}\"", heuristic.name());
        Err(Failure::new(problem, format!("give {}:{place}", heuristic.name())))
    }
}

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
        let mut cases = Vec::new();
        for folder in folders {
            let inside = if folder.join("case.toml").exists() { Vec::new() } else { case_folders(folder) };
            if inside.is_empty() {
                cases.push(Self::read(folder)?);
            }
            for folder in inside {
                cases.push(Self::read(&folder)?);
            }
        }
        Ok(cases)
    }

    /// The case.
    pub fn case(&self) -> &Case {
        &self.network.case
    }
}

fn case_folders(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let mut folders: Vec<PathBuf> =
        entries.map(|entry| entry.path()).filter(|path| path.join("case.toml").exists()).collect();
    folders.sort();
    folders
}
