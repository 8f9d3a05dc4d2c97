//! A schedule worked by hand holds; each column changed, each rule broken, is found where it was done; garbage is only garbage.

mod edges;
mod folders;
mod garbage;
mod rules;
mod tampered;
pub(crate) mod tiny;

use linehaul_case::{Case, PackageIds};
use linehaul_tables::ScheduleFiles;

use crate::{Report, Table, audit};
use tiny::{HASH, case, case_with, schedule};

/// Every claim broken, a line each.
fn lines(report: &Report) -> String {
    report.broken.iter().map(|claim| claim.to_string() + "\n").collect()
}

fn assert_found(case: &Case, files: &ScheduleFiles, table: Table, row: Option<usize>, column: &str, what: &str) {
    let report = audit(case, HASH, files);
    let found = report.broken.iter().any(|claim| (claim.table, claim.row, claim.column) == (table, row, column));
    assert!(found, "{what}: no claim about {table} row {row:?}, {column} among\n{}", lines(&report));
    assert!(!report.holds() && report.n_broken.total() >= report.broken.len() as u64);
}

#[test]
fn a_schedule_worked_by_hand_holds() {
    let report = audit(&case(), HASH, &schedule());
    assert_eq!(lines(&report), "");
    assert!(report.checked.departures > 40 && report.checked.loads > 20 && report.checked.packages > 20);
    assert_eq!(report.checked.summary, 24);
    assert_eq!(report.n_broken.total(), 0);
}

#[test]
fn text_ids_hold_as_well() {
    let mut files = schedule();
    let text = |ids: &PackageIds| PackageIds::Texts((0..ids.len()).map(|row| format!("p{}", ids.text(row))).collect());
    let case = case_with(|tables| tables.packages.ids = text(&tables.packages.ids));
    files.loads.package_ids = text(&files.loads.package_ids);
    files.packages.ids = text(&files.packages.ids);
    assert_eq!(lines(&audit(&case, HASH, &files)), "");
}

/// Nothing leaves: only 13 and 15 are due within the day with no way to make it, the others become so while they stand.
#[test]
fn a_schedule_without_trucks_can_hold() {
    let mut files = schedule();
    files.departures = linehaul_tables::DepartureRows::default();
    files.loads = linehaul_tables::LoadRows::default();
    files.packages.delivered_at = vec![None; 6];
    files.packages.late = vec![true, true, true, true, true, false];
    files.packages.hops = vec![0; 6];
    files.packages.transit_hours = vec![None; 6];
    let report = audit(&case(), HASH, &files);
    assert!(report.broken.iter().all(|claim| claim.table == Table::Summary), "{}", lines(&report));
    assert!(report.broken.iter().any(|claim| claim.column == "delivered" && claim.expected == "0"));
}

#[test]
fn a_claim_is_one_line() {
    let mut files = schedule();
    files.departures.costs[2] = 232.1;
    let report = audit(&case(), HASH, &files);
    assert_eq!(lines(&report), "departures row 3, cost: states 232.10, expected 200.00 (docs/model.md: shipment)\n");
}

#[test]
fn a_mistake_made_everywhere_is_counted_and_a_few_are_kept() {
    let mut files = schedule();
    let n_rows = 1_000;
    files.loads.departure_ids = vec![99; n_rows];
    files.loads.package_ids = PackageIds::Numbers(vec![99; n_rows]);
    files.loads.kg = vec![1.0; n_rows];
    files.loads.m3 = vec![1.0; n_rows];
    let report = audit(&case(), HASH, &files);
    assert_eq!(report.n_broken.loads, 2 * n_rows as u64);
    assert!(report.broken.len() < 100);
}
