//! Rules against what they name, and against the limits of what they change.

use std::ops::Range;

use crate::check::overlap::{ByScope, Span};
use crate::error::{CaseError, Table};
use crate::ids::{ClassId, HubId};
use crate::limits::{COST_FACTORS, MAX_ARRIVAL_HOUR, MAX_LANE_HOURS};
use crate::rules::{MustRide, Scope};
use crate::tables::CaseTables;

const T: Table = Table::Rules;

/// Checks all rules; lanes and packages are sound.
pub(super) fn check(case: &CaseTables) -> Result<(), CaseError> {
    let rules = &case.rules;
    for weekly in rules.closures.iter().chain(&rules.curfews) {
        let in_week = |range: &Range<u16>| range.start < range.end && range.end <= 168;
        if weekly.hours_of_week.is_empty() || !weekly.hours_of_week.iter().all(in_week) {
            let problem = format!("{:?} are not hours of a week", weekly.hours_of_week);
            return Err(T.fault(None, "week", problem, "give ranges such as \"sat 18 - mon 06\""));
        }
        scope(case, weekly.scope)?;
    }
    for &[one, other] in &rules.separate {
        class(case, one, "classes")?;
        class(case, other, "classes")?;
    }
    for must_ride in &rules.must_ride {
        match *must_ride {
            MustRide::Class(id) => class(case, id, "class")?,
            MustRide::Package(row) if row < case.packages.len() => {}
            MustRide::Package(row) => {
                let problem = format!("there is no package in row {row} of {}", case.packages.len());
                return Err(T.fault(None, "packages", problem, "give ids of the package table"));
            }
        }
    }
    for surge in &rules.surges {
        hours(&surge.hours)?;
        if !(0.0..=100.0).contains(&surge.factor) {
            let problem = format!("{:?} is not a factor on demand", surge.factor);
            return Err(T.fault(None, "factor", problem, "give 0 to 100"));
        }
        surge.origin.map_or(Ok(()), |id| hub(case, id, "origin"))?;
        surge.destination.map_or(Ok(()), |id| hub(case, id, "destination"))?;
    }
    for tariff in &rules.tariffs {
        hours(&tariff.hours)?;
        scope(case, tariff.scope)?;
        if !COST_FACTORS.contains(&tariff.factor) {
            let problem = format!("{:?} is not a factor on costs", tariff.factor);
            return Err(T.fault(None, "factor", problem, "give a number above 0, a millionth to a million"));
        }
    }
    for slowdown in &rules.slowdowns {
        hours(&slowdown.hours)?;
        scope(case, slowdown.scope)?;
        if slowdown.extra_hours > MAX_LANE_HOURS {
            let problem = format!("{} extra hours", slowdown.extra_hours);
            return Err(T.fault(None, "extra_hours", problem, format!("give at most {MAX_LANE_HOURS}")));
        }
    }
    for blockade in &rules.blockades {
        hours(&blockade.hours)?;
        scope(case, blockade.scope)?;
    }
    for outage in &rules.outages {
        hours(&outage.hours)?;
        hub(case, outage.hub, "hub")?;
    }
    arrivals(case)
}

/// Hours of arrival are counted in 16 bits; slowdowns of the same hours add up.
fn arrivals(case: &CaseTables) -> Result<(), CaseError> {
    if case.rules.slowdowns.is_empty() {
        return Ok(());
    }
    let spans = case.rules.slowdowns.iter();
    let spans = spans.map(|s| Span { hours: s.hours.clone(), scope: s.scope, amount: f64::from(s.extra_hours) });
    let extra = ByScope::of(spans, 0.0, |sum, extra| sum + extra);
    for (sorted, lane) in case.sorted_lanes().enumerate() {
        let extra = extra.on(lane, sorted).1;
        let latest = f64::from(case.hours) - 1.0 + f64::from(lane.hours) + extra;
        if latest > f64::from(MAX_ARRIVAL_HOUR) {
            let problem = format!("slowdowns of the same hours add up to {extra} hours");
            let remedy = format!("keep arrivals within {MAX_ARRIVAL_HOUR} hours from the start, or close the lane");
            return Err(T.fault(None, "extra_hours", problem, remedy));
        }
    }
    Ok(())
}

fn hours(hours: &Range<u16>) -> Result<(), CaseError> {
    if hours.start < hours.end {
        return Ok(());
    }
    let problem = format!("[{}, {}] is not a range of hours", hours.start, hours.end);
    Err(T.fault(None, "hours", problem, "give [from, until] with from < until"))
}

fn scope(case: &CaseTables, scope: Scope) -> Result<(), CaseError> {
    match scope {
        Scope::Network => Ok(()),
        Scope::Hub(id) => hub(case, id, "hub"),
        Scope::Lane(id) if id.index() < case.lanes.len() => Ok(()),
        Scope::Lane(id) => {
            let problem = format!("there is no lane number {} among {}", id.0, case.lanes.len());
            Err(T.fault(None, "lane", problem, "give a lane of lanes.csv, in its direction"))
        }
    }
}

fn hub(case: &CaseTables, id: HubId, column: &'static str) -> Result<(), CaseError> {
    if id.index() < case.hubs.len() {
        return Ok(());
    }
    let problem = format!("there is no hub number {} among {}", id.0, case.hubs.len());
    Err(T.fault(None, column, problem, "name a hub of hubs.csv"))
}

fn class(case: &CaseTables, id: ClassId, column: &'static str) -> Result<(), CaseError> {
    if id.index() < case.classes.len() {
        return Ok(());
    }
    let problem = format!("there is no goods class number {} among {}", id.0, case.classes.len());
    Err(T.fault(None, column, problem, "name a class of the packages"))
}
