//! Pages as files.

use std::path::{Path, PathBuf};

use linehaul_tables::write_atomically;

use crate::failure::Failure;

/// A page that was written.
#[derive(Clone, Debug)]
pub struct Page {
    /// The file.
    pub path: PathBuf,
    /// Its size, bytes.
    pub bytes: usize,
}

impl Page {
    /// Writes a page, whole or not at all.
    pub(crate) fn write(path: &Path, html: &str) -> Result<Self, Failure> {
        write_atomically(path, html.as_bytes())?;
        Ok(Self { path: path.to_owned(), bytes: html.len() })
    }
}
