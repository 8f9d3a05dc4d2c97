//! The exam: a policy on worlds of every family that it was not trained on, against the strongest heuristic tuned on each world.
//!
//! The opponent tries all its settings on the very demand that it is scored on, an unfair advantage for it. A figure is the mean over
//! the worlds of a family of the ratio of total costs; its interval resamples the worlds, so it speaks about other worlds of the
//! family.

use std::sync::Arc;

use linehaul_case::network::Network;
use linehaul_nets::policy::Policy;
use linehaul_worlds::generate::{Family, WorldSpec, generate};
use serde::{Deserialize, Serialize};

use crate::judge::held_out::{HeldOut, HeldOutScore};
use crate::judge::statistics::Interval;

/// Families of the exam: all but the one that policies are trained on.
pub const FAMILIES: [Family; 10] = [
    Family::Base,
    Family::Sparse,
    Family::Dense,
    Family::SmallVehicles,
    Family::LargeVehicles,
    Family::Multiplier8,
    Family::Parcels,
    Family::Hubs20,
    Family::Hubs50,
    Family::Hubs100,
];

/// How a policy did on one family.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FamilyResult {
    /// Name of the family, or of the worlds.
    pub family: String,
    /// Total cost over that of the tuned heuristic, `[world]`.
    pub ratios: Vec<f64>,
    /// Their mean; below 1 the policy is better.
    pub mean: f64,
    /// 95 % interval of the mean over worlds; none from one world.
    pub interval: Option<Interval>,
}

/// Worlds of the exam with their tuned opponents, made once and used for any number of policies.
pub struct FamilyExam {
    name: String,
    worlds: HeldOut,
}

impl FamilyExam {
    /// Worlds 0 to `n - 1` of a family and seed; `on_done` is called after each run of the opponent.
    pub fn new(family: Family, seed: u64, n: u64, on_done: &(dyn Fn() + Sync)) -> Self {
        Self::of_specs(family.name(), (0..n).map(|index| family.spec(seed, index)), on_done)
    }

    /// The same of any worlds, under a name.
    pub fn of_specs(name: &str, specs: impl Iterator<Item = WorldSpec>, on_done: &(dyn Fn() + Sync)) -> Self {
        let network = |spec: WorldSpec| Network::new(Arc::new(generate(&spec)));
        Self { name: name.into(), worlds: HeldOut::tuned(specs.map(network).collect(), on_done) }
    }

    /// Examines a policy.
    pub fn examine(&self, policy: &Policy) -> FamilyResult {
        let HeldOutScore { ratios, mean, interval } = self.worlds.score(std::slice::from_ref(policy));
        FamilyResult { family: self.name.clone(), ratios, mean, interval }
    }
}
