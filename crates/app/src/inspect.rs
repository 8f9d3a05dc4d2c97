//! What a case holds, and what is suspicious in it.

use std::path::Path;

use linehaul_tables::read_case;
use linehaul_worlds::inspect::Inspection;

use crate::failure::Failure;

/// A first look at a case.
#[derive(Clone, Debug)]
pub struct Inspected {
    /// What it holds.
    pub inspection: Inspection,
    /// Packages of its table that are not in the case: handed over after the last whole hour of the horizon.
    pub left_out: usize,
}

/// Looks at a case folder.
pub fn inspect(case: &Path) -> Result<Inspected, Failure> {
    let loaded = read_case(case)?;
    Ok(Inspected { inspection: linehaul_worlds::inspect::inspect(&loaded.case), left_out: loaded.left_out })
}
