//! Every claim of a schedule proved again, from the files alone.

use std::path::{Path, PathBuf};

use linehaul_verify::Report;

use crate::failure::Failure;

/// A schedule to prove.
#[derive(Clone, Debug)]
pub struct VerifyRequest {
    /// Schedule folder.
    pub schedule: PathBuf,
    /// Folder of the case that it was made for.
    pub case: PathBuf,
    /// Whether the case is taken on trust, where files no longer name it.
    pub trust_case: bool,
    /// Seed of the demand, where no file says it any more.
    pub seed: Option<u64>,
}

/// Proves a folder of routes against its market. Claims that do not hold are a result, not a failure.
pub fn verify_routes(routes: &Path, market: &Path) -> Result<Report, Failure> {
    Ok(linehaul_verify::verify_routes(routes, market)?)
}

/// Proves a schedule. Claims that do not hold are a result, not a failure.
pub fn verify(request: &VerifyRequest) -> Result<Report, Failure> {
    let VerifyRequest { schedule, case, trust_case, seed } = request;
    let report = if *trust_case {
        linehaul_verify::verify_on_trust(schedule, case, *seed)?
    } else {
        linehaul_verify::verify(schedule, case)?
    };
    Ok(report)
}
