//! Packages that events announce have to keep the rules of a case too.

use crate::case::Case;
use crate::error::CaseError;
use crate::event::NewPackage;
use crate::packages::Packages;
use crate::rules::Rules;
use crate::tables::CaseTables;

/// Checks packages against a case as if they stood in its table; rows of an error are their places in the list.
///
/// # Errors
/// The first broken rule. That an id is new is for the caller to see.
pub fn check_announced(case: &Case, new: &[NewPackage]) -> Result<(), CaseError> {
    if new.is_empty() {
        return Ok(());
    }
    let tables = CaseTables {
        name: case.name().to_owned(),
        start: case.start(),
        hours: case.hours(),
        currency: case.currency().to_owned(),
        source: case.source().to_owned(),
        late: case.late().clone(),
        cost_multiplier: case.cost_multiplier(),
        hubs: case.hubs().to_vec(),
        lanes: case.lanes().to_vec(),
        vehicles: case.vehicles().to_vec(),
        classes: case.classes().to_vec(),
        packages: Packages::of(new),
        rules: Rules::default(),
    };
    Case::new(tables).map(|_| ())
}
