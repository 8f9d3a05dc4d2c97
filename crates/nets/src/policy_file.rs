//! A policy as a file: its weights as safetensors, and a header that says what they are and where they come from.
//!
//! The file of a policy with two layers of 64 has some 40 kB. Any language reads it (the actor is `actor.0.weight`, `[input, output]`,
//! `actor.0.bias`, …), and the header refuses what cannot be used: another format, other features, damaged numbers. A file may hold
//! more than a policy, as the checkpoint of a training run does: more tensors, and a header of theirs within the header. Who wants the policy
//! alone reads both alike.

mod error;
mod format_3;
mod header;

use safetensors::tensor::SafeTensors;
use serde_json::Value;

pub use self::error::FileError;
use self::header::{FORMAT, Header};
pub use self::header::{HeldOutFigures, Program, Provenance, feature_version_text};
use crate::net::Architecture;
use crate::policy::Policy;
use crate::tensors::{Tensors, checksum, take};

/// Key of the header in the file's metadata.
const HEADER: &str = "linehaul";

/// A trained policy, or one for each hub of a network, and where it comes from.
#[derive(Clone, Debug, PartialEq)]
pub struct PolicyFile {
    /// The policy that all hubs share, or that of each, `[hub]`.
    pub policies: Vec<Policy>,
    /// Version of the features that they were trained on.
    pub features: u64,
    /// How they came about.
    pub provenance: Provenance,
}

/// A file that was opened.
pub struct Opened<'a> {
    /// Its policies.
    pub file: PolicyFile,
    /// What the header says of the other tensors, in a file that has any.
    pub more: Option<Value>,
    tensors: SafeTensors<'a>,
}

impl PolicyFile {
    /// The bytes of the file.
    pub fn to_bytes(&self) -> Vec<u8> {
        self.to_bytes_with(Tensors::default(), None)
    }

    /// The bytes of a file that holds more: other tensors, and what the header says of them.
    pub fn to_bytes_with(&self, mut tensors: Tensors, more: Option<Value>) -> Vec<u8> {
        let shape = &self.policies[0].shape;
        for (index, policy) in self.policies.iter().enumerate() {
            tensors.put(&actor_name(self.policies.len(), index), &shape.actor(), &policy.actor);
        }
        let header = Header {
            format: FORMAT,
            features: self.features,
            shape: shape.clone(),
            policies: self.policies.len(),
            provenance: self.provenance.clone(),
            checksum: tensors.checksum(),
            more,
        };
        tensors.to_bytes((HEADER, serde_json::to_string(&header).expect("a header is plain values")))
    }

    /// Reads the bytes of a file, whatever it holds beside policies.
    pub fn from_bytes(bytes: &[u8], program: &Program) -> Result<Self, FileError> {
        Ok(Opened::new(bytes, program)?.file)
    }
}

impl<'a> Opened<'a> {
    /// Reads the bytes of a file. Nothing of it is taken on trust.
    pub fn new(bytes: &'a [u8], program: &Program) -> Result<Self, FileError> {
        let no_file = |error| FileError::damaged(format!("this is no policy file: {error}"));
        let tensors = SafeTensors::deserialize(bytes).map_err(no_file)?;
        let (_, metadata) = SafeTensors::read_metadata(bytes).map_err(no_file)?;
        let text = metadata.metadata().as_ref().and_then(|metadata| metadata.get(HEADER)).ok_or_else(|| FileError {
            problem: "this safetensors file holds no policy of linehaul".into(),
            remedy: "give a policy or a checkpoint that `linehaul train` wrote".into(),
        })?;
        let header = if program.format(text)? == FORMAT { Header::read(text)? } else { format_3::read(text, program)? };
        header.check(program)?;
        let Header { features, shape, policies: n, provenance, checksum: wanted, more, .. } = header;
        let found = checksum(&tensors);
        if found != wanted {
            return Err(FileError::damaged(format!("the numbers have checksum {found:08x}, not {wanted:08x}")));
        }
        let mut opened = Self { file: PolicyFile { policies: Vec::new(), features, provenance }, more, tensors };
        for index in 0..n {
            let actor = opened.take(&actor_name(n, index), &shape.actor())?;
            opened.file.policies.push(Policy { shape: shape.clone(), actor });
        }
        Ok(opened)
    }

    /// A flat array of the file, see [`Tensors::put`].
    pub fn take(&self, name: &str, architecture: &Architecture) -> Result<Vec<f32>, FileError> {
        take(&self.tensors, name, architecture).map_err(FileError::damaged)
    }
}

/// What the names of a policy's tensors begin with: nothing where all hubs share it.
pub fn prefix(n_policies: usize, index: usize) -> String {
    if n_policies == 1 { String::new() } else { format!("hub.{index}.") }
}

fn actor_name(n_policies: usize, index: usize) -> String {
    format!("{}actor", prefix(n_policies, index))
}

#[cfg(test)]
mod tests;
