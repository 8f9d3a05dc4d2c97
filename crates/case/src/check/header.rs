//! `case.toml`: horizon, start, factors and what lateness costs.

use crate::error::{CaseError, Table};
use crate::limits::{COST_FACTORS, MAX_HOURS, STARTS};
use crate::tables::CaseTables;

pub(super) fn check(case: &CaseTables) -> Result<(), CaseError> {
    if case.hours == 0 || case.hours > MAX_HOURS {
        let problem = format!("{} is not a horizon", case.hours);
        return Err(Table::Case.fault(None, "hours", problem, format!("give 1 to {MAX_HOURS} hours; 480 is usual")));
    }
    if !STARTS.contains(&case.start) {
        let problem = format!("{} s since 1970 is not in the years 1000 to 8999", case.start);
        return Err(Table::Case.fault(
            None,
            "start",
            problem,
            "give the start of hour 0, such as 2024-01-07T00:00:00Z",
        ));
    }
    if !COST_FACTORS.contains(&case.cost_multiplier) {
        let problem = format!("{:?} is not a factor on costs", case.cost_multiplier);
        let remedy = "give a number above 0, a millionth to a million; 1 is usual";
        return Err(Table::Case.fault(None, "cost_multiplier", problem, remedy));
    }
    let shares = &case.late.shares;
    let ascending = shares.windows(2).all(|pair| pair[0].0 < pair[1].0 && pair[0].1 <= pair[1].1);
    let in_range = shares.iter().all(|&(from, share)| from.is_finite() && (0.0..=10.0).contains(&share));
    if shares.first().is_none_or(|first| first.0 != 0.0) || !ascending || !in_range {
        let remedy =
            "list [value from, share] pairs: the first from 0, values ascending, shares 0 to 10 and never falling";
        return Err(Table::Case.fault(None, "late.shares", format!("{shares:?} is not a scale"), remedy));
    }
    if !(0.0..=1.0).contains(&case.late.hourly) {
        let problem = format!("{} is not a share", case.late.hourly);
        return Err(Table::Case.fault(None, "late.hourly", problem, "give a share of the penalty an hour, 0 to 1"));
    }
    if case.late.hours > 80 {
        let problem = format!("{} hours are too many", case.late.hours);
        return Err(Table::Case.fault(None, "late.hours", problem, "give 0 to 80 hours"));
    }
    Ok(())
}
