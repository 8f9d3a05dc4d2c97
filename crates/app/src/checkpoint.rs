//! Policy files and checkpoints by the paths that stand for them.

use std::fs;
use std::path::{Path, PathBuf};

use linehaul_agents::decide::policies;
use linehaul_agents::learn::checkpoint::{Checkpoint, beginning};
use linehaul_agents::learn::learner::Learner;
use linehaul_nets::policy_file::{FileError, PolicyFile};

use crate::failure::Failure;

/// Stem of the last checkpoint's file in a run's folder.
pub const LATEST: &str = "latest";
/// Stem of the best one's.
pub const BEST: &str = "best";
const EXTENSION: &str = "safetensors";

/// A checkpoint's file in a run's folder.
pub fn file_in(folder: &Path, stem: &str) -> PathBuf {
    folder.join(stem).with_extension(EXTENSION)
}

/// Reads a checkpoint; `runs/x/best` stands for `runs/x/best.safetensors`, and `runs/x` for its best.
pub fn read_checkpoint(path: &Path) -> Result<Checkpoint, Failure> {
    Ok(read_file(path, Checkpoint::from_bytes)?.0)
}

/// Reads a policy file, or the policies of a checkpoint, and hashes the file.
pub fn read_policies(path: &Path) -> Result<(PolicyFile, String), Failure> {
    read_file(path, policies::from_bytes)
}

/// Reads what another run begins with, from a checkpoint or a policy file; see [`beginning`].
pub fn read_beginning(path: &Path, seed: u64) -> Result<Vec<Learner>, Failure> {
    Ok(read_file(path, |bytes| beginning(bytes, seed))?.0)
}

fn read_file<T>(path: &Path, read: impl Fn(&[u8]) -> Result<T, FileError>) -> Result<(T, String), Failure> {
    let path = checkpoint_path(path);
    let place = path.display();
    let bytes = fs::read(&path)
        .map_err(|error| Failure::new(format!("{place}: cannot read: {error}"), "check the path of the checkpoint"))?;
    let content = read(&bytes).map_err(|error| Failure::new(format!("{place}: {}", error.problem), error.remedy))?;
    Ok((content, blake3::hash(&bytes).to_hex().to_string()))
}

/// Where the checkpoint that a path stands for is.
pub fn checkpoint_path(path: &Path) -> PathBuf {
    if path.is_dir() {
        file_in(path, BEST)
    } else if path.extension().is_some_and(|extension| extension == EXTENSION) {
        path.to_owned()
    } else {
        let mut name = path.as_os_str().to_owned();
        name.push(format!(".{EXTENSION}"));
        name.into()
    }
}
