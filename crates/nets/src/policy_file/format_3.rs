//! Files of format 3, in which a policy came with all of the training run that made it: checkpoints, and nothing smaller.

use serde::Deserialize;
use serde_json::Value;

use super::error::FileError;
use super::header::{Header, Program, Provenance};
use crate::shape::{CriticView, Kind, Shape};

#[derive(Deserialize)]
struct Format3 {
    format: u32,
    features: u64,
    version: String,
    shape: ShapeByName,
    policies: Vec<Value>,
    iteration: u64,
    hub_steps: u64,
    /// Bits of the number.
    score: Option<u64>,
    checksum: u32,
    config: String,
}

/// A shape whose action space has no numbers.
#[derive(Deserialize)]
struct ShapeByName {
    space: String,
    hidden: Vec<usize>,
    critic: CriticView,
    hints: bool,
}

/// The header as of today. What it says of the run is the whole of the old one.
pub fn read(text: &str, program: &Program) -> Result<Header, FileError> {
    let damaged = |error: &dyn std::fmt::Display| FileError::damaged(format!("the header does not fit: {error}"));
    let old: Format3 = serde_json::from_str(text).map_err(|error| damaged(&error))?;
    let run: Value = serde_json::from_str(text).map_err(|error| damaged(&error))?;
    let config: toml::Table = toml::from_str(&old.config).map_err(|error| damaged(&error.message()))?;
    let seed = config.get("seed").and_then(toml::Value::as_integer).and_then(|seed| u64::try_from(seed).ok());
    let ShapeByName { space, hidden, critic, hints } = old.shape;
    let space = program.space(&space)?.clone();
    Ok(Header {
        format: old.format,
        features: old.features,
        shape: Shape {
            lane_features: program.lane_features,
            space,
            hidden,
            critic,
            kind: Kind::Lane,
            adapters: None,
            hints,
        },
        policies: old.policies.len(),
        provenance: Provenance {
            version: old.version,
            commit: None,
            seed: seed.ok_or_else(|| FileError::damaged("the configuration has no seed"))?,
            iterations: old.iteration,
            hub_steps: old.hub_steps,
            score: old.score.map(f64::from_bits),
            held_out: None,
            config: old.config,
        },
        checksum: old.checksum,
        more: Some(run),
    })
}
