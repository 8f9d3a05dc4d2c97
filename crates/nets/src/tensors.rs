//! Weights as named tensors of a safetensors file, part by part, so that any language finds them.

use std::collections::{BTreeMap, HashMap};

use safetensors::tensor::{Dtype, SafeTensors, TensorView};

use crate::crc32c::crc32c;
use crate::net::Architecture;

/// Tensors on their way into a file, by name.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Tensors(BTreeMap<String, (Vec<usize>, Vec<u8>)>);

impl Tensors {
    /// Adds a flat array, a tensor for each part: `actor` becomes `actor.0.weight`, `actor.0.bias` and so on.
    pub fn put(&mut self, name: &str, architecture: &Architecture, flat: &[f32]) {
        for part in architecture.parts() {
            let bytes = flat[part.place].iter().flat_map(|value| value.to_le_bytes()).collect();
            self.0.insert(format!("{name}.{}", part.name), (part.shape, bytes));
        }
    }

    /// CRC-32C of all bytes, in order of the names.
    pub fn checksum(&self) -> u32 {
        self.0.values().fold(0, |sum, (_, bytes)| crc32c(sum, bytes))
    }

    /// The bytes of a file with a text under a key. One text: the format keeps several in no order.
    pub fn to_bytes(&self, (key, text): (&str, String)) -> Vec<u8> {
        let views = self.0.iter().map(|(name, (shape, bytes))| {
            (name.as_str(), TensorView::new(Dtype::F32, shape.clone(), bytes).expect("the shape is that of the bytes"))
        });
        safetensors::serialize(views, Some(HashMap::from([(key.to_owned(), text)]))).expect("names differ")
    }
}

/// CRC-32C of all tensors' bytes, in order of their names.
pub(crate) fn checksum(file: &SafeTensors<'_>) -> u32 {
    let mut tensors: Vec<_> = file.tensors();
    tensors.sort_by(|a, b| a.0.cmp(&b.0));
    tensors.iter().fold(0, |sum, (_, tensor)| crc32c(sum, tensor.data()))
}

/// The flat array that [`Tensors::put`] took apart, or what is wrong with a part of it.
pub(crate) fn take(file: &SafeTensors<'_>, name: &str, architecture: &Architecture) -> Result<Vec<f32>, String> {
    let mut flat = Vec::new();
    for part in architecture.parts() {
        let full = format!("{name}.{}", part.name);
        let tensor = file.tensor(&full).map_err(|error| format!("tensor {full}: {error}"))?;
        if tensor.dtype() != Dtype::F32 || tensor.shape() != part.shape {
            let (kind, shape) = (tensor.dtype(), tensor.shape());
            return Err(format!("tensor {full} is {kind:?} {shape:?}, not F32 {:?}", part.shape));
        }
        let (words, _) = tensor.data().as_chunks::<4>();
        flat.extend(words.iter().map(|word| f32::from_le_bytes(*word)));
        if let Some(bad) = flat.iter().find(|value| !value.is_finite()) {
            return Err(format!("tensor {full} holds {bad}, with which nothing can be decided"));
        }
    }
    Ok(flat)
}
