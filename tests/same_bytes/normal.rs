//! Files without what is no result: times, the version of the program, and the form of a checkpoint.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use serde_json::Value;

use crate::folders::bytes;

const VERSION: &str = env!("CARGO_PKG_VERSION");
/// What stands before the version: in JSON, in TOML, and in the metadata of Parquet, where lengths are a byte.
const BEFORE_VERSION: [&str; 3] = ["\"version\": \"", "version = \"", "linehaul.version\u{18}\u{5}"];

/// BLAKE3, hexadecimal.
pub fn hash(bytes: &[u8]) -> String {
    blake3::hash(bytes).to_hex().to_string()
}

/// Dashes in place of the program's version.
pub fn without_version(bytes: Vec<u8>) -> Vec<u8> {
    BEFORE_VERSION.iter().fold(bytes, |bytes, before| without(bytes, before, VERSION))
}

/// Dashes in place of a text wherever it follows another.
pub fn without(mut bytes: Vec<u8>, before: &str, text: &str) -> Vec<u8> {
    let pattern = [before, text].concat();
    let places = bytes.windows(pattern.len()).enumerate().filter(|(_, window)| *window == pattern.as_bytes());
    let places: Vec<usize> = places.map(|(at, _)| at + before.len()).collect();
    for at in places {
        bytes[at..at + text.len()].fill(b'-');
    }
    bytes
}

/// A run's log or configuration without seconds of wall clock, and without comments, which have the version.
pub fn without_times(text: &str) -> String {
    let lines = text.lines().filter(|line| !line.starts_with('#'));
    let timeless = lines.map(|line| ["collect_seconds", "update_seconds"].iter().fold(line.to_owned(), without_field));
    timeless.map(|line| line + "\n").collect()
}

/// A line of JSON without one number, which is not its first field.
fn without_field(mut line: String, name: &&str) -> String {
    let field = format!(",\"{name}\":");
    if let Some(at) = line.find(&field) {
        let value = at + field.len();
        let end = value + line[value..].find([',', '}']).unwrap();
        line.replace_range(at..end, "");
    }
    line
}

/// Hash of each network of a checkpoint: names, kinds, shapes and numbers of its tensors. They may lie in any number of safetensors
/// files whose names begin with that of the checkpoint.
pub fn tensors(run: &Path, checkpoint: &str) -> BTreeMap<String, String> {
    let mut tensors = BTreeMap::new();
    for (name, file) in bytes(run) {
        if name.starts_with(checkpoint) && Path::new(&name).extension().is_some_and(|end| end == "safetensors") {
            read(&file, &mut tensors);
        }
    }
    assert!(!tensors.is_empty(), "no checkpoint {checkpoint} in {:?}", fs::canonicalize(run));
    let mut hashers: BTreeMap<String, blake3::Hasher> = BTreeMap::new();
    for (name, (kind, numbers)) in tensors {
        // actor.0.weight, adam.first.actor.1.bias
        let network = name.rsplitn(3, '.').nth(2).unwrap_or(&name).to_owned();
        let hasher = hashers.entry(network).or_default();
        hasher.update(format!("{name} {kind}\n").as_bytes()).update(&numbers);
    }
    hashers.into_iter().map(|(network, hasher)| (network, hasher.finalize().to_hex().to_string())).collect()
}

/// A file of safetensors: the length of the header in eight bytes, the header in JSON, the numbers.
fn read(file: &[u8], tensors: &mut BTreeMap<String, (String, Vec<u8>)>) {
    let (length, rest) = file.split_first_chunk::<8>().unwrap();
    let (header, numbers) = rest.split_at(usize::try_from(u64::from_le_bytes(*length)).unwrap());
    let header: BTreeMap<String, Value> = serde_json::from_slice(header).unwrap();
    for (name, tensor) in header.into_iter().filter(|(name, _)| name != "__metadata__") {
        let end = |index: usize| usize::try_from(tensor["data_offsets"][index].as_u64().unwrap()).unwrap();
        let kind = format!("{} {}", tensor["dtype"], tensor["shape"]);
        tensors.insert(name, (kind, numbers[end(0)..end(1)].to_vec()));
    }
}
