//! What commands take: policies by name or file, cases by folder.

use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use linehaul_agents::FleetManager;
use linehaul_agents::decide::heuristics::Heuristic;
use linehaul_agents::decide::learned::Learned;
use linehaul_agents::decide::policies;
use linehaul_agents::judge::exam::FAMILIES;
use linehaul_case::Case;
use linehaul_case::network::Network;
use linehaul_tables::{Excerpt, TablesError, read_case};
use linehaul_worlds::generate::{Family, UnknownFamily};
use toml::Spanned;
use toml::de::{DeString, DeTable};

use crate::failure::Failure;
use crate::run_folder::{checkpoint_path, read_policies};

/// Name of the policy that comes with the program, and its file.
pub const PRETRAINED: &str = "pretrained";
const PRETRAINED_BYTES: &[u8] =
    include_bytes!(concat!(env!("CARGO_MANIFEST_DIR"), "/data/policies/pretrained.safetensors"));

/// A policy as named on the command line, resolved.
pub struct Policy {
    /// As it was typed.
    pub name: String,
    /// What it stands for.
    pub rule: Rule,
}

/// What decides.
pub enum Rule {
    /// A rule written by hand.
    Heuristic(Heuristic),
    /// A trained policy, or one for each hub, and the hash of its file.
    Learned(Vec<linehaul_nets::policy::Policy>, String),
}

impl Policy {
    /// `NAME`, `NAME:FILE.toml` with parameters, `pretrained`, or the path of a checkpoint: `runs/x/best`.
    pub fn parse(text: &str) -> Result<Self, Failure> {
        let (name, file) = text.split_once(':').map_or((text, None), |(name, file)| (name, Some(Path::new(file))));
        let rule = match (Heuristic::named(name), file) {
            (Some(default), None) => Rule::Heuristic(default),
            (Some(_), Some(file)) => Rule::Heuristic(read_parameters(file, name)?),
            (None, None) if name == PRETRAINED => {
                let file = policies::from_bytes(PRETRAINED_BYTES)
                    .map_err(|error| Failure::new(format!("the pretrained policy: {}", error.problem), error.remedy))?;
                Rule::Learned(file.policies, blake3::hash(PRETRAINED_BYTES).to_hex().to_string())
            }
            (None, _) if is_path(text) => {
                let (file, hash) = read_policies(Path::new(text))?;
                Rule::Learned(file.policies, hash)
            }
            (None, _) => return Err(Failure::new(format!("\"{name}\" is not a policy"), unknown(name))),
        };
        Ok(Self { name: text.to_owned(), rule })
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

    /// Hash of the rule and its parameters, or of the checkpoint.
    pub fn hash(&self) -> String {
        match &self.rule {
            Rule::Heuristic(heuristic) => {
                let text = toml::to_string(heuristic).expect("parameters are plain values");
                blake3::hash(text.as_bytes()).to_hex().to_string()
            }
            Rule::Learned(_, hash) => hash.clone(),
        }
    }

    /// Refuses a network that the policy does not fit: one with a policy for each hub fits as many hubs only.
    pub fn check(&self, case: &Case) -> Result<(), Failure> {
        match &self.rule {
            Rule::Learned(policies, _) if policies.len() > 1 && policies.len() != case.hubs().len() => {
                let (n, name, hubs) = (policies.len(), case.name(), case.hubs().len());
                let problem = format!("{}: has policies for {n} hubs, case \"{name}\" has {hubs}", self.name);
                Err(Failure::new(
                    problem,
                    "use it on the network that it was trained on, or a policy that all hubs share",
                ))
            }
            _ => Ok(()),
        }
    }

    /// The fleet manager that follows it.
    pub fn manager(&self) -> Box<dyn FleetManager> {
        match &self.rule {
            Rule::Heuristic(heuristic) => heuristic.manager(),
            Rule::Learned(policies, _) => Box::new(Learned::new(policies)),
        }
    }
}

/// Whether a text means a file: no heuristic has a slash or an ending in its name.
fn is_path(text: &str) -> bool {
    text.contains(['/', '\\']) || checkpoint_path(Path::new(text)).exists()
}

fn unknown(name: &str) -> String {
    let known: Vec<&str> = Heuristic::NAMES.into_iter().chain([PRETRAINED]).collect();
    match nearest(name, &known) {
        Some(near) => format!("did you mean \"{near}\"?"),
        None => format!("use one of {}, or the path of a checkpoint", known.join(", ")),
    }
}

fn nearest<'a>(name: &str, known: &[&'a str]) -> Option<&'a str> {
    let alike = |known: &str| strsim::jaro_winkler(name, known);
    known.iter().copied().max_by(|a, b| alike(a).total_cmp(&alike(b))).filter(|near| alike(near) > 0.75)
}

/// A key that the policy of a parameter file does not have, and what to write instead.
fn unknown_key<'a>(table: &'a DeTable) -> Option<(&'a Spanned<DeString<'a>>, String)> {
    let default = Heuristic::named(table.get("policy")?.get_ref().as_str()?)?;
    // The default leaves out what the rule chooses by itself; a setting of the grid has every key.
    let known = toml::Table::try_from(default.grid().first()?).expect("parameters are plain values");
    let known: Vec<&str> = known.keys().map(String::as_str).collect();
    let key = table.keys().find(|key| !known.contains(&key.get_ref().as_ref()))?;
    let remedy = match nearest(key.get_ref(), &known) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("the keys are {}", known.join(", ")),
    };
    Some((key, remedy))
}

fn read_parameters(file: &Path, name: &str) -> Result<Heuristic, Failure> {
    let place = file.display();
    let text = std::fs::read_to_string(file)
        .map_err(|error| Failure::new(format!("{place}: cannot read: {error}"), "check the path of the policy file"))?;
    let fault = |key: &str, span: Option<Range<usize>>, problem: String, remedy: String| TablesError {
        line: span.as_ref().map(|span| 1 + text[..span.start].matches('\n').count()),
        column: (!key.is_empty()).then(|| key.to_owned()),
        excerpt: span.map(|span| Box::new(Excerpt { text: text.clone(), span })),
        ..TablesError::new(file, problem, remedy)
    };
    let table = DeTable::parse(&text).map_err(|error| {
        let problem = format!("this is not TOML: {}", error.message());
        fault("", error.span(), problem, "correct the syntax".to_owned())
    })?;
    if let Some((key, remedy)) = unknown_key(table.get_ref()) {
        let text = key.get_ref().as_ref();
        return Err(fault(text, Some(key.span()), format!("unknown key `{text}`"), remedy).into());
    }
    let heuristic: Heuristic = toml::from_str(&text).map_err(|error| {
        fault("", error.span(), error.message().to_owned(), "write the file with `linehaul tune`".to_owned())
    })?;
    if heuristic.name() == name {
        Ok(heuristic)
    } else {
        let problem = format!("{place}: holds parameters of \"{}\", not of \"{name}\"", heuristic.name());
        Err(Failure::new(problem, format!("give {}:{place}", heuristic.name())))
    }
}

/// Families separated by commas; those of the exam unless given.
pub fn families(list: Option<&str>) -> Result<Vec<Family>, Failure> {
    let Some(list) = list else { return Ok(FAMILIES.to_vec()) };
    let parse = |name: &str| {
        let unknown = |error: UnknownFamily| Failure::new(error.to_string(), "see `linehaul generate --help`");
        name.trim().parse().map_err(unknown)
    };
    list.split(',').map(parse).collect()
}

/// Seeds of demands, as typed.
#[derive(Clone)]
pub struct Seeds(Range<u64>);

impl Seeds {
    const MOST: u64 = 10_000;

    /// `N` for 0 to N - 1, or `A..B` for A to B - 1.
    pub fn parse(text: &str) -> Result<Self, String> {
        let number = |text: &str| text.trim().parse().map_err(|_| "give a number of seeds, or a range A..B".to_owned());
        let seeds: Range<u64> = match text.split_once("..") {
            Some((from, to)) => number(from)?..number(to)?,
            None => 0..number(text)?,
        };
        match seeds.end.saturating_sub(seeds.start) {
            1..=Self::MOST => Ok(Self(seeds)),
            n => Err(format!("{n} seeds: give 1 to {}", Self::MOST)),
        }
    }

    /// All of them.
    pub fn to_vec(&self) -> Vec<u64> {
        self.0.clone().collect()
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

/// Makes sure that results can be written before an hour is spent on computing them.
pub fn writable_folder(folder: &Path) -> Result<(), Failure> {
    let refused = |error: std::io::Error| {
        let problem = format!("{}: cannot write here: {error}", folder.display());
        Failure::new(problem, "choose another folder, or change its permissions")
    };
    std::fs::create_dir_all(folder).map_err(refused)?;
    let probe = folder.join(format!(".probe-{}", std::process::id()));
    std::fs::write(&probe, []).map_err(refused)?;
    std::fs::remove_file(&probe).map_err(refused)
}
