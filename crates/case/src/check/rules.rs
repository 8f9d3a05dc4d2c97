//! Rules against what they name, and against the limits of what they change.

use crate::check::overlap::{ByScope, Span};
use crate::error::{CaseError, Table};
use crate::limits::MAX_ARRIVAL_HOUR;
use crate::rules::Extent;
use crate::tables::CaseTables;

const T: Table = Table::Rules;

/// Checks all rules; lanes and packages are sound.
pub(super) fn check(case: &CaseTables) -> Result<(), CaseError> {
    case.rules.check(Extent {
        hubs: case.hubs.len(),
        lanes: case.lanes.len(),
        classes: case.classes.len(),
        packages: case.packages.len(),
    })?;
    arrivals(case)
}

/// Hours of arrival are counted in 16 bits; slowdowns of the same hours add up.
fn arrivals(case: &CaseTables) -> Result<(), CaseError> {
    let spans = case.rules.slowdowns.iter();
    let spans = spans.map(|s| Span { hours: s.hours.clone(), scope: s.scope, amount: f64::from(s.extra_hours) });
    let extra = ByScope::of(spans, 0.0, |sum, extra| sum + extra);
    for (sorted, (row, lane)) in case.sorted_lanes().enumerate() {
        let extra = extra.on(lane, sorted).1;
        let latest = f64::from(case.hours) - 1.0 + f64::from(case.transit_hours(row)) + extra;
        if latest > f64::from(MAX_ARRIVAL_HOUR) {
            let problem = format!("slowdowns of the same hours add up to {extra} hours");
            let remedy = format!("keep arrivals within {MAX_ARRIVAL_HOUR} hours from the start, or close the lane");
            return Err(T.fault(None, "extra_hours", problem, remedy));
        }
    }
    Ok(())
}
