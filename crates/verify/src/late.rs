//! When a late penalty falls due, and for how many hours waiting then costs.
//!
//! In closed form, a stay at a time; the simulator counts hour by hour.

use crate::basis::Basis;
use crate::moment::Moment;
use crate::trajectories::Trajectory;

/// What lateness a package paid for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Lateness {
    /// Whether its penalty fell due.
    pub penalty: bool,
    /// Hours of late waiting.
    pub waiting_hours: i64,
}

/// Lateness of a package along its way.
///
/// It comes to a hub with slack s. Left standing for the k-th hour, k = 0, 1, ..., n - 1, its slack is s - k. The penalty falls due
/// on coming if s < 0, and while standing if s - k reaches 0, so if 0 <= s < n. Waiting costs in the hours in which
/// `-late.hours < s - k < 0`, so from k = s + 1 up to but without k = s + `late.hours`; for a package that came with its penalty due s
/// is at most -1.
pub fn lateness(basis: &Basis, package: usize, trajectory: &Trajectory) -> Lateness {
    if basis.news.dues(package).is_some() {
        return hour_by_hour(basis, package, trajectory);
    }
    let due = basis.demand.packages.due_hour(package);
    let destination = basis.demand.packages.destinations[package].index();
    let last = i64::from(basis.case.late().hours);
    let mut lateness = Lateness::default();
    for stay in &trajectory.stays {
        // Only a leg that is no way to the destination leads to where none is left.
        let Some(hours) = basis.routes.hours(stay.hub, destination) else { continue };
        let slack = due - stay.from.hour - hours;
        lateness.penalty |= slack < 0;
        let slack = if lateness.penalty { slack.min(-1) } else { slack };
        let standing = stay.until - stay.from.hour;
        lateness.waiting_hours += (standing.min(slack + last) - (slack + 1).max(0)).max(0);
        lateness.penalty |= slack < standing;
    }
    lateness
}

/// The same for a package whose promise changed on the way, the phases of each hour in turn: it comes, events are told, it is left
/// standing. What is late stays late.
fn hour_by_hour(basis: &Basis, package: usize, trajectory: &Trajectory) -> Lateness {
    let destination = basis.demand.packages.destinations[package].index();
    let last = i64::from(basis.case.late().hours);
    let dues = basis.news.dues(package).unwrap_or_default();
    let mut lateness = Lateness::default();
    for (at, stay) in trajectory.stays.iter().enumerate() {
        let Some(way) = basis.routes.hours(stay.hub, destination) else { continue };
        let came = stay.from.hour;
        let due = basis.news.due(package, stay.from).unwrap_or_else(|| basis.demand.packages.due_hour(package));
        let mut critical = due - way;
        if lateness.penalty {
            critical = critical.min(came - 1);
        }
        lateness.penalty |= critical < came;
        let delivered = trajectory.delivered.is_some() && at + 1 == trajectory.stays.len();
        for hour in came..=stay.until {
            let told = |told: &Moment| *told > stay.from && told.hour == hour && hour < basis.horizon() && !delivered;
            for (_, due) in dues.iter().filter(|(at, _)| told(at)) {
                if critical >= hour {
                    critical = due - way;
                    lateness.penalty |= critical < hour;
                }
            }
            if hour == stay.until {
                break;
            }
            lateness.waiting_hours += i64::from(hour - last < critical && critical < hour);
            lateness.penalty |= critical == hour;
        }
    }
    lateness
}

#[cfg(test)]
mod tests {
    use proptest::prelude::{prop, prop_assert_eq, proptest};

    use super::*;
    use crate::report::Report;
    use crate::tests::tiny::case_with;
    use crate::trajectories::Stay;

    /// The model as it is written: the phases of each hour in turn.
    fn hour_by_hour(basis: &Basis, package: usize, trajectory: &Trajectory) -> Lateness {
        let packages = &basis.demand.packages;
        let slack = |hub, hour| {
            let hours = basis.routes.hours(hub, packages.destinations[package].index());
            packages.due_hour(package) - hour - hours.expect("every hub of the tiny case has a way to every other")
        };
        let mut lateness = Lateness::default();
        for stay in &trajectory.stays {
            let came_late = lateness.penalty;
            lateness.penalty |= slack(stay.hub, stay.from.hour) < 0;
            for hour in stay.from.hour..stay.until {
                let mut s = slack(stay.hub, hour);
                if came_late {
                    s = s.min(stay.from.hour - 1 - hour);
                }
                if lateness.penalty && -i64::from(basis.case.late().hours) < s && s < 0 {
                    lateness.waiting_hours += 1;
                }
                lateness.penalty |= s == 0;
            }
        }
        lateness
    }

    proptest! {
        #[test]
        fn closed_form_equals_hour_by_hour(
            stays in prop::collection::vec((0..3_usize, 0..6_i64, 0..12_i64), 1..4),
            due in 0..30_i64,
            last in 0..8_u16,
        ) {
            let case = case_with(|tables| {
                tables.late.hours = last;
                tables.packages.due_seconds[0] = due * 3_600;
            });
            let basis = Basis::of(&case, 0, "", &mut Report::default());
            let mut hour = 0;
            let stays = stays.into_iter().map(|(hub, riding, standing)| {
                let from = hour + riding;
                hour = from + standing;
                Stay { hub, from: Moment::start(from), until: hour }
            });
            let stays = stays.collect();
            let trajectory = Trajectory { stays, delivered: None, cancelled: false, end: 0, hops: 0, riding_hours: 0, sound: true };
            prop_assert_eq!(lateness(&basis, 0, &trajectory), hour_by_hour(&basis, 0, &trajectory));
        }
    }
}
