//! From folders to a report.

use std::path::Path;

use linehaul_tables::{TablesError, read_case, read_schedule, read_schedule_on_trust};

use crate::audit::{audit, audit_on_trust};
use crate::report::Report;

/// Why a schedule cannot be audited. A schedule that is wrong is a [`Report`], not an error.
#[derive(Debug, thiserror::Error)]
pub enum VerifyError {
    /// A file that cannot be read.
    #[error(transparent)]
    Tables(#[from] TablesError),
    /// A schedule of another case.
    #[error(
        "the schedule was made for case \"{schedule_case}\" (hash {schedule_hash}), this is case \"{case}\" (hash {case_hash}); \
         give the folder of the case that it was made for, make the schedule again, or take this case on trust with --trust-case"
    )]
    OtherCase {
        /// Name of the case in the schedule's metadata.
        schedule_case: String,
        /// Hash of the case in the schedule's metadata.
        schedule_hash: String,
        /// Name of the case that was given.
        case: String,
        /// Hash of the case that was given.
        case_hash: String,
    },
}

/// Reads a schedule and its case, and proves every claim.
pub fn verify(schedule_dir: &Path, case_dir: &Path) -> Result<Report, VerifyError> {
    let loaded = read_case(case_dir)?;
    let files = read_schedule(schedule_dir)?;
    if files.meta.case_hash != loaded.hash {
        return Err(VerifyError::OtherCase {
            schedule_case: files.meta.case,
            schedule_hash: files.meta.case_hash,
            case: loaded.case.name().to_owned(),
            case_hash: loaded.hash,
        });
    }
    Ok(audit(&loaded.case, &loaded.hash, &files))
}

/// Reads a schedule that another program may have saved again, and proves every claim but that it is of this case, which is taken on
/// trust. A seed that is given stands in for that of the files.
pub fn verify_on_trust(schedule_dir: &Path, case_dir: &Path, seed: Option<u64>) -> Result<Report, VerifyError> {
    let loaded = read_case(case_dir)?;
    let files = read_schedule_on_trust(schedule_dir, seed)?;
    Ok(audit_on_trust(&loaded.case, &files))
}
