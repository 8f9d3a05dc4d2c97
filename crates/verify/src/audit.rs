//! The proof, in order. Each file that is called here proves one thing.

use linehaul_case::Case;
use linehaul_tables::ScheduleFiles;

use crate::basis::Basis;
use crate::report::Report;
use crate::{cargo, departures, dispatch_rules, loads, metadata, must_ride, packages, summary, trajectories};

/// Proves every claim of a schedule against its case; `case_hash` is the hash of the case's files.
pub fn audit(case: &Case, case_hash: &str, files: &ScheduleFiles) -> Report {
    let mut report = Report::default();
    metadata::check(case, case_hash, &files.meta, &mut report);
    prove(case, files, report)
}

/// Proves every claim but that the schedule is of this case.
pub(crate) fn audit_on_trust(case: &Case, files: &ScheduleFiles) -> Report {
    prove(case, files, Report { case_on_trust: true, ..Report::default() })
}

fn prove(case: &Case, files: &ScheduleFiles, mut report: Report) -> Report {
    let basis = Basis::of(case, files.meta.seed);
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
