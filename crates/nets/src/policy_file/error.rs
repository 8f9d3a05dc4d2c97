//! Why bytes are not a file that can be used.

/// What is wrong with a file.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{problem}; {remedy}")]
pub struct FileError {
    /// What is wrong, with the value.
    pub problem: String,
    /// What to do about it.
    pub remedy: String,
}

impl FileError {
    /// Of bytes that are not what was written.
    pub fn damaged(problem: impl Into<String>) -> Self {
        let remedy = "the file is damaged: use an older checkpoint, or train again";
        Self { problem: problem.into(), remedy: remedy.into() }
    }

    /// Of a file that was written for another program.
    pub fn foreign(problem: impl Into<String>) -> Self {
        Self { problem: problem.into(), remedy: "train again, or use the program that wrote it".into() }
    }
}
