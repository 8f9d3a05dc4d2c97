//! What a policy file says of itself, as JSON.

use std::collections::HashSet;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::error::FileError;
use crate::shape::{Adapters, Shape, Space};

/// Format of the files that are written.
pub const FORMAT: u32 = 4;
/// Most hidden layers, and the widest.
const MAX_HIDDEN: (usize, usize) = (16, 1 << 14);

/// What the program that reads a file can compute for a policy.
#[derive(Clone, Debug)]
pub struct Program {
    /// Version of the features that it observes, and other versions of the same.
    pub features: Vec<u64>,
    /// Features of a lane.
    pub lane_features: usize,
    /// Action spaces that it knows.
    pub spaces: Vec<Space>,
}

/// How a policy came about: enough to make it again.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Provenance {
    /// Version of the program that trained it.
    pub version: String,
    /// Commit of that program, where it was known when it was built.
    pub commit: Option<String>,
    /// Seed of the run.
    pub seed: u64,
    /// Iterations done.
    pub iterations: u64,
    /// Hub-hours simulated.
    pub hub_steps: u64,
    /// Cost over the tuned heuristic's on held-out worlds.
    #[serde(with = "exact")]
    pub score: Option<f64>,
    /// More of that score; files of before have none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub held_out: Option<HeldOutFigures>,
    /// Configuration of the run, TOML.
    pub config: String,
}

/// How a policy did on the held-out worlds, beside its score.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct HeldOutFigures {
    /// Number of worlds.
    pub worlds: u64,
    /// Those on which it cost less than the tuned heuristic.
    pub cheaper: u64,
    /// Lower end of the score's 95 % interval; none from one world.
    #[serde(with = "exact")]
    pub low: Option<f64>,
    /// Upper end.
    #[serde(with = "exact")]
    pub high: Option<f64>,
}

/// The header of a file.
#[derive(Serialize, Deserialize)]
pub struct Header {
    /// Format of the file.
    pub format: u32,
    /// Version of the features that the policy was trained on.
    pub features: u64,
    /// What the policies are like.
    pub shape: Shape,
    /// Number of policies: one, or one for each hub.
    pub policies: usize,
    /// Where they come from.
    pub provenance: Provenance,
    /// CRC-32C of all tensors' bytes, in order of their names.
    pub checksum: u32,
    /// What the other tensors are, in a file that has any.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub more: Option<Value>,
}

impl Header {
    /// Reads what this version writes.
    pub fn read(text: &str) -> Result<Self, FileError> {
        serde_json::from_str(text).map_err(|error| FileError::damaged(format!("the header does not fit: {error}")))
    }

    /// Refuses a policy whose rows the program cannot make, or whose choices it does not know.
    pub fn check(&self, program: &Program) -> Result<(), FileError> {
        let Shape { lane_features, space, hidden, .. } = &self.shape;
        let known = program.space(&space.name)?;
        if known != space {
            return Err(FileError::foreign(format!(
                "the policy has {} choices of {} features in \"{}\", this program has {} of {}",
                space.choices, space.choice_features, space.name, known.choices, known.choice_features
            )));
        }
        if *lane_features != program.lane_features {
            let known = program.lane_features;
            let problem = format!("the policy reads {lane_features} features of a lane, this program has {known}");
            return Err(FileError::foreign(problem));
        }
        let (most, widest) = MAX_HIDDEN;
        if hidden.len() > most || hidden.iter().any(|width| !(1..=widest).contains(width)) {
            let problem = format!("the policy has hidden layers of {hidden:?}, at most {most} of 1 to {widest} can be");
            return Err(FileError::foreign(problem));
        }
        let kinds = [Some(self.shape.kind), self.shape.critic.kind()];
        if !kinds.into_iter().flatten().all(|kind| kind.is_sound(hidden.first().copied(), !space.describes())) {
            let problem = format!("the policy's networks {:?} do not go with its layers and choices", self.shape.kind);
            return Err(FileError::damaged(problem));
        }
        if let Some(Adapters { rank, hubs }) = &self.shape.adapters {
            let (n_hubs, unique) = (hubs.len(), hubs.iter().collect::<HashSet<_>>().len());
            if !(1..=widest).contains(rank) || !(1..=widest).contains(&n_hubs) || unique < n_hubs {
                let problem =
                    format!("the policy has adapters of {rank} numbers for {n_hubs} hubs, {unique} of them unlike");
                return Err(FileError::damaged(problem));
            }
        }
        if self.policies == 0 {
            return Err(FileError::damaged("the file has 0 policies"));
        }
        Ok(())
    }
}

impl Program {
    /// The space of a name.
    pub fn space(&self, name: &str) -> Result<&Space, FileError> {
        self.spaces.iter().find(|known| known.name == name).ok_or_else(|| {
            FileError::foreign(format!("the policy chooses among \"{name}\", which this program does not know"))
        })
    }

    /// The format of a header, if its features are known too. Versions are looked at before anything else, because all else may have changed
    /// with them.
    pub fn format(&self, header: &str) -> Result<u32, FileError> {
        #[derive(Deserialize)]
        struct Versions {
            format: u32,
            features: u64,
        }
        let Versions { format, features } = serde_json::from_str(header)
            .map_err(|error| FileError::foreign(format!("the header does not fit: {error}")))?;
        if !(FORMAT - 1..=FORMAT).contains(&format) {
            let problem = format!("the file has format version {format}, this program has {FORMAT}");
            return Err(FileError::foreign(problem));
        }
        if !self.features.contains(&features) {
            let (of_file, own) = (feature_version_text(features), feature_version_text(self.features[0]));
            let problem = format!("the file has feature version {of_file}, this program has {own}");
            return Err(FileError::foreign(problem));
        }
        Ok(format)
    }
}

/// A version of features as documents write it: a count of before as a number, a hash in hexadecimal.
pub fn feature_version_text(version: u64) -> String {
    const LARGEST_COUNT: u64 = 1 << 16;
    if version < LARGEST_COUNT { version.to_string() } else { format!("{version:#018x}") }
}

/// A number as text that comes back as the same number: read as JSON it may come back as its neighbour.
mod exact {
    use serde::de::Error;
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    #[expect(clippy::ref_option, reason = "serde calls it so")]
    pub fn serialize<S: Serializer>(number: &Option<f64>, serializer: S) -> Result<S::Ok, S::Error> {
        number.map(|number| number.to_string()).serialize(serializer)
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<f64>, D::Error> {
        let text = Option::<String>::deserialize(deserializer)?;
        text.map(|text| text.parse().map_err(|_| D::Error::custom(format!("\"{text}\" is no number")))).transpose()
    }
}
