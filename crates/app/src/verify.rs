//! Every claim of a schedule proved again, from the files alone.

use std::path::PathBuf;

use linehaul_verify::Report;

use crate::failure::Failure;

/// A schedule to prove.
#[derive(Clone, Debug)]
pub struct VerifyRequest {
    /// Schedule folder.
    pub schedule: PathBuf,
    /// Folder of the case that it was made for.
    pub case: PathBuf,
}

/// Proves a schedule. Claims that do not hold are a result, not a failure.
pub fn verify(request: &VerifyRequest) -> Result<Report, Failure> {
    Ok(linehaul_verify::verify(&request.schedule, &request.case)?)
}
