//! A run between two periods as one safetensors file: weights by layer, optimizer moments, and a header that says what they are.
//!
//! One file is either there or not, any language reads it (the actor is `actor.0.weight`, `[input, output]`, `actor.0.bias`, …), and
//! the header refuses what cannot be used: another format, other features, damaged numbers.

use std::collections::{BTreeMap, HashMap};

use linehaul_env::observe::{FEATURE_VERSION, VERSION_4};
use safetensors::tensor::{Dtype, SafeTensors, TensorView};
use serde::{Deserialize, Serialize};

use crate::adam::Adam;
use crate::config::TrainConfig;
use crate::crc32c::crc32c;
use crate::network::Widths;
use crate::policy::{Policy, Shape, ValueScale};
use crate::ppo::Optimizers;

/// Changes whenever a checkpoint of before cannot be read any more.
const FORMAT: u32 = 3;
/// Key of the header in the file's metadata.
const HEADER: &str = "linehaul";

/// A run at the end of a period.
#[derive(Clone, Debug, PartialEq)]
pub struct Checkpoint {
    /// The policy that all hubs share, or that of each, `[hub]`: actors with averaged weights.
    pub policies: Vec<Policy>,
    /// Weights of the actors that training goes on with, `[policy]`.
    pub learners: Vec<Vec<f32>>,
    /// The state of their optimizers, `[policy]`.
    pub optimizers: Vec<Optimizers>,
    /// Weights of the actors that these are to stay near, `[policy]`, or none.
    pub anchors: Vec<Vec<f32>>,
    /// Iterations done.
    pub iteration: u64,
    /// Hub-hours simulated.
    pub hub_steps: u64,
    /// Its cost over the tuned heuristic's on the held-out worlds.
    pub score: Option<f64>,
    /// The best score of the run so far.
    pub best: Option<f64>,
    /// The configuration of the run.
    pub config: TrainConfig,
}

/// Why bytes are not a checkpoint that can be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{problem}; {remedy}")]
pub struct CheckpointError {
    /// What is wrong, with the value.
    pub problem: String,
    /// What to do about it.
    pub remedy: String,
}

#[derive(Serialize, Deserialize)]
struct Header {
    format: u32,
    features: u64,
    version: String,
    shape: Shape,
    policies: Vec<PolicyHeader>,
    anchored: bool,
    iteration: u64,
    hub_steps: u64,
    score: Option<u64>,
    best: Option<u64>,
    /// CRC-32C of all tensors' bytes, in order of their names.
    checksum: u32,
    /// The configuration as TOML.
    config: String,
}

/// What is no tensor of a policy.
#[derive(Serialize, Deserialize)]
struct PolicyHeader {
    /// Mean and spread of returns, and whether any return was seen. Floats are stored as their bits: text in JSON may come back as
    /// the neighbouring number.
    value_scale: (u32, u32, bool),
    actor_steps: u64,
    critic_steps: u64,
}

impl Checkpoint {
    /// The bytes of the file.
    pub fn to_bytes(&self) -> Vec<u8> {
        let shape = &self.policies[0].shape;
        let mut tensors = BTreeMap::new();
        for (index, (policy, optimizers)) in self.policies.iter().zip(&self.optimizers).enumerate() {
            let of = prefix(self.policies.len(), index);
            put(&mut tensors, &format!("{of}actor"), &shape.actor(), &policy.actor);
            put(&mut tensors, &format!("{of}critic"), &shape.critic(), &policy.critic);
            put(&mut tensors, &format!("{of}learner"), &shape.actor(), &self.learners[index]);
            for (name, widths, adam) in
                [("actor", shape.actor(), &optimizers.actor), ("critic", shape.critic(), &optimizers.critic)]
            {
                put(&mut tensors, &format!("{of}adam.first.{name}"), &widths, &adam.first);
                put(&mut tensors, &format!("{of}adam.second.{name}"), &widths, &adam.second);
            }
            if let Some(anchor) = self.anchors.get(index) {
                put(&mut tensors, &format!("{of}anchor"), &shape.actor(), anchor);
            }
        }
        let policy_header = |(policy, optimizers): (&Policy, &Optimizers)| {
            let scale = policy.value_scale;
            PolicyHeader {
                value_scale: (scale.mean.to_bits(), scale.spread.to_bits(), scale.known),
                actor_steps: optimizers.actor.steps,
                critic_steps: optimizers.critic.steps,
            }
        };
        let header = Header {
            format: FORMAT,
            features: FEATURE_VERSION,
            version: env!("CARGO_PKG_VERSION").into(),
            shape: shape.clone(),
            policies: self.policies.iter().zip(&self.optimizers).map(policy_header).collect(),
            anchored: !self.anchors.is_empty(),
            iteration: self.iteration,
            hub_steps: self.hub_steps,
            score: self.score.map(f64::to_bits),
            best: self.best.map(f64::to_bits),
            checksum: checksum(tensors.values().map(|(_, bytes)| bytes.as_slice())),
            config: toml::to_string(&self.config).expect("a configuration is plain values"),
        };
        let header = serde_json::to_string(&header).expect("a header is plain values");
        let views = tensors.iter().map(|(name, (shape, bytes))| {
            (name.clone(), TensorView::new(Dtype::F32, shape.clone(), bytes).expect("the shape is that of the bytes"))
        });
        safetensors::serialize(views, Some(HashMap::from([(HEADER.to_owned(), header)]))).expect("names differ")
    }

    /// Reads the bytes of a file.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, CheckpointError> {
        let damaged = |problem: String| refuse(problem, "the file is damaged: use an older checkpoint, or train again");
        let file =
            SafeTensors::deserialize(bytes).map_err(|error| damaged(format!("this is no checkpoint: {error}")))?;
        let (_, metadata) =
            SafeTensors::read_metadata(bytes).map_err(|error| damaged(format!("this is no checkpoint: {error}")))?;
        let header = metadata.metadata().as_ref().and_then(|metadata| metadata.get(HEADER)).ok_or_else(|| {
            refuse(
                "this safetensors file holds no policy of linehaul".into(),
                "give a checkpoint that `linehaul train` wrote",
            )
        })?;
        check_versions(header)?;
        let header: Header =
            serde_json::from_str(header).map_err(|error| damaged(format!("the header does not fit: {error}")))?;
        let mut tensors: Vec<_> = file.tensors();
        tensors.sort_by(|a, b| a.0.cmp(&b.0));
        let found = checksum(tensors.iter().map(|(_, tensor)| tensor.data()));
        if found != header.checksum {
            return Err(damaged(format!("the numbers have checksum {found:08x}, not {:08x}", header.checksum)));
        }
        let config = toml::from_str(&header.config)
            .map_err(|error| damaged(format!("the configuration does not fit: {}", error.message())))?;
        let (shape, n_policies) = (&header.shape, header.policies.len());
        let read = |name: &str, widths: &Widths| take(&file, name, widths).map_err(&damaged);
        let mut policies = Vec::new();
        let (mut learners, mut optimizers, mut anchors) = (Vec::new(), Vec::new(), Vec::new());
        for (index, policy) in header.policies.iter().enumerate() {
            let of = prefix(n_policies, index);
            let network = |name: &str, widths: &Widths, steps: u64| -> Result<(Vec<f32>, Adam), CheckpointError> {
                let first = read(&format!("{of}adam.first.{name}"), widths)?;
                let second = read(&format!("{of}adam.second.{name}"), widths)?;
                Ok((read(&format!("{of}{name}"), widths)?, Adam { first, second, steps }))
            };
            let (actor, actor_adam) = network("actor", &shape.actor(), policy.actor_steps)?;
            let (critic, critic_adam) = network("critic", &shape.critic(), policy.critic_steps)?;
            let (mean, spread, known) = policy.value_scale;
            let value_scale = ValueScale { mean: f32::from_bits(mean), spread: f32::from_bits(spread), known };
            policies.push(Policy { shape: shape.clone(), actor, critic, value_scale });
            learners.push(read(&format!("{of}learner"), &shape.actor())?);
            optimizers.push(Optimizers { actor: actor_adam, critic: critic_adam });
            if header.anchored {
                anchors.push(read(&format!("{of}anchor"), &shape.actor())?);
            }
        }
        Ok(Self {
            policies,
            learners,
            optimizers,
            anchors,
            iteration: header.iteration,
            hub_steps: header.hub_steps,
            score: header.score.map(f64::from_bits),
            best: header.best.map(f64::from_bits),
            config,
        })
    }
}

/// Versions are looked at before anything else, because all else may have changed with them.
fn check_versions(header: &str) -> Result<(), CheckpointError> {
    #[derive(Deserialize)]
    struct Versions {
        format: u32,
        features: u64,
    }
    let versions: Versions = serde_json::from_str(header)
        .map_err(|error| refuse(format!("the header does not fit: {error}"), "use a checkpoint of this version"))?;
    let fits = |what: &str, found: u64, known: u64| {
        let problem = format!("the checkpoint has {what} version {found}, this program has {known}");
        if found == known { Ok(()) } else { Err(refuse(problem, "train again, or use the program that wrote it")) }
    };
    fits("format", versions.format.into(), FORMAT.into())?;
    // Versions were counted once.
    let features = if versions.features == 4 { VERSION_4 } else { versions.features };
    fits("feature", features, FEATURE_VERSION)
}

fn refuse(problem: String, remedy: &str) -> CheckpointError {
    CheckpointError { problem, remedy: remedy.into() }
}

/// What the names of a policy's tensors begin with: nothing where all hubs share it.
fn prefix(n_policies: usize, index: usize) -> String {
    if n_policies == 1 { String::new() } else { format!("hub.{index}.") }
}

type Tensors = BTreeMap<String, (Vec<usize>, Vec<u8>)>;

/// A flat array as a weight and a bias tensor for each layer.
fn put(tensors: &mut Tensors, name: &str, widths: &Widths, flat: &[f32]) {
    let bytes = |values: &[f32]| values.iter().flat_map(|value| value.to_le_bytes()).collect::<Vec<u8>>();
    for (at, layer) in widths.layers().enumerate() {
        let shape = vec![layer.inputs, layer.outputs];
        tensors.insert(format!("{name}.{at}.weight"), (shape, bytes(&flat[layer.weights])));
        tensors.insert(format!("{name}.{at}.bias"), (vec![layer.outputs], bytes(&flat[layer.biases])));
    }
}

fn take(file: &SafeTensors<'_>, name: &str, widths: &Widths) -> Result<Vec<f32>, String> {
    let mut flat = Vec::with_capacity(widths.n_parameters());
    for (at, layer) in widths.layers().enumerate() {
        for (part, shape) in [("weight", vec![layer.inputs, layer.outputs]), ("bias", vec![layer.outputs])] {
            let full = format!("{name}.{at}.{part}");
            let tensor = file.tensor(&full).map_err(|error| format!("tensor {full}: {error}"))?;
            if tensor.dtype() != Dtype::F32 || tensor.shape() != shape {
                return Err(format!("tensor {full} is {:?} {:?}, not F32 {shape:?}", tensor.dtype(), tensor.shape()));
            }
            let (words, _) = tensor.data().as_chunks::<4>();
            flat.extend(words.iter().map(|word| f32::from_le_bytes(*word)));
        }
    }
    Ok(flat)
}

fn checksum<'a>(parts: impl Iterator<Item = &'a [u8]>) -> u32 {
    parts.fold(0, crc32c)
}

#[cfg(test)]
mod tests;
