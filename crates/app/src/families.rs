//! Families of generated worlds by name.

use linehaul_agents::judge::exam::FAMILIES;
use linehaul_worlds::generate::{Family, UnknownFamily};

use crate::failure::Failure;

/// Families by their names; those of the exam unless given.
pub fn families(names: Option<&[String]>) -> Result<Vec<Family>, Failure> {
    names.map_or_else(|| Ok(FAMILIES.to_vec()), |names| names.iter().map(|name| family(name)).collect())
}

/// A family by its name.
pub fn family(name: &str) -> Result<Family, Failure> {
    let unknown = |error: UnknownFamily| Failure::new(error.to_string(), "see `linehaul generate --help`");
    name.trim().parse().map_err(unknown)
}
