//! What a policy is: its shape, the features that it reads, and where it comes from.

use std::path::PathBuf;

use linehaul_agents::decide::heuristics::Heuristic;
use linehaul_agents::decide::lookahead::Settings;
use linehaul_agents::decide::policies::feature_version;
use linehaul_nets::policy_file::{PolicyFile, Provenance, feature_version_text};
use linehaul_nets::shape::Shape;
pub use linehaul_nets::shape::{CriticView, Kind as NetworkKind};
use serde::Serialize;

use crate::failure::Failure;
use crate::policy::{Policy, Rule};

/// A policy as it is.
#[derive(Clone, Debug, Serialize)]
pub struct Described {
    /// As it was named.
    pub policy: String,
    /// The file that it was read from; none of what comes with the program.
    pub file: Option<PathBuf>,
    /// Hash of the file, or of a rule with its parameters.
    pub hash: String,
    /// What kind it is.
    #[serde(flatten)]
    pub kind: Kind,
}

/// The kinds of policies.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// A rule written by hand, with its parameters.
    Heuristic(Heuristic),
    /// A network that was trained.
    Learned(Box<LearnedPolicy>),
    /// A policy that is improved by trying alternatives, with its settings.
    Lookahead(Settings),
}

/// What a policy file says.
#[derive(Clone, Debug, Serialize)]
pub struct LearnedPolicy {
    /// Policies in the file: one that all hubs share, or one for each hub.
    pub policies: usize,
    /// What each of them is like.
    pub shape: Shape,
    /// Columns that the actor reads.
    pub inputs: usize,
    /// Numbers that it gives for a row.
    pub outputs: usize,
    /// Weights of all actors together.
    pub parameters: usize,
    /// Versions of the features.
    pub features: FeatureVersions,
    /// How the policy came about.
    pub provenance: Provenance,
    /// The configuration of the run by table and key, where it is TOML; that of an older program may have other keys than today's.
    pub settings: Option<toml::Table>,
}

/// The version of the features that a policy was trained on. A policy of other features is refused, not described.
#[derive(Clone, Debug, Serialize)]
pub struct FeatureVersions {
    /// As the file has it: a hash, or a count in files of before.
    pub file: String,
    /// Hash of what this program observes, which is the same.
    pub program: String,
}

/// Describes a policy by the name or the file that other requests take.
pub fn describe(policy: &str) -> Result<Described, Failure> {
    let policy = Policy::parse(policy)?;
    let hash = policy.hash();
    let kind = match policy.rule {
        Rule::Heuristic(heuristic) => Kind::Heuristic(heuristic),
        Rule::Learned(file, _) => Kind::Learned(Box::new(LearnedPolicy::of(file))),
        Rule::Lookahead(_, settings) => Kind::Lookahead(settings),
    };
    Ok(Described { policy: policy.name, file: policy.file, hash, kind })
}

impl LearnedPolicy {
    fn of(file: PolicyFile) -> Self {
        let shape = file.policies[0].shape.clone();
        let actor = shape.actor();
        Self {
            policies: file.policies.len(),
            inputs: actor.inputs(),
            outputs: actor.outputs(),
            parameters: file.policies.iter().map(|policy| policy.actor.len()).sum(),
            features: FeatureVersions {
                file: feature_version_text(file.features),
                program: feature_version_text(feature_version()),
            },
            settings: toml::from_str(&file.provenance.config).ok(),
            provenance: file.provenance,
            shape,
        }
    }

    /// Columns of the actor's rows for hints.
    pub fn hints(&self) -> usize {
        self.shape.n_hints()
    }

    /// A setting of the run, by its table and key.
    pub fn setting(&self, table: &str, key: &str) -> Option<&toml::Value> {
        self.settings.as_ref()?.get(table)?.get(key)
    }
}
