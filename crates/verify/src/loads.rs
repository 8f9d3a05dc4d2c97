//! Each load by itself: its truck, its package, its size and its place in the file.

use linehaul_tables::schema::schedule_files::LOADS;
use linehaul_tables::{LoadRows, Rows};

use crate::basis::Basis;
use crate::departures::Departures;
use crate::figures;
use crate::package_ids::PackageRowsById;
use crate::report::{Report, Table};

/// The loads of a file.
pub struct Loads {
    /// Rides whose truck and package are known, each once, in file order.
    pub rides: Vec<Ride>,
    /// Packages aboard, `[departure row]`.
    pub aboard: Vec<Vec<usize>>,
    /// Departures that have a load of an unknown package, so that their sums prove nothing.
    pub doubtful_departures: Vec<bool>,
    /// Packages that have a load on an unknown departure, so that their way is not known.
    pub doubtful_packages: Vec<bool>,
}

/// A package on a truck.
#[derive(Clone, Copy, Debug)]
pub struct Ride {
    /// Row of the loads.
    pub row: usize,
    /// Row of the departures.
    pub departure: usize,
    /// Row of the demand.
    pub package: usize,
}

/// Reads and checks the table.
pub fn read(basis: &Basis, table: &LoadRows, departures: &Departures, report: &mut Report) -> Loads {
    let n_rows = report.common_rows(Table::Loads, &table.lengths());
    let packages = PackageRowsById::of(&basis.demand.packages.ids);
    packages.check_kind(&table.package_ids, Table::Loads.whole(&LOADS.package_ids), report);
    let mut loads = Loads {
        rides: Vec::with_capacity(n_rows),
        aboard: vec![Vec::new(); departures.trucks.len()],
        doubtful_departures: vec![false; departures.trucks.len()],
        doubtful_packages: vec![false; basis.demand.packages.len()],
    };
    for row in 0..n_rows {
        let departure = departure(table, departures, row, report);
        let package = packages.get(&table.package_ids, row);
        report.check(
            package.is_some(),
            Table::Loads.at(row, &LOADS.package_ids),
            "docs/model.md: demand of a seed",
            || (table.package_ids.text(row), "a package of the demand".to_owned()),
        );
        if let Some(package) = package {
            check_size(basis, table, package, row, report);
        }
        match (departure, package) {
            (Some(departure), Some(package)) => loads.rides.push(Ride { row, departure, package }),
            (Some(departure), None) => loads.doubtful_departures[departure] = true,
            (None, Some(package)) => loads.doubtful_packages[package] = true,
            (None, None) => {}
        }
    }
    loads.board(table, report);
    loads
}

fn departure(table: &LoadRows, departures: &Departures, row: usize, report: &mut Report) -> Option<usize> {
    let id = table.departure_ids[row];
    let departure = departures.rows_by_id.get(&id).copied();
    let place = Table::Loads.at(row, &LOADS.departure_ids);
    report.check(departure.is_some(), place, "every load rides a departure", || {
        (id.to_string(), "an id of the departures".to_owned())
    });
    let before = if row == 0 { i64::MIN } else { table.departure_ids[row - 1] };
    report.check(before <= id, place, "loads are in the order of the departures", || {
        (id.to_string(), format!("{before} of the row before, or more"))
    });
    departure
}

fn check_size(basis: &Basis, table: &LoadRows, package: usize, row: usize, report: &mut Report) {
    let (grams, ml) = (basis.demand.packages.grams[package], basis.demand.packages.ml[package]);
    let rule = "sizes are those of the case";
    report.check(figures::is_whole(table.kg[row], 1e3, grams.0.into()), Table::Loads.at(row, &LOADS.kg), rule, || {
        (table.kg[row].to_string(), grams.to_kg().to_string())
    });
    report.check(figures::is_whole(table.m3[row], 1e6, ml.0.into()), Table::Loads.at(row, &LOADS.m3), rule, || {
        (table.m3[row].to_string(), ml.to_m3().to_string())
    });
}

impl Loads {
    /// Puts the rides aboard, and drops those that say the same once more.
    fn board(&mut self, table: &LoadRows, report: &mut Report) {
        let mut seen = std::collections::HashSet::with_capacity(self.rides.len());
        self.rides.retain(|ride| {
            let place = Table::Loads.at(ride.row, &LOADS.package_ids);
            report.check(
                seen.insert((ride.departure, ride.package)),
                place,
                "a package is in one place at a time",
                || {
                    let stated = format!("package {} once more on this truck", table.package_ids.text(ride.row));
                    (stated, "each package once on a truck".to_owned())
                },
            )
        });
        for ride in &self.rides {
            self.aboard[ride.departure].push(ride.package);
        }
    }
}
