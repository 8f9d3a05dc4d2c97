//! Every rule that a case must keep, checked once before anything is built from it.
//!
//! The first broken rule is reported with its table, row, column, value and remedy; the reader of the files adds path and line.
//! Rows are those of the files: lanes and types are not sorted yet. The tables may be anything: what one check indexes with, an earlier one
//! has found in range.

mod costs;
mod fleet;
mod header;
mod hubs;
mod lanes;
mod overlap;
mod packages;
mod rules;
mod totals;
mod ways;

use crate::error::CaseError;
use crate::tables::CaseTables;

/// Checks all tables of a case.
pub(crate) fn tables(case: &CaseTables) -> Result<(), CaseError> {
    header::check(case)?;
    hubs::check(&case.hubs)?;
    fleet::check(&case.vehicles)?;
    lanes::check(case)?;
    packages::check(case)?;
    ways::check(case)?;
    rules::check(case)?;
    costs::check(case)?;
    totals::check(case)
}
