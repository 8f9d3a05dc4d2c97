//! Policies by name or file.

mod lookahead;
mod parameters;

use std::path::{Path, PathBuf};

use linehaul_agents::FleetManager;
use linehaul_agents::decide::heuristics::Heuristic;
use linehaul_agents::decide::learned::Learned;
use linehaul_agents::decide::lookahead::{Lookahead, Settings};
use linehaul_agents::decide::policies;
use linehaul_case::Case;
use linehaul_nets::policy_file::PolicyFile;

use crate::checkpoint::{checkpoint_path, read_policies};
use crate::failure::Failure;
use crate::nearest::nearest;
use crate::policy::lookahead::{LOOKAHEAD, read_settings};
use crate::policy::parameters::read_parameters;

/// Name of the policy that comes with the program.
pub const PRETRAINED: &str = "pretrained";
/// Its file.
const PRETRAINED_BYTES: &[u8] =
    include_bytes!(concat!(env!("CARGO_MANIFEST_DIR"), "/../../data/policies/pretrained.safetensors"));

/// A policy as it was named, resolved.
pub struct Policy {
    /// As it was typed.
    pub name: String,
    /// What it stands for.
    pub rule: Rule,
    /// The file that it was read from.
    pub file: Option<PathBuf>,
}

/// What decides.
pub enum Rule {
    /// A rule written by hand.
    Heuristic(Heuristic),
    /// A trained policy, or one for each hub, with where it comes from, and the hash of its file.
    Learned(PolicyFile, String),
    /// One of these, improved by trying alternatives before each hour.
    Lookahead(Box<Policy>, Settings),
}

impl Policy {
    /// `NAME`, `NAME:FILE.toml` with parameters, `pretrained`, `lookahead`, `lookahead:FILE.toml`, or the path of a checkpoint:
    /// `runs/x/best`.
    pub fn parse(text: &str) -> Result<Self, Failure> {
        let (name, parameters) =
            text.split_once(':').map_or((text, None), |(name, file)| (name, Some(Path::new(file))));
        let (rule, file) = match (Heuristic::named(name), parameters) {
            (Some(default), None) => (Rule::Heuristic(default), None),
            (Some(_), Some(file)) => (Rule::Heuristic(read_parameters(file, name)?), Some(file.to_owned())),
            (None, None) if name == PRETRAINED => (pretrained()?, None),
            (None, file) if name == LOOKAHEAD => (lookahead(file)?, file.map(Path::to_owned)),
            (None, _) if is_path(text) => {
                let (file, hash) = read_policies(Path::new(text))?;
                (Rule::Learned(file, hash), Some(checkpoint_path(Path::new(text))))
            }
            (None, _) => return Err(Failure::new(format!("\"{name}\" is not a policy"), unknown(name))),
        };
        Ok(Self { name: text.to_owned(), rule, file })
    }

    /// Policies by their names, without repeats.
    pub fn parse_all(names: &[String]) -> Result<Vec<Self>, Failure> {
        let mut policies: Vec<Self> = Vec::new();
        for name in names {
            if policies.iter().any(|policy| policy.name == *name) {
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
            Rule::Lookahead(base, settings) => {
                let text = toml::to_string(settings).expect("settings are plain values");
                blake3::hash(format!("{}\n{text}", base.hash()).as_bytes()).to_hex().to_string()
            }
        }
    }

    /// Refuses a network that the policy does not fit: one with a policy for each hub fits as many hubs only.
    pub fn check(&self, case: &Case) -> Result<(), Failure> {
        match &self.rule {
            Rule::Learned(PolicyFile { policies, .. }, _)
                if policies.len() > 1 && policies.len() != case.hubs().len() =>
            {
                let (n, name, hubs) = (policies.len(), case.name(), case.hubs().len());
                let problem = format!("{}: has policies for {n} hubs, case \"{name}\" has {hubs}", self.name);
                Err(Failure::new(
                    problem,
                    "use it on the network that it was trained on, or a policy that all hubs share",
                ))
            }
            Rule::Lookahead(base, _) => base.check(case),
            _ => Ok(()),
        }
    }

    /// The fleet manager that follows it.
    pub fn manager(&self) -> Box<dyn FleetManager> {
        match &self.rule {
            Rule::Heuristic(heuristic) => heuristic.manager(),
            Rule::Learned(file, _) => Box::new(Learned::new(&file.policies)),
            Rule::Lookahead(base, settings) => Box::new(Lookahead::new(base.manager(), settings.clone())),
        }
    }
}

fn pretrained() -> Result<Rule, Failure> {
    let file = policies::from_bytes(PRETRAINED_BYTES)
        .map_err(|error| Failure::new(format!("the pretrained policy: {}", error.problem), error.remedy))?;
    Ok(Rule::Learned(file, blake3::hash(PRETRAINED_BYTES).to_hex().to_string()))
}

fn lookahead(file: Option<&Path>) -> Result<Rule, Failure> {
    let settings = file.map_or_else(|| Ok(Settings::default()), read_settings)?;
    let base = Policy::parse(&settings.base)?;
    if matches!(base.rule, Rule::Lookahead(..)) {
        let problem = "the base of a lookahead is a lookahead".to_owned();
        return Err(Failure::new(problem, "give `base` a rule, pretrained or a checkpoint"));
    }
    Ok(Rule::Lookahead(Box::new(base), settings))
}

/// Whether a text means a file: no heuristic has a slash or an ending in its name.
fn is_path(text: &str) -> bool {
    text.contains(['/', '\\']) || checkpoint_path(Path::new(text)).exists()
}

fn unknown(name: &str) -> String {
    let known: Vec<&str> = Heuristic::NAMES.into_iter().chain([PRETRAINED, LOOKAHEAD]).collect();
    match nearest(name, &known) {
        Some(near) => format!("did you mean \"{near}\"?"),
        None => format!("use one of {}, or the path of a checkpoint", known.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What reading a lookahead's settings says.
    fn parsed(settings: &str) -> Result<Policy, String> {
        let folder = tempfile::TempDir::new().unwrap();
        let file = folder.path().join("look.toml");
        std::fs::write(&file, settings).unwrap();
        Policy::parse(&format!("lookahead:{}", file.display())).map_err(|failure| failure.message)
    }

    #[test]
    fn a_lookahead_has_its_settings_and_its_base() {
        let policy = parsed("base = 'pretrained'\nfutures = 8").unwrap();
        let Rule::Lookahead(base, settings) = &policy.rule else { panic!("not a lookahead") };
        assert_eq!((base.name.as_str(), settings.futures), (PRETRAINED, 8));
        assert_ne!(policy.hash(), parsed("base = 'pretrained'\nfutures = 9").unwrap().hash());
        assert_ne!(policy.hash(), parsed("base = 'economic'\nfutures = 8").unwrap().hash());
    }

    #[test]
    fn settings_that_cannot_be_used_are_named() {
        let problem = |settings| parsed(settings).err().expect("it is refused");
        assert!(problem("futurs = 8").contains("unknown field `futurs`"));
        assert!(problem("futures = 1").contains("`first_futures` is 6, `futures` is 1"));
        assert!(problem("hours = 0").contains("`hours` is 0"));
        assert!(problem("margin = nan").contains("no finite number"));
        assert!(problem("base = 'lookahead'").contains("the base of a lookahead is a lookahead"));
        assert!(problem("base = 'nobody'").contains("\"nobody\" is not a policy"));
    }
}
