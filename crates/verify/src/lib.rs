//! The independent auditor: a case and the files of a schedule in, broken claims out.
//!
//! [`audit`] re-proves every claim that `docs/model.md` says a schedule makes. It shares the case, its rules and its demand with
//! the simulator, and nothing else: routes, calendar, trajectories and costs are computed here once more, in another way, so
//! that one mistake has to be made twice to go unseen. Whatever the files hold is an answer, never a panic.
//!
//! Each file below proves one thing; the order is that of the proof. A fault is reported where it stands, and what rests on a
//! faulty row is left out rather than reported again.
//!
//! Not proved, because the files do not say what was ordered and waiting room for it: that a detour took only room that the
//! lane's own packages left. That a detour keeps its slack is proved.

mod bound;
mod calendar;
mod cargo;
mod departures;
mod dispatch_rules;
mod figures;
mod late;
mod loads;
mod metadata;
mod must_ride;
mod package_ids;
mod packages;
mod report;
mod routes;
mod summary;
mod trajectories;
mod verify;

pub use report::{Claim, Counts, Report, Table};
pub use verify::{VerifyError, verify};

use calendar::Calendar;
use linehaul_case::{Case, Demand};
use linehaul_tables::ScheduleFiles;
use routes::Routes;

/// Proves every claim of a schedule against its case; `case_hash` is the hash of the case's files.
pub fn audit(case: &Case, case_hash: &str, files: &ScheduleFiles) -> Report {
    let basis = Basis::of(case, files.meta.seed);
    let mut report = Report::default();
    metadata::check(&basis, case_hash, &files.meta, &mut report);
    let departures = departures::read(&basis, &files.departures, &mut report);
    dispatch_rules::check(&basis, &departures, &mut report);
    let loads = loads::read(&basis, &files.loads, &departures, &mut report);
    cargo::check(&basis, &files.departures, &departures, &loads, &mut report);
    let trajectories = trajectories::follow(&basis, &departures, &loads, &mut report);
    must_ride::check(&basis, &departures, &loads, &trajectories, &mut report);
    packages::check(&basis, &files.packages, &trajectories, &mut report);
    let expected = summary::expected(&basis, &departures, &loads, &trajectories);
    summary::check(&files.summary, &expected, &mut report);
    report
}

/// What the claims are held against.
struct Basis<'a> {
    case: &'a Case,
    demand: Demand,
    routes: Routes,
    calendar: Calendar<'a>,
}

impl<'a> Basis<'a> {
    fn of(case: &'a Case, seed: u64) -> Self {
        Self { case, demand: Demand::of(case, seed), routes: Routes::of(case), calendar: Calendar { case } }
    }

    /// A hub's id in quotes.
    fn hub_text(&self, hub: usize) -> String {
        format!("\"{}\"", self.case.hubs()[hub].id)
    }

    /// The number of hours of the case.
    fn horizon(&self) -> i64 {
        i64::from(self.case.hours())
    }
}

#[cfg(test)]
mod tests;
