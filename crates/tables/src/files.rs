//! Files by their paths: there as a plain file, absent, or something that cannot be read as one.
//!
//! Only what is absent may be taken as left out. A folder, a dangling link, a pipe (which would be read for ever) or a file that this user
//! may not look at stands where a file should be, so it is an error.

use std::fs::{self, File, FileType};
use std::io::ErrorKind;
use std::path::Path;

use crate::error::TablesError;

/// Whether a plain file is there, or nothing.
pub fn is_there(path: &Path) -> Result<bool, TablesError> {
    let failed = |error| TablesError::io(path, "look at the file", &error);
    let link = match fs::symlink_metadata(path) {
        Ok(found) => found.file_type().is_symlink(),
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(false),
        Err(error) => return Err(failed(error)),
    };
    match fs::metadata(path) {
        Ok(found) if found.is_file() => Ok(true),
        Ok(found) => Err(other(path, what(found.file_type()))),
        Err(error) if link && error.kind() == ErrorKind::NotFound => Err(other(path, "a link that leads nowhere")),
        Err(error) => Err(failed(error)),
    }
}

/// Opens a plain file to read.
pub(crate) fn open(path: &Path) -> Result<File, TablesError> {
    let failed = |error| TablesError::io(path, "read the file", &error);
    // What is absent is left to the system to say.
    is_there(path)?;
    File::open(path).map_err(failed)
}

/// All bytes of a plain file.
pub(crate) fn read(path: &Path) -> Result<Vec<u8>, TablesError> {
    is_there(path)?;
    fs::read(path).map_err(|error| TablesError::io(path, "read the file", &error))
}

fn other(path: &Path, what: &str) -> TablesError {
    TablesError::new(path, format!("this is {what}, not a file"), "remove it, or put the file in its place")
}

fn what(kind: FileType) -> &'static str {
    if kind.is_dir() { "a folder" } else { "a device or a pipe" }
}
