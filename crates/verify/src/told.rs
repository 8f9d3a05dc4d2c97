//! Events about packages: each is told of a package that was not handed over yet, or not delivered.

use linehaul_case::{Event, TimedEvent};

use crate::basis::Basis;
use crate::moment::Moment;
use crate::report::{Report, Table};
use crate::trajectories::Trajectory;

/// Checks every event about a package.
pub fn check(basis: &Basis, trajectories: &[Trajectory], report: &mut Report) {
    for (row, TimedEvent { hour, event }) in basis.news.events.iter().enumerate() {
        let now = Moment::event(i64::from(*hour), row);
        let (package, holds) = match event {
            Event::Cancelled { package } | Event::DueChanged { package, .. } => {
                let gone = basis.news.cancelled(*package as usize).filter(|cancelled| *cancelled < now);
                let delivered = trajectories[*package as usize].delivered.filter(|delivered| *delivered < now);
                (*package, gone.is_none() && delivered.is_none())
            }
            Event::Released { package } => {
                // An event moves a release forward; the demand has it as it was last.
                (*package, basis.demand.packages.released_hour(*package as usize) == now.hour)
            }
            _ => continue,
        };
        report.check(holds, Table::Events.line(row), "docs/model.md: events", || {
            let id = basis.demand.packages.ids.text(package as usize);
            let expected = "a package that is neither delivered nor cancelled, and was not released before";
            (format!("package {id} in hour {}", now.hour), expected.to_owned())
        });
    }
}
