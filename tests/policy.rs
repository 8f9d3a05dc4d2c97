//! `linehaul policy`: what a policy is, and what it decides by.

mod described;
mod explained;
mod refusals;

use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::folders::root;
use crate::program::linehaul;

/// The file of the policy that comes with the program.
fn pretrained() -> PathBuf {
    root().join("data/policies/pretrained.safetensors")
}

/// A generated case below a folder.
fn case(folder: &Path) -> PathBuf {
    let arguments = ["generate", "-q", "--family", "sparse", "--seed", "7", "--out"].map(AsRef::as_ref);
    linehaul(arguments.into_iter().chain([folder.as_os_str()])).assert_code(0);
    folder.join("sparse-7-000")
}

fn json(text: &str) -> Value {
    serde_json::from_str(text).unwrap()
}
