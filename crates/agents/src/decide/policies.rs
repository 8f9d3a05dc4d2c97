//! Trained policies as files, for this program: what it observes and which choices it knows.

use linehaul_env::observe::{FEATURE_VERSION, FEATURES, VERSION_4};
use linehaul_nets::policy_file::{FileError, PolicyFile, Program};
use linehaul_nets::shape::{CriticView, Kind, Shape};

use crate::decide::actions::ActionSpace;

/// Versions of features were counted before they were hashes of their table. The last count, and the hash of the table that it meant.
const LAST_COUNTED: (u64, u64) = (4, VERSION_4);

/// Reads a policy file, or the policies of a checkpoint, of this version or of before.
pub fn from_bytes(bytes: &[u8]) -> Result<PolicyFile, FileError> {
    PolicyFile::from_bytes(bytes, &program())
}

/// What this program can compute for a policy.
pub fn program() -> Program {
    let (count, hash) = LAST_COUNTED;
    let same = (feature_version() == hash).then_some(count);
    Program {
        features: std::iter::once(feature_version()).chain(same).collect(),
        lane_features: FEATURES,
        spaces: ActionSpace::ALL.map(ActionSpace::numbers).to_vec(),
    }
}

/// What a policy of this program is like that no hub has a part of.
pub fn shape(space: ActionSpace, hidden: Vec<usize>, (kind, critic): (Kind, CriticView), hints: bool) -> Shape {
    Shape { lane_features: FEATURES, space: space.numbers(), hidden, critic, kind, adapters: None, hints }
}

/// Version of the features that this program observes.
pub fn feature_version() -> u64 {
    FEATURE_VERSION
}
