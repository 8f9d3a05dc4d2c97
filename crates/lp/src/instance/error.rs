//! What can be wrong with an instance: where, what, and what to do about it.

/// A fault of one field. The display is the problem alone; [`InstanceError::remedy`] says what to do.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum InstanceError {
    /// A number or a count beyond what makes sense.
    #[error("{field}: {value} is out of range")]
    OutOfRange {
        /// Where, such as `packages[3] "P4".kg`.
        field: String,
        /// As it was given.
        value: String,
        /// What to do.
        remedy: String,
    },
    /// A name of something that is not there.
    #[error("{field}: there is no \"{value}\"")]
    Unknown {
        /// Where.
        field: String,
        /// As it was given.
        value: String,
        /// What to do.
        remedy: String,
    },
    /// The same name twice where each may occur once.
    #[error("{field}: \"{value}\" occurs twice")]
    Twice {
        /// Where.
        field: String,
        /// As it was given.
        value: String,
        /// What to do.
        remedy: String,
    },
    /// Something is missing.
    #[error("{field}: {value} is missing")]
    Missing {
        /// Where.
        field: String,
        /// What is missing.
        value: String,
        /// What to do.
        remedy: String,
    },
}

impl InstanceError {
    /// Where it is, as a path of keys with the name of the vehicle type, lane or package.
    pub fn field(&self) -> &str {
        match self {
            Self::OutOfRange { field, .. }
            | Self::Unknown { field, .. }
            | Self::Twice { field, .. }
            | Self::Missing { field, .. } => field,
        }
    }

    /// What to do about it, one sentence without a full stop.
    pub fn remedy(&self) -> &str {
        match self {
            Self::OutOfRange { remedy, .. }
            | Self::Unknown { remedy, .. }
            | Self::Twice { remedy, .. }
            | Self::Missing { remedy, .. } => remedy,
        }
    }
}
