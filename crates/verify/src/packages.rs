//! What became of each package: every package of the demand once, in its order, with the fate that its way gives it.

use linehaul_tables::schema::schedule_files::PACKAGES;
use linehaul_tables::{PackageRows, Rows};

use crate::basis::Basis;
use crate::figures;
use crate::package_ids::PackageRowsById;
use crate::report::{Report, Table};
use crate::trajectories::Trajectory;

const ONCE: &str = "every package of the demand once, in its order";

/// Whether a package is late: delivered after its due hour, or due within the horizon and neither delivered nor cancelled.
pub fn is_late(basis: &Basis, package: usize, trajectory: &Trajectory) -> bool {
    let due = basis.demand.packages.due_hour(package);
    trajectory.delivered.map_or(due < basis.horizon() && !trajectory.cancelled, |at| at.hour > due)
}

/// Checks the table.
pub fn check(basis: &Basis, table: &PackageRows, trajectories: &[Trajectory], report: &mut Report) {
    let n_rows = report.common_rows(Table::Packages, &table.lengths());
    let ids = PackageRowsById::of(&basis.demand.packages.ids);
    ids.check_kind(&table.ids, Table::Packages.whole(&PACKAGES.ids), report);
    let mut told = vec![false; trajectories.len()];
    let mut before = None;
    for row in 0..n_rows {
        let place = Table::Packages.at(row, &PACKAGES.ids);
        let Some(package) = ids.get(&table.ids, row) else {
            report.check(false, place, ONCE, || (table.ids.text(row), "a package of the demand".to_owned()));
            continue;
        };
        report.check(before < Some(package), place, ONCE, || {
            let last = before.map_or_else(String::new, |package| basis.demand.packages.ids.text(package));
            (table.ids.text(row), format!("a package that comes after {last} in the demand"))
        });
        before = Some(package);
        if !told[package] && trajectories[package].sound {
            check_fate(basis, table, package, &trajectories[package], row, report);
        }
        told[package] = true;
    }
    let mut missing = (0..told.len()).filter(|&package| !told[package]);
    let first = missing.next();
    report.check(first.is_none(), Table::Packages.whole(&PACKAGES.ids), ONCE, || {
        let id = first.map(|package| basis.demand.packages.ids.text(package)).unwrap_or_default();
        (format!("nothing of {} packages, the first of them {id}", 1 + missing.count()), "a row for each".to_owned())
    });
}

fn check_fate(
    basis: &Basis,
    table: &PackageRows,
    package: usize,
    trajectory: &Trajectory,
    row: usize,
    report: &mut Report,
) {
    let at = |column| Table::Packages.at(row, column);
    let start = basis.case.start();
    let stated = table.delivered_at[row];
    let agrees = stated.map(|seconds| figures::hour(start, seconds)) == trajectory.delivered.map(|at| Some(at.hour));
    report.check(agrees, at(&PACKAGES.delivered_at), "docs/model.md: an hour t, unload", || {
        let stated = stated.map_or_else(|| "no delivery".to_owned(), |seconds| figures::time_text(start, seconds));
        (stated, trajectory.delivered.map_or_else(|| "no delivery".to_owned(), |at| format!("hour {}", at.hour)))
    });
    let late = is_late(basis, package, trajectory);
    report.equal(at(&PACKAGES.late), "docs/model.md: late", table.late[row], late);
    report.equal(
        at(&PACKAGES.hops),
        "hops are the trucks that carried it",
        i64::from(table.hops[row]),
        trajectory.hops,
    );
    let transit = trajectory.delivered.map(|at| at.hour - basis.demand.packages.released_hour(package));
    let stated = table.transit_hours[row].map(i64::from);
    report.check(stated == transit, at(&PACKAGES.transit_hours), "transit is from release to delivery", || {
        let text = |hours: Option<i64>| hours.map_or_else(|| "none".to_owned(), |hours| hours.to_string());
        (text(stated), text(transit))
    });
}
